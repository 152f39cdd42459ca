import type { DeadlineKind } from '#deadlines';
import type { Reader } from '../roll-ups/task-record.js';
import { type StepOfDeadline, stepsOf } from './steps-of-deadlines.js';

/** Deadlines that a list looks at: those that are due first. Each of its pages computes all of them. */
export const MOST_OPEN_DEADLINES = 5_000;

export interface OpenDeadlineFilter {
  readonly kind?: DeadlineKind;
  /** Code of the unit that answers for it. */
  readonly unit?: string;
  /** Only these, and all of them. */
  readonly ids?: readonly string[];
}

/** A deadline that is not missed yet. */
export interface OpenDeadline {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly dueAt: string;
  readonly pausedUntil: string | null;
  /** Key of the process of the case. */
  readonly process: string;
  /** What the deadline of a case is of; null for a task. */
  readonly subject: string | null;
  readonly steps: readonly StepOfDeadline[];
}

/**
 * The deadlines of `ids`, or at most one more than {@link MOST_OPEN_DEADLINES}, which tells that there are more.
 * @param now deadlines before it are missed already and not looked at
 */
export async function openDeadlines(reader: Reader, now: string, filter: OpenDeadlineFilter): Promise<OpenDeadline[]> {
  return reader.query<OpenDeadline>(
    `with entry as materialized (
       select e.kind, e.id, e.instance_id, e.root_instance_id, e.definition_id, e.label, e.unit_code, e.due_at, e.paused_until
       from deadline_entry e
       where e.status = 'open' and e.due_at >= $1
         and ($2::text is null or e.kind = $2) and ($3::text is null or e.unit_code = $3)
         and ($5::uuid[] is null or e.id in (select unnest($5)))
       order by e.due_at, e.id limit $4
     )
     select e.kind, e.id, e.instance_id as "instanceId", e.label, e.unit_code as unit, u.name as "unitName",
            e.due_at as "dueAt", e.paused_until as "pausedUntil", d.key as process, c.subject,
            ${stepsOf('e', { onlyOpen: true })} as steps
     from entry e
     join process_definition d on d.id = e.definition_id
     left join unit u on u.code = e.unit_code
     left join deadline c on e.kind = 'case' and c.id = e.id
     order by e.due_at, e.id`,
    [now, filter.kind ?? null, filter.unit ?? null, filter.ids === undefined ? MOST_OPEN_DEADLINES + 1 : null, filter.ids ?? null],
  );
}
