import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { type IncidentTools, lockIncidentOfCase, requireStatus } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { tellReporters } from '../tell-reporters.js';
import { nameSchema, optionalText, readVariables } from './job-variables.js';

const variablesSchema = z.object({
  incidentId: z.uuid(),
  /** Login of the person whose account it is; null: it is nobody's, or was not found. */
  foundLogin: nameSchema.nullish(),
  /** What IT has looked for and done. */
  foundText: optionalText,
  foundBy: nameSchema,
  /** Those beside our own. */
  accountSystems: z.array(nameSchema),
});

type Found = z.output<typeof variablesSchema>;

/**
 * Topic `incidents.lock-found`: IT has looked whose password was exposed where the reporter could not say it. Its account is closed at
 * once, as with a report that names it (47/QĐ-STP art. 15.5, 148/QĐ-SCT art. 12.5); where there is none, what was done is kept.
 * @throws IncidentStateError where the incident is over
 */
export function lockFoundHandler(tools: IncidentTools): JobHandler {
  return {
    topic: 'incidents.lock-found',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => lockFound(context, tools, job, variables) };
    },
  };
}

async function lockFound(context: CommandContext, tools: IncidentTools, job: JobContext, { incidentId, foundBy, accountSystems, ...found }: Found): Promise<void> {
  const { tx } = context;
  const incident = await lockIncidentOfCase(tx, incidentId, job);
  requireStatus(incident, ['reported', 'handling'], 'finding its account');
  const text = found.foundText ?? null;
  const login = await accountOf(context, found.foundLogin ?? null);
  await recordEvent(context, incidentId, { kind: 'account-searched', actor: foundBy, text });
  if (login !== null) {
    await tools.lockAccount(context, { login, reason: `incident ${incident.label}: password exposed`, systems: accountSystems });
    await tx.execute('update incident set exposed_login = $2 where id = $1', [incidentId, login]);
    await recordEvent(context, incidentId, { kind: 'locked', actor: foundBy, text: login });
  }
  const title = login === null ? 'đã tìm tài khoản bị lộ' : 'đã khóa tài khoản bị lộ';
  await tellReporters(context, tools, incident, { title, body: text ?? '', event: `incident:${job.jobId}` });
}

/** Null also of somebody who is in the directory and has no account here. */
async function accountOf({ tx }: CommandContext, login: string | null): Promise<string | null> {
  const [account] = await tx.query<{ login: string }>('select login from account where login = $1', [login]);
  return account?.login ?? null;
}
