import type { JsonObject } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { endHops } from '../hops.js';
import { type IncidentRecord, type IncidentTools, lockIncidentOfCase, requireStatus } from '../incident.js';
import { recordEvent } from '../record-event.js';
import { tellReporters } from '../tell-reporters.js';
import { optionalText, readVariables } from './job-variables.js';
import { stepNamed, type StepName, STEPS } from './steps.js';

const CHANNELS = { letter: 'Công văn', mail: 'Thư điện tử công vụ', phone: 'Điện thoại' } as const;

const variablesSchema = z.object({
  incidentId: z.uuid(),
  step: z.enum(Object.keys(STEPS) as StepName[]),
  /** Login of who has done the step; null: nobody, time did. */
  actor: optionalText,
  /** What he said: how it was fixed, a reason, a note. */
  text: optionalText,
  /** taken, refused: the number of the level that decided. */
  actedHop: z.int().nullish(),
  /** outside: how the province was told, and under which number. */
  channel: z.enum(['letter', 'mail', 'phone']).nullish(),
  reference: optionalText,
});

type StepVariables = z.output<typeof variablesSchema>;

/**
 * Topic `incidents.record-step`: what happened in the case is written down, by the input parameters `step`, `actor`, `text`, and
 * the reporters hear of it. Output of `fixed`: reporters, whoever is asked whether it works.
 * @throws IncidentStateError where the record is in another state than the drawing: an operator sees a failed job
 */
export function recordStepHandler(tools: IncidentTools): JobHandler {
  return {
    topic: 'incidents.record-step',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => record(context, tools, job, variables) };
    },
  };
}

async function record(context: CommandContext, tools: IncidentTools, job: JobContext, variables: StepVariables): Promise<JsonObject> {
  const { incidentId, step, actor } = variables;
  const { from, to, act, notice } = stepNamed(step);
  const incident = await lockIncidentOfCase(context.tx, incidentId, job);
  requireStatus(incident, from, act);
  const text = textOf(variables);
  await change(context, incident, variables, to);
  await recordEvent(context, incidentId, { kind: step, actor: actor ?? 'system', text });
  if (notice !== null) {
    const who = actor === null ? 'Hệ thống' : await nameOf(context, actor);
    await tellReporters(context, tools, incident, { ...notice({ who, text }), event: `incident:${job.jobId}` });
  }
  return step === 'fixed' ? { reporters: await reportersOf(context, incident) } : {};
}

/** Whoever reported it, and each of those whose reports are part of it. */
async function reportersOf({ tx }: CommandContext, { id, reporter }: IncidentRecord): Promise<string[]> {
  const others = await tx.query<{ login: string }>('select distinct reporter as login from incident where merged_into = $1 and reporter <> $2 order by 1', [
    id,
    reporter,
  ]);
  return [reporter, ...others.map(({ login }) => login)];
}

/** What the step changes of the record, and which questions end with it. */
async function change(context: CommandContext, { id }: IncidentRecord, variables: StepVariables, to: string | null): Promise<void> {
  const { step, actor, text, actedHop } = variables;
  await context.tx.execute(
    `update incident set status = coalesce($2, status),
       handler = case when $3 = 'taken' then $4 else handler end,
       fix = case when $3 = 'fixed' then $5 else fix end,
       after_action = case when $3 = 'noted' then $5 else after_action end,
       closed_at = case when $2 in ('closed', 'refused', 'handed-over') then $6::timestamptz else closed_at end
     where id = $1`,
    [id, to, step, actor, text, context.now],
  );
  if (step !== 'taken' && step !== 'refused') return;
  const outcome = step === 'taken' ? 'taken' : 'not-incident';
  await endHops(context, id, actor !== null && actedHop ? { number: actedHop, outcome, by: actor } : undefined);
}

function textOf({ channel, reference, text }: StepVariables): string | null {
  if (!channel) return text;
  return [`${CHANNELS[channel]}: ${reference ?? ''}`, ...(text === null ? [] : [text])].join('. ');
}

async function nameOf({ tx }: CommandContext, login: string): Promise<string> {
  const [person] = await tx.query<{ name: string }>('select full_name as name from person where login = $1', [login]);
  return person?.name ?? login;
}
