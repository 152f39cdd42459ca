import type { Database } from '#database';

/** A unit that an instruction sends the document to for information, and whether it has read it. Instants are ISO 8601 UTC. */
export interface Receipt {
  readonly unit: string;
  readonly unitName: string | null;
  /** Until when it was to be read; null: within thirty days. */
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly readBy: string | null;
  readonly readByName: string | null;
  readonly readAt: string | null;
  readonly note: string | null;
}

/**
 * Joins to `instruction_unit iu` the latest `receipt` of a unit for information, and its `reader`. A unit that was taken out
 * since, and then sent the document again, is to read it again. Models of earlier releases record no receipt: there the
 * task says who has read.
 */
export const RECEIPT_JOINS = `left join lateral (
    select r.read_by, r.read_at, r.note
    from instruction sent cross join lateral (
      select kept.read_by, kept.read_at, kept.note from instruction_receipt kept
      where kept.document_id = sent.document_id and kept.unit_code = iu.unit_code
      union all
      select t.completed_by, t.ended_at, null from incoming_document d join user_task t on t.instance_id = d.instance_id
      where d.id = sent.document_id and t.element_id = 'Task_ReadForInformation' and t.status = 'completed'
        and 'unit:' || iu.unit_code = any(t.candidate_groups)) r
    where sent.id = iu.instruction_id and iu.role = 'for-information'
      and not exists (
        select from instruction between_them
        where between_them.document_id = sent.document_id and between_them.instructed_at > r.read_at
          and between_them.instructed_at < sent.instructed_at
          and not exists (select from instruction_unit u where u.instruction_id = between_them.id
                          and u.unit_code = iu.unit_code and u.role = 'for-information'))
    order by r.read_at desc, r.note nulls last limit 1) receipt on true
  left join person reader on reader.login = receipt.read_by`;

/** The units for information of the instruction that holds, in the order of the office. @param unread only those that have not read it */
export async function listReceipts(database: Database, documentId: string, { unread = false }: { readonly unread?: boolean } = {}): Promise<Receipt[]> {
  return database.query<Receipt>(
    `select iu.unit_code as unit, unit.name as "unitName", iu.due_at as "dueAt",
            coalesce(receipt.read_at is null and iu.due_at < business_now(), false) as overdue,
            receipt.read_by as "readBy", reader.full_name as "readByName", receipt.read_at as "readAt", receipt.note
     from instruction i join instruction_unit iu on iu.instruction_id = i.id and iu.role = 'for-information'
     left join unit on unit.code = iu.unit_code
     ${RECEIPT_JOINS}
     where i.document_id = $1 and i.current and (not $2::boolean or receipt.read_at is null)
     order by unit.sort, iu.unit_code`,
    [documentId, unread],
  );
}
