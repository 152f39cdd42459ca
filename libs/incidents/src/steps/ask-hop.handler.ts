import { dateInZone, type JsonObject } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { hopName } from '../hops.js';
import { type IncidentRecord, type IncidentTools, lockIncidentOfCase } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { tellReporters } from '../tell-reporters.js';
import { nameSchema, readVariables } from './job-variables.js';

const variablesSchema = z.object({
  incidentId: z.uuid(),
  /** The levels of the route, in their order. */
  hops: z.array(nameSchema).min(1),
  /** The one to ask. */
  hop: nameSchema,
  /** How many were asked before. */
  hopNumber: z.int().min(0),
  hopGroups: z.array(nameSchema),
  /** Groups whose question was open when the kind or severity was corrected: they are asked along. */
  stillAsked: z.array(nameSchema).nullish(),
  dueAt: z.iso.datetime({ offset: true }),
  /** What the level before said, and which that was; null: nothing. */
  hopDecision: z.string().nullish(),
  actedHop: z.int().nullish(),
  actedBy: z.string().nullish(),
});

type HopVariables = z.output<typeof variablesSchema>;

/** To whom an incident goes that no level of its route has anybody for. */
const LAST_RESORT = ['leader', 'chief-of-office', 'admin'];

/**
 * Topic `incidents.ask-hop`: the next level is asked. Who that is, is asked of the posts at this moment; a level without anybody is
 * passed over at once, and both the reporter and the record know. The last one is never passed over: then whoever answers for the
 * agency, or runs the system, has it.
 * Output: somebody (whether there is anybody to wait for), hopGroups.
 */
export function askHopHandler(tools: IncidentTools): JobHandler {
  return {
    topic: 'incidents.ask-hop',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => ask(context, tools, job, variables) };
    },
  };
}

async function ask(context: CommandContext, tools: IncidentTools, job: JobContext, variables: HopVariables): Promise<JsonObject> {
  const { incidentId, hop, hops, hopNumber } = variables;
  const incident = await lockIncidentOfCase(context.tx, incidentId, job);
  await endFormer(context, variables);
  const isLast = hopNumber + 1 >= hops.length;
  const askedNow = [...new Set([...(variables.stillAsked ?? []), ...variables.hopGroups])];
  const found = await peopleOf(context, tools, incident, askedNow);
  const isNobody = found.length === 0;
  const groups = isNobody && isLast ? [...askedNow, ...LAST_RESORT] : askedNow;
  const asked = isNobody && isLast ? await peopleOf(context, tools, incident, groups) : found;
  const somebody = !isNobody || isLast;
  await insert(context, variables, { groups, asked, somebody });
  await recordEvent(context, incidentId, { kind: somebody ? 'asked' : 'nobody', actor: 'system', text: hopName(hop) });
  const event = `incident:${job.jobId}`;
  if (somebody) {
    const notice = { title: `Sự cố ${incident.label} chờ tiếp nhận`, body: incident.title, instanceId: incident.instanceId, event };
    await tools.tell(context, { people: asked, groups: [] }, notice);
  }
  const body = somebody ? `Đang chờ ${hopName(hop)} tiếp nhận.` : `Hiện không có ${hopName(hop)}; cấp tiếp theo được báo ngay.`;
  await tellReporters(context, tools, incident, { title: somebody ? `đã báo ${hopName(hop)}` : 'lên cấp trên', body, event: `${event}:reporter` });
  return { somebody, hopGroups: groups };
}

/** The level before has passed it on, or was silent. */
async function endFormer({ tx, now }: CommandContext, { incidentId, hopNumber, hopDecision, actedHop, actedBy }: HopVariables): Promise<void> {
  const passedOn = hopDecision === 'pass-on' && actedHop === hopNumber;
  await tx.execute(
    `update incident_hop set outcome = $3, ended_at = $4, ended_by = $5 where incident_id = $1 and number = $2 and outcome is null`,
    [incidentId, hopNumber, passedOn ? 'passed-on' : 'silent', now, passedOn ? (actedBy ?? null) : null],
  );
}

/** Who holds these posts today. A head who reports it himself is not asked: he knows. */
async function peopleOf({ tx, now, zone }: CommandContext, { membersOf }: IncidentTools, { reporter }: IncidentRecord, groups: readonly string[]): Promise<string[]> {
  const people = new Set<string>();
  for (const group of groups) {
    const members = await membersOf(tx, group, dateInZone(now, zone));
    for (const login of members) if (login !== reporter || !group.startsWith('head:')) people.add(login);
  }
  return [...people];
}

async function insert(
  { tx, now }: CommandContext,
  { incidentId, hop, hopNumber, dueAt }: HopVariables,
  { groups, asked, somebody }: { readonly groups: readonly string[]; readonly asked: readonly string[]; readonly somebody: boolean },
): Promise<void> {
  await tx.execute(
    `insert into incident_hop (incident_id, number, hop, groups, asked, asked_at, due_at, outcome, ended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [incidentId, hopNumber + 1, hop, groups, asked, now, dueAt, somebody ? null : 'nobody', somebody ? null : now],
  );
  if (!somebody) return;
  await tx.execute(
    `update incident set asked_groups = array(select distinct unnest(asked_groups || $2::text[]) order by 1) where id = $1`,
    [incidentId, groups],
  );
}
