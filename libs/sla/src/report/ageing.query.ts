import { ifCountable } from '#calendar';
import type { Transaction } from '#database';
import { z } from 'zod';
import { unitCodeSchema } from '../period.js';
import { CELL_DIMENSIONS, type CellDimension } from '../roll-ups/cells.js';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import { labelsOf } from './labels.js';
import type { FigureDefinition } from './report.js';
import type { ReportTools } from './sla-report.query.js';

/** Bands by whole working days since the deadline, up to and including `upTo`. */
const BANDS = [
  { name: 'overdueUpTo1', upTo: 1 },
  { name: 'overdueUpTo5', upTo: 5 },
  { name: 'overdueUpTo10', upTo: 10 },
  { name: 'overdueLonger', upTo: Infinity },
] as const;

const OPEN = 'Công việc đang mở tại thời điểm lập báo cáo.';
const band = (title: string, meaning: string) => ({ title, meaning, population: OPEN, unit: 'count' }) as const;

/** What each band counts. */
export const AGEING_DEFINITIONS = {
  withoutDeadline: band('Không có hạn', 'Số công việc đang mở không có hạn xử lý.'),
  notDue: band('Chưa đến hạn', 'Số công việc đang mở chưa đến hạn xử lý.'),
  overdueUpTo1: band('Quá hạn đến 1 ngày', 'Số công việc đang mở quá hạn từ 0 đến 1 ngày làm việc, theo lịch làm việc của đơn vị được giao.'),
  overdueUpTo5: band('Quá hạn 2–5 ngày', 'Số công việc đang mở quá hạn từ 2 đến 5 ngày làm việc.'),
  overdueUpTo10: band('Quá hạn 6–10 ngày', 'Số công việc đang mở quá hạn từ 6 đến 10 ngày làm việc.'),
  overdueLonger: band('Quá hạn hơn 10 ngày', 'Số công việc đang mở quá hạn hơn 10 ngày làm việc.'),
} as const satisfies Readonly<Record<string, FigureDefinition>>;

export type AgeBand = keyof typeof AGEING_DEFINITIONS;

export const AGE_BANDS = Object.keys(AGEING_DEFINITIONS) as AgeBand[];

export type AgeingLine = { readonly key: string | null; readonly label: string } & { readonly [Band in AgeBand]: number };

export interface Ageing {
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly by: CellDimension;
  readonly total: AgeingLine;
  /** The line with most that is overdue first. */
  readonly lines: readonly AgeingLine[];
  readonly definitions: typeof AGEING_DEFINITIONS;
}

export const ageingRequestSchema = z.strictObject({
  by: z.enum(CELL_DIMENSIONS).default('unit').describe('Mỗi dòng là gì.'),
  unit: unitCodeSchema.optional().describe('Mã đơn vị được giao việc.'),
});

export type AgeingRequest = z.output<typeof ageingRequestSchema>;

/** Open tasks that fell due on one day, of one line and one unit. */
interface DueDay {
  readonly key: string | null;
  readonly unit: string | null;
  /** Of the office, `YYYY-MM-DD`; null: they have no deadline. */
  readonly date: string | null;
  /** The first of them. */
  readonly dueAt: string | null;
  readonly isOverdue: boolean | null;
  readonly tasks: number;
}

/** How long open tasks are overdue, in working days of the unit that has them. */
export function ageing({ database, calendars, zone }: ReportTools, { by, unit }: AgeingRequest): Promise<Ageing> {
  return database.transaction(async (tx) => {
    const days = await readDueDays(tx, { by, unit }, zone);
    const counting = await CountingCalendars.load(tx, calendars, []);
    const label = await labelsOf(tx, by, days.map(({ key }) => key));
    const lines = new Map<string | null, Record<AgeBand, number>>();
    const total = nothing();
    for (const day of days) {
      const line = lines.get(day.key) ?? nothing();
      lines.set(day.key, line);
      const age = bandOf(day, tx.now, counting);
      line[age] += day.tasks;
      total[age] += day.tasks;
    }
    return {
      asOf: tx.now,
      by,
      total: { key: null, label: 'Tổng cộng', ...total },
      lines: [...lines].map(([key, bands]) => ({ key, label: label(key), ...bands })).toSorted(byOverdue),
      definitions: AGEING_DEFINITIONS,
    };
  });
}

export function readDueDays(tx: Transaction, { by, unit }: AgeingRequest, zone: string): Promise<DueDay[]> {
  return tx.query<DueDay>(
    `select s.${by} as key, s.unit, to_char(s.due_at at time zone $3, 'YYYY-MM-DD') as date, min(s.due_at) as "dueAt",
            s.due_at < $1 as "isOverdue", count(*)::integer as tasks
     from sla_task($3) s
     where s.status = 'open' and ($2::text is null or s.unit = $2)
     group by 1, 2, 3, 5`,
    [tx.now, unit ?? null, zone],
  );
}

/** The same for all tasks of a day. */
export function bandOf({ unit, dueAt, isOverdue }: DueDay, now: string, calendars: CountingCalendars): AgeBand {
  if (dueAt === null) return 'withoutDeadline';
  if (isOverdue !== true) return 'notDue';
  const days = ifCountable(() => calendars.of(unit).workingTime.workingDaysBetween(dueAt, now)) ?? Infinity;
  return BANDS.find(({ upTo }) => days <= upTo)!.name;
}

function nothing(): Record<AgeBand, number> {
  return { withoutDeadline: 0, notDue: 0, overdueUpTo1: 0, overdueUpTo5: 0, overdueUpTo10: 0, overdueLonger: 0 };
}

function byOverdue(a: AgeingLine, b: AgeingLine): number {
  const overdue = (line: AgeingLine) => BANDS.reduce((sum, { name }) => sum + line[name], 0);
  return overdue(b) - overdue(a) || a.label.localeCompare(b.label, 'vi');
}
