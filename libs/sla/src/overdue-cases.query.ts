import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { SlaPeriod } from './period.js';
import { joinReplyThen, owedThen } from './report/open-at-instant.js';

export interface OverdueCaseFilter extends SlaPeriod {
  readonly limit: number;
  readonly after?: string;
}

/** A reply that is owed and late. */
export interface OverdueCase {
  readonly obligationId: string;
  readonly documentId: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly senderAgency: string;
  readonly documentNumber: string | null;
  readonly subject: string;
  /** Lead unit; null while there is no instruction. */
  readonly unit: string | null;
  readonly unitName: string | null;
  /** As it was when the period was over. */
  readonly dueAt: string;
  /** Whole seconds since that, though it may have been extended when the period was over. */
  readonly lateSeconds: number;
  /** The open tasks of the case that have a deadline, and who has them. */
  readonly heldBy: OverdueHolder[];
}

export interface OverdueHolder {
  readonly taskId: string;
  readonly taskName: string;
  /** Login of the person who has it; null while it is offered to `groups`. */
  readonly person: string | null;
  readonly personName: string | null;
  readonly groups: string[];
  /** Groups it has climbed to. */
  readonly escalatedTo: string[];
}

/** Due time, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The cases behind the figure `overdue` of the summary of the same period, the latest of all first. @throws BadCursorError */
export async function listOverdueCases(database: Database, filter: OverdueCaseFilter): Promise<Page<OverdueCase>> {
  const [dueAt, id] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const rows = await database.query<OverdueCase>(
    `with clock as materialized (select business_now() as now), ${owedThen('$2')},
     owed as (
       select o.id, o.document_id, coalesce(former.due_at, o.due_at) as due_at
       from reply_obligation o ${joinReplyThen('o')} where o.status = 'open')
     select o.id as "obligationId", d.id as "documentId", d.arrival_number as "arrivalNumber",
            d.arrival_year as "arrivalYear", d.sender_agency as "senderAgency", d.document_number as "documentNumber",
            d.subject, lead.unit_code as unit, u.name as "unitName", o.due_at as "dueAt",
            floor(extract(epoch from clock.now - o.due_at))::bigint as "lateSeconds", ${HELD_BY} as "heldBy"
     from clock cross join owed o
     join incoming_document d on d.id = o.document_id
     left join incoming_document_lead lead on lead.document_id = d.id
     left join unit u on u.code = lead.unit_code
     where o.due_at < clock.now and o.due_at >= $1 and o.due_at < $2
       and ($3::text is null or lead.unit_code = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', o.due_at), o.id) > ($4, $5::uuid))
     order by date_trunc('milliseconds', o.due_at), o.id limit $6`,
    [filter.from, filter.to, filter.unit ?? null, dueAt, id, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.dueAt, last.obligationId]);
}

/** Tasks without a deadline, such as reading for information, hold no answer up. */
const HELD_BY = `(
  select coalesce(jsonb_agg(jsonb_build_object(
           'taskId', t.id, 'taskName', t.name, 'person', t.assignee, 'personName', p.full_name,
           'groups', t.candidate_groups, 'escalatedTo', t.escalated_to) order by t.created_at, t.id), '[]')
  from process_instance i
  join user_task t on t.instance_id = i.id and t.status = 'open' and t.due_at is not null
  left join person p on p.login = t.assignee
  where i.root_instance_id = d.instance_id)`;
