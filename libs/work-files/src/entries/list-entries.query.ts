import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';

/** One line of the contents list (mục lục văn bản). */
export interface EntryRow {
  readonly id: string;
  /** 1, 2, 3 … without gaps, in the order in which they lie in the file. */
  readonly number: number;
  readonly kind: 'incoming' | 'outgoing' | 'attachment' | 'note';
  readonly documentId: string | null;
  readonly attachmentId: string | null;
  /** Number and symbol; null where there is none. */
  readonly symbol: string | null;
  /** `YYYY-MM-DD`; null for a draft, and what is no document. */
  readonly documentDate: string | null;
  /** Type and subject, the name of the file, or the text of the note. */
  readonly title: string;
  /** The agency that issued it; null for what is no document. */
  readonly author: string | null;
  readonly note: string | null;
  readonly addedBy: string;
  readonly addedAt: string;
}

const cursorSchema = z.tuple([z.int()]);

/** The contents list of a file, in its order. Who may read it is asked before. @throws BadCursorError */
export async function listEntries(database: Database, fileId: string, page: PageRequest): Promise<Page<EntryRow>> {
  const [after] = readCursor(page.after, cursorSchema) ?? [0];
  const rows = await database.query<EntryRow>(
    `select e.id, e.number, case when i.id is not null then 'incoming' when o.id is not null then 'outgoing'
         when a.id is not null then 'attachment' else 'note' end as kind,
       coalesce(i.id, o.id) as "documentId", a.id as "attachmentId", coalesce(i.document_number, o.symbol) as symbol,
       coalesce(i.document_date, o.document_date) as "documentDate",
       coalesce(i.document_type || ': ' || i.subject, o.subject, a.file_name, e.note) as title,
       coalesce(i.sender_agency, case when o.id is not null then (select name from agency) end) as author,
       case when coalesce(i.id, o.id, a.id) is not null then e.note end as note, e.added_by as "addedBy", e.added_at as "addedAt"
     from (select *, (row_number() over (order by position))::int as number from work_file_entry
           where work_file_id = $1 and removed_at is null) e
     left join incoming_document i on i.id = e.incoming_document_id
     left join outgoing_document o on o.id = e.outgoing_document_id
     left join attachment a on a.id = e.attachment_id
     where e.number > $2 order by e.number limit $3`,
    [fileId, after, page.limit + 1],
  );
  return toPage(rows, page.limit, (last) => [last.number]);
}
