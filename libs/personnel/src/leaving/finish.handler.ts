import { type CommandContext, type JobHandler, nameSchema } from '#runtime';
import { z } from 'zod';
import { decisionSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';

const variablesSchema = decisionSchema.extend({ toTell: z.array(nameSchema).default(['personnel', 'chief-of-office']), doneText: nameSchema });

/**
 * Topic `personnel.finish`: the decision is done, and who keeps the directory hears that it tells of it from now on. The input
 * parameter `doneText` says what was done.
 */
export function finishHandler(tools: Pick<PersonnelTools, 'tell'>): JobHandler {
  return {
    topic: 'personnel.finish',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      const { rootInstanceId: instanceId, jobId } = job;
      return { commit: (context) => finish(context, tools, { ...variables, instanceId, jobId }) };
    },
  };
}

async function finish(
  context: CommandContext,
  tools: Pick<PersonnelTools, 'tell'>,
  { decisionId, fullName, toTell, doneText, instanceId, jobId }: z.output<typeof variablesSchema> & { readonly instanceId: string; readonly jobId: string },
): Promise<void> {
  await context.tx.execute(`update personnel_decision set status = 'done' where id = $1 and status = 'open'`, [decisionId]);
  context.audit({ subject: 'personnel-decision', subjectId: decisionId, detail: { new: { status: 'done' } } });
  const notice = { title: `${doneText}: ${fullName}`, body: 'Danh bạ đã cập nhật theo quyết định.', instanceId, event: `personnel-done:${jobId}` };
  await tools.tell(context, { people: [], groups: toTell }, notice);
}
