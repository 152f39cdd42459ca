import type { WorkingTime } from '#calendar';
import { netSeconds } from '#deadlines';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import type { Reader } from '../roll-ups/task-record.js';
import { type Calibration, calibrate, type Prediction } from './calibration.js';
import { earlierRuns } from './earlier-runs.query.js';
import { Experience, experienceBefore, populationOf, stepKey } from './experience.js';
import { outcomesByHour } from './outcomes.query.js';
import { type StepOfDeadline, stepsOf } from './steps-of-deadlines.js';
import type { ForecastTools } from './forecast-open-deadlines.query.js';

/** Finished deadlines that are replayed at most: the newest. */
const MOST_DEADLINES = 20_000;
/** The past is read in parts of so many days, so that what stands in memory does not grow with the years. */
const DAYS_AT_ONCE = 7;
/** Runs that are read of each step of a part at most: the newest. */
const MOST_RUNS = 5_000;
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
  readonly acts: readonly {
    readonly act: string;
    readonly at: string;
    /** Of a pause: its expected end. */
    readonly until: string | null;
    readonly dueBefore: string;
  }[];
  readonly steps: readonly StepOfDeadline[];
}

/** Something that becomes known at an instant, or is asked then. */
interface Happening {
  readonly at: number;
  /** What becomes known at the very instant of a question is not known before it. */
  readonly asks: boolean;
  readonly happens: () => void;
}

/**
 * Replays finished deadlines: each is forecast at earlier instants from what was known before that instant, by the due
 * date that it then had, and compared with whether it was done by that date, also where it was extended later: that is
 * what the forecast was asked. The same arithmetic as the forecast of open deadlines.
 */
export async function backtestForecast(
  { database, calendars }: ForecastTools,
  period: BacktestPeriod,
): Promise<Backtest> {
  const finished = await finishedDeadlines(database, period);
  const counting = await CountingCalendars.load(database, calendars, []);
  const questions = finished.flatMap((deadline) => instantsOf(deadline).map((at) => ({ deadline, at })));
  const earliest = questions.reduce((least, { at }) => Math.min(least, at), Date.parse(period.from));
  const since = experienceBefore(new Date(earliest).toISOString());
  const steps = [...new Set(finished.flatMap((deadline) => deadline.steps.map(({ step }) => step)))];
  const predictions: Prediction[] = [];
  const experience = new Experience();
  let ahead: Happening[] = [
    ...(await outcomesByHour(database, since, period.to)).map(({ population, closed, missed, knownAt }): Happening => {
      const learn = () => experience.learnOutcomes(population, closed, missed);
      return { at: Date.parse(knownAt), asks: false, happens: learn };
    }),
    ...questions.map(({ deadline, at }): Happening => {
      const { workingTime } = counting.of(deadline.unit);
      return { at, asks: true, happens: () => predictions.push(...predict(deadline, at, experience, workingTime)) };
    }),
  ];
  for (const part of partsOf(since, period.to)) {
    const runs = await earlierRuns(database, counting, { steps, ...part, knownUntil: period.to, most: MOST_RUNS });
    ahead = ahead.concat(
      runs.map(({ step, knownAt, ...run }): Happening => {
        return { at: Date.parse(knownAt), asks: false, happens: () => experience.learnRun(step, run) };
      }),
    );
    ahead.sort((one, other) => one.at - other.at || Number(other.asks) - Number(one.asks));
    const later = ahead.findIndex(({ at }) => at >= Date.parse(part.until));
    for (const { happens } of ahead.splice(0, later < 0 ? ahead.length : later)) happens();
  }
  return { deadlines: finished.length, ...calibrate(predictions) };
}

/** ISO 8601 UTC: from one instant up to before the other, without a gap. */
function partsOf(since: string, to: string): { since: string; until: string }[] {
  const [begin, end, length] = [Date.parse(since), Date.parse(to), DAYS_AT_ONCE * 86_400_000];
  return Array.from({ length: Math.ceil((end - begin) / length) }, (_, index) => {
    const from = begin + index * length;
    return { since: new Date(from).toISOString(), until: new Date(Math.min(from + length, end)).toISOString() };
  });
}

function finishedDeadlines(reader: Reader, { from, to }: BacktestPeriod): Promise<FinishedDeadline[]> {
  return reader.query<FinishedDeadline>(
    `with entry as materialized (
       select e.kind, e.id, e.root_instance_id, e.definition_id, e.unit_code, e.started_at, e.due_at, e.closed_at, e.status
       from deadline_entry e
       where e.status in ('met', 'missed') and e.closed_at >= $1 and e.closed_at < $2
       order by e.closed_at desc, e.id desc limit $3
     ), acts as (
       select e.kind, e.id, jsonb_agg(jsonb_build_object('act', a.act, 'at', a.at, 'until', a.until, 'dueBefore', a.due_before)
                order by a.number) as acts
       from entry e join deadline_act a on a.kind = e.kind and a.deadline_id = e.id
       group by e.kind, e.id
     )
     select e.unit_code as unit, d.key as process, c.subject, e.started_at as "startedAt", e.due_at as "dueAt",
            e.closed_at as "closedAt", e.status, coalesce(a.acts, '[]') as acts, ${stepsOf('e', { onlyOpen: false })} as steps
     from entry e
     join process_definition d on d.id = e.definition_id
     left join deadline c on e.kind = 'case' and c.id = e.id
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
  const left = workingTime.workingSecondsBetween(clockGoesOnAt(acts, at), dueAt);
  const population = populationOf(process, subject);
  const open = steps.filter(
    ({ startedAt, endedAt }) => Date.parse(startedAt) <= at && (endedAt === null || Date.parse(endedAt) > at),
  );
  if (open.length === 0) return [];
  const probabilities = open.map(({ step, startedAt, pauses }) => {
    const spent = netSeconds(workingTime, new Date(startedAt).toISOString(), asOf, pauses);
    return experience.estimate(stepKey(step, subject), population, { spent, left }).probability ?? -1;
  });
  const highest = Math.max(...probabilities);
  const missed = deadline.closedAt > dueAt;
  return [{ probability: highest < 0 ? null : highest, baseRate: experience.baseRate(population), missed }];
}

/** The instant itself; while the deadline was paused then, when that was expected to end. */
function clockGoesOnAt(acts: FinishedDeadline['acts'], at: number): string {
  const last = acts.findLast((act) => Date.parse(act.at) <= at && (act.act === 'pause' || act.act === 'resume'));
  return new Date(Math.max(at, Date.parse(last?.until ?? new Date(at).toISOString()))).toISOString();
}
