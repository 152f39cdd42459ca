import { netSeconds, type Pause } from '#deadlines';
import type { SlaPeriod } from '../period.js';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import { Durations, sortedSeconds } from '../roll-ups/durations.js';
import {
  type CountedObligations,
  OBLIGATION_DEFINITIONS,
  OBLIGATION_KINDS,
  OBLIGATION_MEANINGS,
  type ObligationFigure,
  type ObligationKind,
  OBLIGATIONS,
} from './obligations.js';
import type { ReportTools } from './sla-report.query.js';

/** Of what falls due in the period; a duration is null where nothing is done. */
export type ObligationFigures = Readonly<Record<CountedObligations, number>> &
  Readonly<Record<Exclude<ObligationFigure, CountedObligations>, number | null>>;

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
  readonly pauses: readonly Pause[];
}

/** How what the agency, and its units among themselves, owe was kept, of all that falls due in a period. */
export function obligationsReport({ database, calendars }: ReportTools, period: SlaPeriod): Promise<ObligationsReport> {
  return database.transaction(async (tx) => {
    const due = await tx.query<Obligation>(DUE, [period.from, period.to, period.unit ?? null]);
    const counting = await CountingCalendars.load(tx, calendars, []);
    const figures = (some: readonly Obligation[]) => figuresOf(some, tx.now, counting);
    const part = (kind: ObligationKind): ObligationsPart => {
      const ofKind = due.filter((each) => each.kind === kind);
      const units = new Map(ofKind.map(({ unit, unitName }) => [unit, unitName]));
      return {
        total: figures(ofKind),
        units: [...units].map(([unit, unitName]) => ({ unit, unitName, ...figures(ofKind.filter((each) => each.unit === unit)) })),
      };
    };
    const parts = Object.fromEntries(OBLIGATION_KINDS.map((kind) => [kind, part(kind)])) as Record<ObligationKind, ObligationsPart>;
    return { asOf: tx.now, period, ...parts, meanings: OBLIGATION_MEANINGS, definitions: OBLIGATION_DEFINITIONS };
  });
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
    openNotDue: count(({ late, cancelled, dueAt }) => late === null && !cancelled && dueAt >= now),
    openOverdue: count(({ late, cancelled, dueAt }) => late === null && !cancelled && dueAt < now),
    cancelledOverdue: count(({ cancelled }) => cancelled),
    grossMedianSeconds: gross.percentile(50),
    grossP95Seconds: gross.percentile(95),
    netMedianSeconds: net.percentile(50),
    netP95Seconds: net.percentile(95),
  };
}

/** $1, $2: from, to; $3: unit or null. */
const DUE = `
  select o.kind, o.unit_code as unit, u.name as "unitName", o.due_at as "dueAt", o.started_at as "startedAt", o.ended_at as "endedAt", o.late,
         o.cancelled,
         coalesce((select jsonb_agg(jsonb_build_object('from', p.paused_at, 'until', p.resumed_at)) from deadline_pause p
                   where p.deadline_id = o.deadline_id), '[]') as pauses
  from (${OBLIGATIONS}) o left join unit u on u.code = o.unit_code
  where o.due_at >= $1 and o.due_at < $2 and ($3::text is null or o.unit_code = $3)
  order by u.sort, o.unit_code`;
