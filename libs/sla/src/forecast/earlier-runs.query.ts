import { netSeconds, type Pause } from '#deadlines';
import type { CountingCalendars } from '../roll-ups/counting-calendars.js';
import { pausesOfTask } from '../roll-ups/pauses-of-task.js';
import type { Reader } from '../roll-ups/task-record.js';
import type { EarlierRun } from './estimate-miss.js';
import { stepKey } from './experience.js';

/** An earlier run, and when everything about it was known. */
export interface KnownRun extends EarlierRun {
  /** {@link stepKey} */
  readonly step: string;
  readonly knownAt: string;
}

interface RunRow {
  readonly step: string;
  readonly createdAt: string;
  readonly endedAt: string;
  /** Net: working time less pauses. */
  readonly lasted: number;
}

interface CaseRunRow extends RunRow {
  readonly subject: string;
  readonly unit: string | null;
  readonly closedAt: string;
  readonly pauses: readonly Pause[];
}

export interface RunsWanted {
  /** `<process>/<element>` */
  readonly steps: readonly string[];
  /** Runs that ended from this instant up to before that one. */
  readonly since: string;
  readonly until: string;
  /** For cases that were over before this instant; `until` where it is left out. */
  readonly knownUntil?: string;
  /** Of each step and kind at most so many, the newest. */
  readonly most: number;
}

/**
 * How earlier runs of steps went, from the tasks that reports count (`sla_fact`), in the order in which they became known:
 * each for its own deadline, and for the deadlines of the case in which it stood. Cancelled tasks tell nothing.
 */
export async function earlierRuns(
  reader: Reader,
  calendars: CountingCalendars,
  { steps, since, until, knownUntil = until, most }: RunsWanted,
): Promise<KnownRun[]> {
  const parameters = [steps, since, until, most];
  const ofTasks = await reader.query<RunRow>(
    `select f.* from unnest($1::text[]) wanted(step) cross join lateral (
       select step, created_at as "createdAt", ended_at as "endedAt", net_seconds as lasted from sla_fact
       where step = wanted.step and outcome <> 'cancelled' and ended_at >= $2 and ended_at < $3
       order by ended_at desc, task_id desc limit $4) f`,
    parameters,
  );
  const ofCases = await reader.query<CaseRunRow>(
    `select f.* from unnest($1::text[]) wanted(step) cross join lateral (
       select f.step, f.created_at as "createdAt", f.ended_at as "endedAt", f.net_seconds as lasted, d.subject,
              d.unit_code as unit, d.closed_at as "closedAt",
              ${pausesOfTask({ instance: 'i.id', root: 'i.root_instance_id' })} as pauses
       from sla_fact f
       join process_instance i on i.root_instance_id = f.root_instance_id
       join deadline d on d.instance_id = i.id and d.status in ('met', 'missed')
                      and d.closed_at > f.created_at and d.closed_at < $5
       where f.step = wanted.step and f.outcome <> 'cancelled' and f.ended_at >= $2 and f.ended_at < $3
       order by f.ended_at desc, f.task_id desc limit $4) f`,
    [...parameters, knownUntil],
  );
  const runs = ofTasks.map(({ step, endedAt, lasted }): KnownRun => {
    return { step: stepKey(step, null), lasted, untilDone: lasted, knownAt: endedAt };
  });
  for (const { step, subject, unit, createdAt, endedAt, closedAt, lasted, pauses } of ofCases) {
    const untilDone = netSeconds(calendars.of(unit).workingTime, createdAt, closedAt, pauses);
    const knownAt = closedAt > endedAt ? closedAt : endedAt;
    runs.push({ step: stepKey(step, subject), lasted, untilDone, knownAt });
  }
  return runs.sort((one, other) => (one.knownAt < other.knownAt ? -1 : 1));
}
