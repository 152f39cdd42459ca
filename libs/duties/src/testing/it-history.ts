import type { Transaction } from '#database';
import { newId } from '#foundation';

/** Writes down what an office could have done at certain instants, one row each, so that a test counts it by hand. */
export class ItHistory {
  private number = 0;

  private constructor(private readonly tx: Transaction) {}

  /** Rows stand alone: what they belong to is not there. */
  static async in(tx: Transaction): Promise<ItHistory> {
    await tx.execute('set local session_replication_role = replica');
    return new ItHistory(tx);
  }

  /** An entry of the trail about an account. */
  account(at: string, action: string, detail: object, login = 'tuanda'): Promise<unknown> {
    return this.trail(at, action, 'account', login, detail);
  }

  trail(at: string, action: string, subject = 'process-instance', subjectId = 'x', detail: object = {}): Promise<unknown> {
    return this.tx.execute('insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail) values ($1, $2, $2, $3, $4, $5, $6)', [
      at,
      'test',
      action,
      subject,
      subjectId,
      JSON.stringify(detail),
    ]);
  }

  activity(endedAt: string, type: string, cancelled = false): Promise<unknown> {
    return this.tx.execute(
      `insert into activity_history (instance_id, activity_key, definition_id, element_id, element_type, name, started_at, ended_at, cancelled)
       values ($1, 1, $1, 'E', $2, 'E', $3, $3, $4)`,
      [newId(), type, endedAt, cancelled],
    );
  }

  /** @returns its id */
  async incident(reportedAt: string, kind: string, severity: string, end: { readonly status: string; readonly at?: string } = { status: 'reported' }): Promise<string> {
    const id = newId();
    await this.tx.execute(
      `insert into incident (id, number, reporter, kind, severity, systems, title, route, status, merged_into, reported_at, closed_at, instance_id)
       values ($1, $2, 'tuanda', $3, $4, '{}', 'Sự cố', '000', $5, $6, $7, $8, $1)`,
      [id, ++this.number, kind, severity, end.status, end.status === 'merged' ? newId() : null, reportedAt, end.at ?? null],
    );
    return id;
  }

  hop(incidentId: string, hop: string, askedAt: string, outcome?: string, endedAt?: string): Promise<unknown> {
    return this.tx.execute(
      `insert into incident_hop (incident_id, number, hop, groups, asked, asked_at, due_at, outcome, ended_at) values ($1, $2, $3, '{}', '{}', $4, $4, $5, $6)`,
      [incidentId, ++this.number, hop, askedAt, outcome ?? null, endedAt ?? null],
    );
  }

  incoming(at: string, differently: { readonly medium?: string; readonly voided?: boolean; readonly closedAt?: string } = {}): Promise<unknown> {
    const { medium = 'paper', voided = false, closedAt = null } = differently;
    return this.tx.execute(
      `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_number, document_date, document_type, subject, urgency,
         received_at, reply_required, status, registered_at, registered_by, instance_id, medium, voided_at, voided_by, void_reason, closed_at)
       values ($1, 'incoming', 2026, $2, 'Bộ', '1', '2026-01-01', 'Công văn', 'V/v', 'normal', $3, false, $6, $3, 'vanthu', $1, $4,
         case when $5 then $3::timestamptz end, case when $5 then 'vanthu' end, case when $5 then 'Nhầm' end, $7)`,
      [newId(), ++this.number, at, medium, voided, closedAt === null ? 'registered' : 'closed', closedAt],
    );
  }

  refusal(at: string): Promise<unknown> {
    return this.tx.execute(
      `insert into document_refusal (id, year, number, ground, paper_book, received_at, refused_at, refused_by) values ($1, 2026, $2, 'secret', 'Sổ mật', $3, $3, 'vanthu')`,
      [newId(), ++this.number, at],
    );
  }

  task(endedAt: string, dueAt: string | null, status = 'completed'): Promise<unknown> {
    return this.tx.execute(
      `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, due_at, priority, status, created_at, ended_at)
       values ($1, $1, 1, 'T', 'Việc', '{}', '{}', $2, 50, $3, '2026-01-01', $4)`,
      [newId(), dueAt, status, status === 'open' ? null : endedAt],
    );
  }

  deadline(closedAt: string, status: string): Promise<unknown> {
    return this.tx.execute(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, started_at, start_event, rule, first_due_at, due_at, status, closed_at)
       values ($1::uuid, $1, 'v', 'Hạn', 'assignment', $1::text, $2, 'x', '{}', $2, $2, $3, $2)`,
      [newId(), closedAt, status],
    );
  }

  file(storedAt: string, bytes: number, differently: { readonly linked?: boolean; readonly removed?: boolean } = {}): Promise<unknown> {
    const { linked = true, removed = false } = differently;
    return this.tx.execute(
      `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, incident_id, linked_at, content_removed_at)
       values ($1::uuid, 'a.pdf', 'application/pdf', $2, repeat('a', 64), 'tuanda', $3, case when $4 then $1::uuid end, case when $4 then $3::timestamptz end, case when $5 then $3::timestamptz end)`,
      [newId(), bytes, storedAt, linked, removed],
    );
  }

  mailbox(createdAt: string, kind: 'personal' | 'unit', status = 'active'): Promise<unknown> {
    return this.tx.execute(
      `insert into mailbox (id, kind, login, unit_code, status, created_at, changed_at)
       values ($1, $2, case when $2 = 'personal' then 'tuanda' || $4 end, case when $2 = 'unit' then 'QLCN' end, $3, $5, $5)`,
      [newId(), kind, status, ++this.number, createdAt],
    );
  }

  /** A round in which so many mailboxes were asked about, of which the first were removed. */
  async dormantRound(begunAt: string, asked: number, removed: number): Promise<void> {
    const round = newId();
    await this.tx.execute('insert into dormant_round (id, begun_at, ended_at, instance_id) values ($1, $2, $2, $1)', [round, begunAt]);
    for (let each = 0; each < asked; each++) {
      await this.tx.execute(`insert into dormant_mailbox (round_id, mailbox_id, address, unit_code, outcome) values ($1, $2, 'a@b', 'QLCN', $3)`, [
        round,
        newId(),
        each < removed ? 'removed' : 'kept',
      ]);
    }
  }

  /** A run of the backup; one that is verified was so, and carried away, when it ended. */
  backup(startedAt: string, status: 'running' | 'verified' | 'failed', endedAt = startedAt): Promise<unknown> {
    return this.tx.execute(
      `insert into backup_run (id, instance_id, status, started_at, ended_at, verified_at, carried_to, carried_by, carried_at)
       values ($1, $1, $2, $3, $4, case when $5 then $4::timestamptz end, case when $5 then 'Kho' end, case when $5 then 'sonlt' end, case when $5 then $4::timestamptz end)`,
      [newId(), status, startedAt, endedAt, status === 'verified'],
    );
  }

  /** What somebody asked of backups from the command line. */
  backupCommand(at: string, command: 'create' | 'verify', status: 'made' | 'verified' | 'failed'): Promise<unknown> {
    return this.tx.execute(
      `insert into backup_run (id, command, command_by, status, started_at, ended_at, verified_at) values ($1, $2, 'maychu', $3, $4, $4, case when $5 then $4::timestamptz end)`,
      [newId(), command, status, at, status === 'verified'],
    );
  }
}
