import type { Database, Transaction } from '#database';
import { type JsonObject, type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

/** On whose behalf something happens, and in which request. */
export interface Caller {
  /** Login of a person, or `system:<part>` for the platform itself. */
  readonly actor: string;
  readonly requestId: string;
  /** Chosen by the sender of the request: however often it comes with it, it acts once and gets the same answer. */
  readonly idempotencyKey?: string;
  /** Called when the answer is that of an earlier request with the key. */
  readonly onReplay?: () => void;
}

export interface AuditEntry {
  /** What was done: the command's name, e.g. `worklist.complete-task`. */
  readonly action: string;
  /** Kind and id of the thing that changed, e.g. `user-task` and its id. */
  readonly subject: string;
  readonly subjectId: string;
  /** `{ old, new }` of what changed (`old: null` of what is new), other facts beside; never secrets nor document contents. */
  readonly detail?: JsonObject;
}

export interface AuditRow extends Required<AuditEntry> {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly requestId: string;
}

/** Appends entries in one statement that goes out with the commit of the change they tell of. */
export function appendAudit(tx: Transaction, caller: Caller, entries: readonly AuditEntry[]): void {
  tx.later({
    sql: `insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail)
          select $1, $2, $3, entry.action, entry.subject, entry."subjectId", coalesce(entry.detail, '{}')
          from jsonb_to_recordset($4) as entry(action text, subject text, "subjectId" text, detail jsonb)`,
    parameters: [tx.now, caller.actor, caller.requestId, JSON.stringify(entries)],
  });
}

export interface AuditFilter {
  readonly subject?: string;
  readonly subjectId?: string;
  readonly actor?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** The trail of one thing, or all of it, newest first. @throws BadCursorError */
export async function listAudit(database: Database, filter: AuditFilter): Promise<Page<AuditRow>> {
  const lastId = readCursor(filter.after, z.int());
  const rows = await database.query<AuditRow>(
    `select id, at, actor, request_id as "requestId", action, subject, subject_id as "subjectId", detail
     from audit_entry
     where ($1::text is null or subject = $1) and ($2::text is null or subject_id = $2)
       and ($3::text is null or actor = $3) and ($4::bigint is null or id < $4)
     order by id desc limit $5`,
    [filter.subject ?? null, filter.subjectId ?? null, filter.actor ?? null, lastId ?? null, filter.limit + 1],
  );
  return toPage(rows, filter.limit, ({ id }) => id);
}
