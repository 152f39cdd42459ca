import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { DecisionNotFoundError } from '../leaving/errors.js';
import type { ALL_DECISION_KINDS, DECISION_STATUSES } from './decision-kinds.js';

export interface DecisionRow {
  readonly id: string;
  readonly kind: (typeof ALL_DECISION_KINDS)[number];
  /** Null until who is taken on is registered. */
  readonly login: string | null;
  readonly fullName: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly agency: string;
  readonly effectiveOn: string;
  readonly accessEndsAt: string | null;
  readonly unit: string | null;
  readonly role: string | null;
  readonly title: string | null;
  readonly status: (typeof DECISION_STATUSES)[number];
  readonly instanceId: string;
  readonly minutesId: string | null;
  readonly recordedBy: string;
  readonly recordedAt: string;
}

const ROW = `select d.id, d.kind, d.login, coalesce(p.full_name, d.full_name) as "fullName", d.number, d.decided_on as "decidedOn", d.agency, d.effective_on as "effectiveOn",
    d.access_ends_at as "accessEndsAt", d.unit_code as unit, d.role, d.title, d.status, d.instance_id as "instanceId",
    (select m.id from handover_minutes m where m.decision_id = d.id) as "minutesId", d.recorded_by as "recordedBy", d.recorded_at as "recordedAt"
  from personnel_decision d left join person p using (login)`;

const keySchema = z.tuple([z.string(), z.uuid()]);

export interface DecisionFilter extends PageRequest {
  readonly person?: string;
  readonly kind?: string;
  readonly status?: string;
}

/** Decisions about people, the latest first. */
export async function listDecisions(database: Database, { limit, after, person, kind, status }: DecisionFilter): Promise<Page<DecisionRow>> {
  const [recordedAt, id] = readCursor(after, keySchema) ?? [null, null];
  const rows = await database.query<DecisionRow>(
    `${ROW} where ($1::text is null or d.login = $1) and ($2::text is null or d.kind = $2) and ($3::text is null or d.status = $3)
       and ($4::timestamptz is null or (d.recorded_at, d.id) < ($4, $5::uuid)) order by d.recorded_at desc, d.id desc limit $6`,
    [person ?? null, kind ?? null, status ?? null, recordedAt, id, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.recordedAt, row.id]);
}

/** @throws DecisionNotFoundError */
export async function getDecision(database: Database, id: string): Promise<DecisionRow> {
  const [found] = await database.query<DecisionRow>(`${ROW} where d.id = $1`, [id]);
  if (found === undefined) throw new DecisionNotFoundError(id);
  return found;
}
