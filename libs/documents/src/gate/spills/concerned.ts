import type { Database, Transaction } from '#database';

/** Everything that a spill concerns. */
export interface Concerned {
  /** Incoming documents: the reported one, or those that it answers. */
  readonly incoming: readonly string[];
  /** Outgoing documents: those that answer them, and the reported one. */
  readonly outgoing: readonly string[];
  /** All files of these, or the reported one of a work file, an incident or an article with its other versions; also versions that wait to be attached. */
  readonly attachments: readonly string[];
  /** The reported article of the website. */
  readonly articles: readonly string[];
  /** The reported question of the public. */
  readonly questions: readonly string[];
  /** The cases, by their first instance. */
  readonly cases: readonly string[];
  /** All instances of the cases. */
  readonly instances: readonly string[];
}

/**
 * A document, what answers it or was drafted to, what is answered by that, and the work that was given because of it: an answer repeats what
 * was asked, and their cases hold the words of both. Locks nothing: lock cases, then documents, and ask once more.
 * @param reportedId of a document, of an article or question of the website, or of a file: that of a document stands for the document, another for itself
 */
export async function concernedBy(source: Pick<Database | Transaction, 'query'>, reportedId: string): Promise<Concerned> {
  const [found] = await source.query<Concerned>(
    `with recursive reported as (
       select coalesce(a.incoming_document_id, a.outgoing_document_id, a.id, given.id) as id
       from (select $1::uuid as id) given left join attachment a on a.id = given.id),
     articles as (select id from website_article where id in (select id from reported)),
     questions as (select id from website_question where id in (select id from reported)),
     answers as (
       select o.document_id as incoming, a.outgoing_document_id as outgoing
       from reply_obligation_answer a join reply_obligation o on o.id = a.obligation_id
       union all select o.document_id, l.outgoing_document_id
       from draft_left_behind l join reply_obligation o on o.id = l.obligation_id),
     outgoing as (
       select id from outgoing_document where id in (select id from reported)
       union select outgoing from answers where incoming in (select id from reported)
       union select other.outgoing from answers mine join answers other on other.incoming = mine.incoming
         where mine.outgoing in (select id from reported)),
     incoming as (
       select id from incoming_document where id in (select id from reported)
       union select incoming from answers where outgoing in (select id from outgoing)),
     versions as (
       select id, replaces, replaced_by from attachment where id in (select id from reported) and coalesce(work_file_id, incident_id, website_article_id) is not null
       union select other.id, other.replaces, other.replaced_by from versions one
         join attachment other on other.id in (one.replaces, one.replaced_by)),
     linked as (
       select id from versions
       union all select id from attachment where incoming_document_id in (select id from incoming)
       union all select id from attachment where outgoing_document_id in (select id from outgoing)
       union all select unnest(v.attachment_ids) from website_article_version v where v.article_id in (select id from articles)),
     files as (
       select distinct id from linked
       union all select later.id from attachment later join linked on linked.id = later.replaces where later.linked_at is null),
     cases as (
       select d.instance_id as id from incoming_document d join incoming using (id)
       union select d.instance_id from outgoing_document d join outgoing using (id) where d.instance_id is not null
       union select a.instance_id from assignment a where a.source_document_id in (select id from incoming)
       -- A correction has a case of its own.
       union select i.id from process_instance i join articles on i.business_key = articles.id::text where i.parent_instance_id is null
       union select i.id from process_instance i join questions on i.business_key = questions.id::text where i.parent_instance_id is null)
     select coalesce((select array_agg(id order by id) from incoming), '{}') as incoming,
            coalesce((select array_agg(id order by id) from outgoing), '{}') as outgoing,
            coalesce((select array_agg(id order by id) from files), '{}') as attachments,
            coalesce((select array_agg(id order by id) from articles), '{}') as articles,
            coalesce((select array_agg(id order by id) from questions), '{}') as questions,
            coalesce((select array_agg(id order by id) from cases), '{}') as cases,
            coalesce((select array_agg(i.id order by i.id) from process_instance i where i.root_instance_id in (select id from cases)), '{}') as instances`,
    [reportedId],
  );
  return found!;
}
