import type { Transaction } from '#database';

/** Everything that a spill concerns. */
export interface Concerned {
  /** Incoming documents: the reported one, or those that it answers. */
  readonly incoming: readonly string[];
  /** Outgoing documents: those that answer them, and the reported one. */
  readonly outgoing: readonly string[];
  /** The cases, by their first instance. */
  readonly cases: readonly string[];
  /** All instances of the cases. */
  readonly instances: readonly string[];
}

/**
 * A document, what answers it, what is answered by that, and the work that was given because of it: an answer repeats what
 * was asked, and their cases hold the words of both. Locks nothing: lock cases, then documents, and ask once more.
 */
export async function concernedBy(tx: Transaction, documentId: string): Promise<Concerned> {
  const [found] = await tx.query<Concerned>(
    `with answers as (
       select o.document_id as incoming, a.outgoing_document_id as outgoing
       from reply_obligation_answer a join reply_obligation o on o.id = a.obligation_id),
     outgoing as (
       select id from outgoing_document where id = $1
       union select outgoing from answers where incoming = $1
       union select other.outgoing from answers mine join answers other on other.incoming = mine.incoming where mine.outgoing = $1),
     incoming as (
       select id from incoming_document where id = $1
       union select incoming from answers where outgoing in (select id from outgoing)),
     cases as (
       select d.instance_id as id from incoming_document d join incoming using (id)
       union select d.instance_id from outgoing_document d join outgoing using (id) where d.instance_id is not null
       union select a.instance_id from assignment a where a.source_document_id in (select id from incoming))
     select coalesce((select array_agg(id order by id) from incoming), '{}') as incoming,
            coalesce((select array_agg(id order by id) from outgoing), '{}') as outgoing,
            coalesce((select array_agg(id order by id) from cases), '{}') as cases,
            coalesce((select array_agg(i.id order by i.id) from process_instance i where i.root_instance_id in (select id from cases)), '{}') as instances`,
    [documentId],
  );
  return found!;
}
