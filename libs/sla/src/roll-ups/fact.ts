import { netSeconds } from '#deadlines';
import type { CountedBefore, CountedBy, CountingCalendars } from './counting-calendars.js';
import type { EndedTaskRecord, Outcome, TaskRecord } from './task-record.js';

/** An ended task as reports count it: a row of `sla_fact`. */
export interface Fact extends TaskRecord, CountedBy {
  readonly outcome: Outcome;
  readonly endedAt: string;
  readonly month: number;
  readonly grossSeconds: number;
  /** Working time from its creation to its end, less pauses. */
  readonly netSeconds: number;
  /** The part of it before the first person took it; null: nobody did before it was done. */
  readonly waitingSeconds: number | null;
  readonly extension: EndedTaskRecord['extension'];
}

/** Columns of `sla_fact` by the names of {@link Fact}, with their types. */
export const FACT_COLUMNS: Readonly<Record<keyof Fact, readonly [column: string, type: string]>> = {
  taskId: ['task_id', 'uuid'],
  rootInstanceId: ['root_instance_id', 'uuid'],
  process: ['process', 'text'],
  step: ['step', 'text'],
  name: ['name', 'text'],
  unit: ['unit', 'text'],
  person: ['person', 'text'],
  kind: ['kind', 'text'],
  urgency: ['urgency', 'text'],
  outcome: ['outcome', 'text'],
  month: ['month', 'integer'],
  createdAt: ['created_at', 'timestamptz'],
  dueAt: ['due_at', 'timestamptz'],
  endedAt: ['ended_at', 'timestamptz'],
  grossSeconds: ['gross_seconds', 'integer'],
  netSeconds: ['net_seconds', 'integer'],
  waitingSeconds: ['waiting_seconds', 'integer'],
  extension: ['extension', 'text'],
  calendar: ['calendar', 'text'],
  calendarVersion: ['calendar_version', 'integer'],
};

/** `sla_fact f` as rows of {@link Fact}. */
export const SELECT_FACT = Object.entries(FACT_COLUMNS).map(([name, [column]]) => `f.${column} as "${name}"`).join(', ');

/**
 * Counts an ended task. The same history gives the same fact at any time.
 * @param before as what it was counted already: it stays with that version of the calendar
 */
export function countTask(record: EndedTaskRecord, calendars: CountingCalendars, before?: CountedBefore): Fact {
  const { takenAt, pauses, ...rest } = record;
  const { calendar, calendarVersion, workingTime } = calendars.of(record.unit, before);
  const net = (to: string) => netSeconds(workingTime, record.createdAt, to, pauses);
  const taken = takenAt !== null && takenAt <= record.endedAt;
  return {
    ...rest,
    netSeconds: Math.floor(net(record.endedAt)),
    waitingSeconds: taken ? Math.floor(net(takenAt)) : null,
    calendar,
    calendarVersion,
  };
}
