import type { Database, Transaction } from '#database';
import type { DeadlineKind } from '#deadlines';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

export interface ReminderRecipient {
  readonly login: string;
  /** ISO UTC; null: not told. */
  readonly toldAt: string | null;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly failure: string | null;
}

/** A reminder whose time came, and what became of it. Instants are ISO UTC. */
export interface Reminder {
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly deadlineId: string;
  readonly instanceId: string;
  readonly label: string;
  readonly dueAt: string;
  readonly policyName: string;
  /** Of the policy, see `ReminderStep`. */
  readonly step: string;
  readonly addressee: string;
  readonly escalate: boolean;
  readonly plannedAt: string;
  /** Earlier ones of the same deadline that nobody sent in time. */
  readonly passedOver: number;
  readonly status: 'planned' | 'addressed' | 'failed' | 'dropped';
  readonly attempts: number;
  readonly failure: string | null;
  /** Where it went; empty: to whoever held the task. */
  readonly groups: readonly string[];
  readonly recipients: readonly ReminderRecipient[];
  readonly madeAt: string;
}

export interface ReminderFilter {
  readonly kind?: DeadlineKind;
  readonly deadlineId?: string;
  /** Only those that have failed, as a whole or for one person, for good or till the next attempt. */
  readonly failedOnly?: boolean;
  readonly limit: number;
  readonly after?: string;
}

const sortKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reminders whose time came, newest first. @throws BadCursorError */
export async function listReminders(database: Database, filter: ReminderFilter): Promise<Page<Reminder>> {
  const [madeBefore, idBefore] = readCursor(filter.after, sortKey) ?? [null, null];
  const rows = await database.query<Reminder>(
    `${REMINDERS}
     where ($1::text is null or r.kind = $1) and ($2::uuid is null or r.deadline_id = $2)
       ${filter.failedOnly === true ? `and r.id in (${FAILED})` : ''}
       and ($3::timestamptz is null or (r.made_at, r.id) < ($3, $4::uuid))
     order by r.made_at desc, r.id desc limit $5`,
    [filter.kind ?? null, filter.deadlineId ?? null, madeBefore, idBefore, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.madeAt, last.id]);
}

/** All of one deadline, newest first. */
export function remindersOf(
  tx: Pick<Transaction, 'query'>,
  { kind, id }: { readonly kind: DeadlineKind; readonly id: string },
): Promise<Reminder[]> {
  return tx.query<Reminder>(`${REMINDERS} where r.kind = $1 and r.deadline_id = $2 order by r.made_at desc, r.id desc`, [kind, id]);
}

const FAILED = `
  select id from reminder where failure is not null
  union all
  select reminder_id from reminder_recipient where failure is not null`;

const REMINDERS = `
  select r.id, r.kind, r.deadline_id as "deadlineId", r.instance_id as "instanceId",
         coalesce(case r.kind when 'task' then (select name from user_task where id = r.deadline_id)
                              else (select label from deadline where id = r.deadline_id) end, '') as label,
         r.due_at as "dueAt", r.policy_name as "policyName", r.step, r.addressee, r.escalate, r.planned_at as "plannedAt",
         r.passed_over as "passedOver", r.status, r.attempts, r.failure, r.groups, r.made_at as "madeAt",
         coalesce((select jsonb_agg(jsonb_build_object('login', login, 'attempts', attempts, 'failure', failure,
                      'toldAt', to_char(told_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by login)
                   from reminder_recipient where reminder_id = r.id), '[]') as recipients
  from reminder r`;
