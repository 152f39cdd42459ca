import type { WorkingTime } from '#calendar';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import type { Reader } from '../roll-ups/task-record.js';
import { type Calibration, calibrate, type Prediction } from './calibration.js';
import { earlierRuns } from './earlier-runs.query.js';
import { Experience, populationOf, stepKey } from './experience.js';
import { outcomesOfPeriod } from './outcomes.query.js';
import type { ForecastTools } from './forecast-open-deadlines.query.js';

/** Finished deadlines that are replayed at most: the newest. */
const MOST_DEADLINES = 20_000;
/** Runs that are read of each step at most, for all the instants of a replay together. */
const MOST_RUNS = 50_000;
/** How far before the period its first forecasts may look. */
const EXPERIENCE_DAYS = 365;
/** At which parts of the time from its start to its due date a deadline is asked about, while it was open. */
const PARTS = [0.25, 0.5, 0.75];

/** Closed from `from` up to before `to`. */
export interface BacktestPeriod {
  readonly from: string;
  readonly to: string;
}

export interface Backtest extends Calibration {
  /** Finished deadlines that were replayed; each is asked about up to three times, so predictions are not independent. */
  readonly deadlines: number;
}

interface FinishedDeadline {
  readonly unit: string | null;
  readonly process: string;
  /** Null for a task. */
  readonly subject: string | null;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly closedAt: string;
  readonly status: 'met' | 'missed';
  /** What changed its due date, in order. */
  readonly acts: readonly { readonly at: string; readonly dueBefore: string }[];
  readonly steps: readonly { readonly step: string; readonly startedAt: string; readonly endedAt: string | null }[];
}

/** Something that becomes known at an instant, or is asked then. */
interface Happening {
  readonly at: number;
  /** What becomes known at the very instant of a question is not known before it. */
  readonly asks: boolean;
  readonly happens: (experience: Experience) => void;
}

/**
 * Replays finished deadlines: each is forecast at earlier instants from what was known before that instant, by the due
 * date that it then had, and compared with what became of it. The same arithmetic as the forecast of open deadlines.
 */
export async function backtestForecast(
  { database, calendars }: ForecastTools,
  period: BacktestPeriod,
): Promise<Backtest> {
  const finished = await finishedDeadlines(database, period);
  const counting = await CountingCalendars.load(database, calendars, []);
  const since = new Date(Date.parse(period.from) - EXPERIENCE_DAYS * 86_400_000).toISOString();
  const steps = [...new Set(finished.flatMap((deadline) => deadline.steps.map(({ step }) => step)))];
  const runs = await earlierRuns(database, counting, { steps, since, until: period.to, most: MOST_RUNS });
  const predictions: Prediction[] = [];
  const happenings: Happening[] = [
    ...runs.map(({ step, knownAt, ...run }): Happening => {
      return { at: Date.parse(knownAt), asks: false, happens: (experience) => experience.learnRun(step, run) };
    }),
    ...finished.map(({ closedAt, process, subject, status }): Happening => {
      const learn = (experience: Experience) =>
        experience.learnOutcomes(populationOf(process, subject), 1, status === 'missed' ? 1 : 0);
      return { at: Date.parse(closedAt), asks: false, happens: learn };
    }),
    ...finished.flatMap((deadline) => {
      const { workingTime } = counting.of(deadline.unit);
      return instantsOf(deadline).map((at): Happening => {
        const ask = (experience: Experience) => predictions.push(...predict(deadline, at, experience, workingTime));
        return { at, asks: true, happens: ask };
      });
    }),
  ];
  happenings.sort((one, other) => one.at - other.at || Number(other.asks) - Number(one.asks));
  const experience = new Experience();
  for (const { population, closed, missed } of await outcomesOfPeriod(database, since, period.from)) {
    experience.learnOutcomes(population, closed, missed);
  }
  for (const { happens } of happenings) happens(experience);
  return { deadlines: finished.length, ...calibrate(predictions) };
}

function finishedDeadlines(reader: Reader, { from, to }: BacktestPeriod): Promise<FinishedDeadline[]> {
  return reader.query<FinishedDeadline>(
    `with entry as materialized (
       select e.kind, e.id, e.root_instance_id, e.definition_id, e.unit_code, e.started_at, e.due_at, e.closed_at, e.status
       from deadline_entry e
       where e.status in ('met', 'missed') and e.closed_at >= $1 and e.closed_at < $2
       order by e.closed_at desc, e.id desc limit $3
     ), step as (
       select e.kind, e.id, t.id as task_id from entry e join user_task t on t.id = e.id where e.kind = 'task'
       union all
       select e.kind, e.id, t.id from entry e
       join process_instance i on i.root_instance_id = e.root_instance_id
       join user_task t on t.instance_id = i.id
       where e.kind = 'case'
     ), steps as (
       select s.kind, s.id, jsonb_agg(jsonb_build_object('step', d.key || '/' || t.element_id, 'startedAt', t.created_at,
                'endedAt', t.ended_at)) as steps
       from step s
       join user_task t on t.id = s.task_id
       join process_instance i on i.id = t.instance_id
       join process_definition d on d.id = i.definition_id
       group by s.kind, s.id
     ), acts as (
       select e.kind, e.id, jsonb_agg(jsonb_build_object('at', a.at, 'dueBefore', a.due_before) order by a.number) as acts
       from entry e join deadline_act a on a.kind = e.kind and a.deadline_id = e.id
       group by e.kind, e.id
     )
     select e.unit_code as unit, d.key as process, c.subject, e.started_at as "startedAt", e.due_at as "dueAt",
            e.closed_at as "closedAt", e.status, coalesce(a.acts, '[]') as acts, coalesce(s.steps, '[]') as steps
     from entry e
     join process_definition d on d.id = e.definition_id
     left join deadline c on e.kind = 'case' and c.id = e.id
     left join steps s on s.kind = e.kind and s.id = e.id
     left join acts a on a.kind = e.kind and a.id = e.id`,
    [from, to, MOST_DEADLINES],
  );
}

function instantsOf({ startedAt, dueAt, closedAt, acts }: FinishedDeadline): number[] {
  const start = Date.parse(startedAt);
  const firstDue = Date.parse(acts[0]?.dueBefore ?? dueAt);
  return PARTS.map((part) => start + (firstDue - start) * part).filter((at) => at > start && at < Date.parse(closedAt));
}

/** Nothing where no step was open then. */
function predict(
  { acts, steps, subject, process, ...deadline }: FinishedDeadline,
  at: number,
  experience: Experience,
  workingTime: Pick<WorkingTime, 'workingSecondsBetween'>,
): Prediction[] {
  const asOf = new Date(at).toISOString();
  const dueAt = new Date(acts.find((act) => Date.parse(act.at) > at)?.dueBefore ?? deadline.dueAt).toISOString();
  const left = workingTime.workingSecondsBetween(asOf, dueAt);
  const population = populationOf(process, subject);
  const open = steps.filter(
    ({ startedAt, endedAt }) => Date.parse(startedAt) <= at && (endedAt === null || Date.parse(endedAt) > at),
  );
  if (open.length === 0) return [];
  const probabilities = open.map(({ step, startedAt }) => {
    const spent = workingTime.workingSecondsBetween(new Date(startedAt).toISOString(), asOf);
    return experience.estimate(stepKey(step, subject), population, { spent, left }).probability ?? -1;
  });
  const highest = Math.max(...probabilities);
  const missed = deadline.closedAt > dueAt;
  return [{ probability: highest < 0 ? null : highest, baseRate: experience.baseRate(population), missed }];
}
