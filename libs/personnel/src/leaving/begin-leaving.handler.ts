import { sayInstant } from '#deadlines';
import { type JsonObject, sayDate } from '#foundation';
import { type CommandContext, type JobHandler, nameSchema } from '#runtime';
import { z } from 'zod';
import { openMinutes } from '../handover/draw-up.js';
import { signersOf } from '../handover/rights.js';
import { personSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';
import { endPosts, postsBehind } from './end-posts.js';

const variablesSchema = personSchema.extend({ fullName: nameSchema, accessEndsAt: z.iso.datetime({ offset: true }) });

/**
 * Topic `personnel.begin-leaving`: the minutes begin with all that he holds, his posts end with his last day, and those whom it
 * concerns hear of it (158/QĐ-STP §8, 148/QĐ-SCT §13.4).
 * Output: minutesId, minutesLabel, signers, systems (all account systems, our own first), otherSystems.
 * @param systems those beside our own
 */
export function beginLeavingHandler(tools: PersonnelTools, systems: () => readonly string[]): JobHandler {
  return {
    topic: 'personnel.begin-leaving',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      const { rootInstanceId: instanceId } = job;
      return { commit: (context) => begin(context, tools, { ...variables, instanceId }, systems()) };
    },
  };
}

async function begin(
  context: CommandContext,
  tools: PersonnelTools,
  { decisionId, person: login, fullName, unit, lastDay, accessEndsAt, instanceId }: z.output<typeof variablesSchema> & { readonly instanceId: string },
  others: readonly string[],
): Promise<JsonObject> {
  await context.tx.query('select from person where login = $1 for update', [login]);
  const minutes = await openMinutes(context, { decisionId, instanceId, login, unit, lastDay });
  await endPosts(context, tools, minutes.id, await postsBehind(context, login, lastDay), lastDay);
  const signers = await signersOf(context, { unit, login });
  await tools.tell(context, { people: [login], groups: [...new Set([signers, 'chief-of-office', 'leader'])] }, {
    title: `Bàn giao công việc: ${fullName}`,
    body: `Quyền truy cập hết lúc ${sayInstant(accessEndsAt, context.zone)}; nếu không đúng, đề nghị phòng tổ chức hủy quyết định trước lúc đó. Biên bản bàn giao ${minutes.label} đã lập từ những gì đang giữ: cử người nhận từng mục và ký chậm nhất ngày ${sayDate(lastDay)}.`,
    instanceId,
    event: `handover-begun:${minutes.id}`,
  });
  return { minutesId: minutes.id, minutesLabel: minutes.label, signers, systems: ['congvan', ...others], otherSystems: [...others] };
}
