import { netSeconds, type Pause } from '#deadlines';
import { z } from 'zod';
import { type ForecastEntry, forecastDeadlines } from '../forecast/forecast-open-deadlines.query.js';
import { type SlaPeriod, slaPeriodSchema } from '../period.js';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import { Durations, sortedSeconds } from '../roll-ups/durations.js';
import {
  type CountedObligations,
  OBLIGATION_DEFINITIONS,
  OBLIGATION_FORECAST_DEFINITIONS,
  OBLIGATION_KINDS,
  OBLIGATION_MEANINGS,
  extensionOf,
  type ObligationFigure,
  type ObligationKind,
  OBLIGATIONS,
} from './obligations.js';
import { owedThen } from './open-at-instant.js';
import { sumUpForecasts } from './read-forecasts.js';
import type { ForecastFigures } from './report.js';
import type { ReportTools } from './sla-report.query.js';

export const obligationsRequestSchema = slaPeriodSchema.safeExtend({
  withForecast: z.stringbool().optional().describe('Kèm dự báo bao nhiêu nghĩa vụ chưa đến hạn sẽ trễ.'),
});

export type ObligationsRequest = z.output<typeof obligationsRequestSchema>;

/** Of what falls due in the period; a duration is null where nothing is done. */
export type ObligationFigures = Readonly<Record<CountedObligations, number>> &
  Readonly<Record<Exclude<ObligationFigure, CountedObligations>, number | null>> & {
    /** Where it was asked for. */
    readonly forecast?: ForecastFigures;
  };

export type ObligationsOfUnit = ObligationFigures & {
  /** Null, and last: no unit answers for it yet. */
  readonly unit: string | null;
  readonly unitName: string | null;
};

export interface ObligationsPart {
  readonly total: ObligationFigures;
  /** In the order of the office. */
  readonly units: readonly ObligationsOfUnit[];
}

export interface ObligationsReport extends Readonly<Record<ObligationKind, ObligationsPart>> {
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly period: SlaPeriod;
  readonly meanings: typeof OBLIGATION_MEANINGS;
  readonly definitions: typeof OBLIGATION_DEFINITIONS;
  /** Of {@link ObligationFigures.forecast}. */
  readonly forecastDefinitions?: typeof OBLIGATION_FORECAST_DEFINITIONS;
}

interface Obligation {
  readonly kind: ObligationKind;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly dueAt: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly late: boolean | null;
  readonly cancelled: boolean;
  readonly extension: 'in-time' | 'late' | null;
  readonly pauses: readonly Pause[];
  /** In the ledger; null: it does not stand there. */
  readonly deadlineId: string | null;
}

/** How what the agency, and its units among themselves, owe was kept, of all that falls due in a period. */
export function obligationsReport(
  { database, calendars }: ReportTools,
  { withForecast = false, ...period }: ObligationsRequest,
): Promise<ObligationsReport> {
  return database.transaction(async (tx) => {
    const due = await tx.query<Obligation>(DUE, [period.from, period.to, period.unit ?? null]);
    const counting = await CountingCalendars.load(tx, calendars, []);
    const ids = due.flatMap((each) => (isNotDue(each, tx.now) && each.deadlineId !== null ? [each.deadlineId] : []));
    const foretold = withForecast ? await forecastDeadlines({ database: tx, calendars }, ids, tx.now) : undefined;
    const figures = (some: readonly Obligation[]): ObligationFigures => ({
      ...figuresOf(some, tx.now, counting),
      ...(foretold && { forecast: forecastOf(some.filter((each) => isNotDue(each, tx.now)), foretold) }),
    });
    const part = (kind: ObligationKind): ObligationsPart => {
      const ofKind = due.filter((each) => each.kind === kind);
      const units = new Map<string | null, Obligation[]>(ofKind.map(({ unit }) => [unit, []]));
      for (const each of ofKind) units.get(each.unit)!.push(each);
      return {
        total: figures(ofKind),
        units: [...units].map(([unit, owed]) => ({ unit, unitName: owed[0]!.unitName, ...figures(owed) })),
      };
    };
    const parts = Object.fromEntries(OBLIGATION_KINDS.map((kind) => [kind, part(kind)])) as Record<ObligationKind, ObligationsPart>;
    return {
      asOf: tx.now,
      period,
      ...parts,
      meanings: OBLIGATION_MEANINGS,
      definitions: OBLIGATION_DEFINITIONS,
      ...(withForecast && { forecastDefinitions: OBLIGATION_FORECAST_DEFINITIONS }),
    };
  });
}

function isNotDue({ late, cancelled, dueAt }: Obligation, now: string): boolean {
  return late === null && !cancelled && dueAt >= now;
}

const UNKNOWN = { probability: null, low: null, high: null };

function forecastOf(some: readonly Obligation[], foretold: ReadonlyMap<string, ForecastEntry>): ForecastFigures {
  return sumUpForecasts(some.map(({ deadlineId }) => (deadlineId === null ? UNKNOWN : (foretold.get(deadlineId) ?? UNKNOWN))));
}

function figuresOf(some: readonly Obligation[], now: string, calendars: CountingCalendars): ObligationFigures {
  const count = (isCounted: (each: Obligation) => boolean) => some.filter(isCounted).length;
  const done = some.flatMap((each) => (each.endedAt === null || each.cancelled ? [] : [{ ...each, endedAt: each.endedAt }]));
  const [gross, net] = [new Durations(), new Durations()];
  gross.add(sortedSeconds(done.map(({ startedAt, endedAt }) => Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000))));
  net.add(
    sortedSeconds(done.map(({ unit, startedAt, endedAt, pauses }) => netSeconds(calendars.of(unit).workingTime, startedAt, endedAt, pauses))),
  );
  return {
    onTime: count(({ late }) => late === false),
    late: count(({ late }) => late === true),
    openNotDue: count((each) => isNotDue(each, now)),
    openOverdue: count(({ late, cancelled, dueAt }) => late === null && !cancelled && dueAt < now),
    cancelledOverdue: count(({ cancelled }) => cancelled),
    extended: count(({ extension }) => extension !== null),
    extendedLate: count(({ extension }) => extension === 'late'),
    grossMedianSeconds: gross.percentile(50),
    grossP95Seconds: gross.percentile(95),
    netMedianSeconds: net.percentile(50),
    netP95Seconds: net.percentile(95),
  };
}

/** $1, $2: from, to; $3: unit or null. */
const DUE = `
  with ${owedThen('$2')}
  select o.kind, o.unit_code as unit, u.name as "unitName", o.due_at as "dueAt", o.started_at as "startedAt", o.ended_at as "endedAt", o.late,
         o.cancelled, o.deadline_id as "deadlineId", ${extensionOf('$2')} as extension,
         coalesce((select jsonb_agg(jsonb_build_object('from', p.paused_at, 'until', p.resumed_at)) from deadline_pause p
                   where p.deadline_id = o.deadline_id), '[]') as pauses
  from (${OBLIGATIONS}) o left join unit u on u.code = o.unit_code
  where o.due_at >= $1 and o.due_at < $2 and ($3::text is null or o.unit_code = $3)
  order by u.sort, o.unit_code`;
