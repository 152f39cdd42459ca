import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { ObligationStatus } from './get-obligation-of.query.js';
import { filterParameters, MATCHES_FILTER, OBLIGATION_SOURCE, type ObligationFilter } from './obligation-filter.js';

export interface ObligationRow {
  readonly id: string;
  readonly status: ObligationStatus;
  readonly dueAt: string;
  readonly overdue: boolean;
  /** The document was registered in an earlier year. */
  readonly carriedOver: boolean;
  readonly closedAt: string | null;
  readonly timeliness: 'on-time' | 'late' | null;
  readonly documentId: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly senderAgency: string;
  readonly documentNumber: string | null;
  readonly subject: string;
  readonly leadUnit: string | null;
  readonly leadUnitName: string | null;
  /** Logins of those who have tasks of its case on their desks. */
  readonly heldBy: string[];
  /** It is open, and nobody is head of its unit today, or somebody without any post has a task of its case, or nothing of the case runs. */
  readonly withoutHolder: boolean;
}

/** A page, with how many match in all. */
export interface ObligationPage extends Page<ObligationRow> {
  readonly total: number;
}

/** Due time, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

export const OBLIGATION_COLUMNS = `
  o.id, o.status, o.due_at as "dueAt", state.overdue, state."carriedOver", state."withoutHolder", o.closed_at as "closedAt", o.timeliness,
  d.id as "documentId", d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear", d.sender_agency as "senderAgency",
  d.document_number as "documentNumber", d.subject, lead.unit_code as "leadUnit", unit.name as "leadUnitName",
  array(select distinct t.assignee from process_instance part join user_task t on t.instance_id = part.id
        where part.root_instance_id = d.instance_id and t.status = 'open' and t.assignee is not null order by 1) as "heldBy"`;

/** What is or was owed to whom, the earliest deadline first. @throws BadCursorError */
export async function listObligations(database: Database, { after, limit, ...filter }: ObligationFilter & PageRequest): Promise<ObligationPage> {
  const [dueAt, id] = readCursor(after, cursorSchema) ?? [null, null];
  const parameters = filterParameters(filter);
  const rows = await database.query<ObligationRow>(
    `select ${OBLIGATION_COLUMNS} from ${OBLIGATION_SOURCE}
     where ${MATCHES_FILTER} and ($11::timestamptz is null or (o.due_at, o.id) > ($11, $12::uuid))
     order by o.due_at, o.id limit $13`,
    [...parameters, dueAt, id, limit + 1],
  );
  const [count] = await database.query<{ total: number }>(`select count(*) as total from ${OBLIGATION_SOURCE} where ${MATCHES_FILTER}`, parameters);
  return { ...toPage(rows, limit, (last) => [last.dueAt, last.id]), total: count!.total };
}

/** How many open replies are those of units without a head today, held by somebody without any post, or of cases of which nothing runs. */
export async function countWithoutHolder(database: Database, zone: string): Promise<number> {
  const [count] = await database.query<{ total: number }>(
    `select count(*) as total from ${OBLIGATION_SOURCE} where ${MATCHES_FILTER}`,
    filterParameters({ zone, status: 'open', withoutHolder: true }),
  );
  return count!.total;
}
