import type { CommandContext } from '#runtime';
import type { DeadlineKind } from './deadline-kind.js';
import type { DEADLINE_ACTS } from './deadline-rule.js';

/** What was decided, for the list of acts. */
export interface ActOnDeadline {
  readonly act: (typeof DEADLINE_ACTS)[number];
  readonly at: string;
  readonly until?: string;
  readonly workingDays?: number;
  readonly reason: string;
  readonly approvedBy?: string;
}

/** What it did to one deadline. */
export interface ChangedDue {
  /** Of the deadline; of a task's, that of the task. */
  readonly id: string;
  readonly instance: string;
  readonly before: string;
  readonly after: string;
  /** Of a move: state of the calendars that the due date before was counted by. */
  readonly publication?: number | null;
}

/** Adds one act to the list of each deadline, with the calendar that a case deadline was counted by for it. */
export function recordActs(
  { tx, caller }: CommandContext,
  kind: DeadlineKind,
  changes: readonly ChangedDue[],
  { act, at, until, workingDays, reason, approvedBy }: ActOnDeadline,
): void {
  if (changes.length === 0) return;
  tx.later({
    sql: `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, working_days, due_before, due_after, reason,
                                    acted_by, approved_by, calendar, calendar_version, calendar_publication,
                                    publication_before)
     select $1, a.id, a.instance, $2, $3, $4, $5, a.before, a.after, $6, $7, $8, d.calendar, d.calendar_version,
            d.calendar_publication, a.publication
     from jsonb_to_recordset($9) as a(id uuid, instance uuid, before timestamptz, after timestamptz, publication bigint)
     left join deadline d on $1 = 'case' and d.id = a.id`,
    parameters: [
      kind,
      act,
      at,
      until ?? null,
      workingDays ?? null,
      reason,
      caller.actor,
      approvedBy ?? null,
      JSON.stringify(changes),
    ],
  });
}
