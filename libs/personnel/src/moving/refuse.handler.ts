import { type CommandContext, type JobHandler, optionalText } from '#runtime';
import type { z } from 'zod';
import { decisionSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';

const variablesSchema = decisionSchema.extend({ refusalReason: optionalText });

/** Topic `personnel.refuse`: the decision is not carried out; personnel hear why, and nothing was changed. */
export function refuseHandler(tools: Pick<PersonnelTools, 'tell'>): JobHandler {
  return {
    topic: 'personnel.refuse',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      const { rootInstanceId: instanceId } = job;
      return { commit: (context) => refuse(context, tools, { ...variables, instanceId }) };
    },
  };
}

async function refuse(
  context: CommandContext,
  tools: Pick<PersonnelTools, 'tell'>,
  { decisionId, fullName, refusalReason, instanceId }: z.output<typeof variablesSchema> & { readonly instanceId: string },
): Promise<void> {
  await context.tx.execute(`update personnel_decision set status = 'refused', refusal_note = $2 where id = $1 and status = 'open'`, [decisionId, refusalReason]);
  context.audit({ subject: 'personnel-decision', subjectId: decisionId, detail: { new: { status: 'refused' } } });
  const notice = { title: `Quyết định không được duyệt: ${fullName}`, body: refusalReason ?? 'Không nêu lý do.', instanceId, event: `personnel-refused:${decisionId}` };
  await tools.tell(context, { people: [], groups: ['personnel'] }, notice);
}
