import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filters of the search beside its words; files that come together are taken into it once. */
export class SearchFilters1700000000029 implements MigrationInterface {
  name = 'SearchFilters1700000000029';

  async up(runner: QueryRunner): Promise<void> {
    // A registration of the release before locks its files before it enters the document: first what it locks first.
    await runner.query('lock table attachment in access exclusive mode');
    // In the vectors themselves, because one look into one index answers for words and filters together: of a word that is
    // common and a filter that leaves little every hit would be looked at otherwise. Only what hardly ever changes, because a
    // change writes all words of the files anew: the lead unit, the state and who may read it are asked elsewhere.
    await runner.query(`
      alter table document_search add column marked boolean not null default false;
      comment on column document_search.marked is 'Its vectors hold the marks of filters; false: a worker will put them in.';

      create function search_marks(kind text, urgency text, type text, sender text, day date) returns tsvector
      language sql stable parallel safe as $$
        select array_to_tsvector(array_remove(
          array['kind:' || kind, 'urgency:' || urgency,
                'day:' || to_char(day, 'YYYY-MM-DD'), 'month:' || to_char(day, 'YYYY-MM'), 'year:' || to_char(day, 'YYYY')]
          || array(select 'type:' || word from unnest(tsvector_to_array(search_words(type))) word)
          || array(select 'sender:' || word from unnest(tsvector_to_array(search_words(sender))) word), null))
      $$;
      comment on function search_marks is 'What filters go by, as words that nobody can type: a colon parts words. Days are those of UTC.';

      create or replace function index_incoming_document(id uuid) returns void language sql as $$
        insert into document_search (document_id, kind, number, head, content)
        select d.id, 'incoming', '', '', '' from incoming_document d where d.id = index_incoming_document.id on conflict do nothing;
        select from document_search where document_id = index_incoming_document.id for update;
        insert into document_search (document_id, kind, number, head, content, marked)
        select d.id, 'incoming', w.number, w.number || w.head, content_words(w.number || w.head, f.text), true
        from incoming_document d,
             lateral (select search_marks('incoming', d.urgency, d.document_type, d.sender_agency, (d.received_at at time zone 'UTC')::date)
                               || number_words(d.document_number) || search_words(d.arrival_number::text) as number,
                             search_words(concat_ws(' ', d.sender_agency, d.document_type, d.subject)) as head) w,
             lateral (select string_agg(a.text, ' ' order by a.id) as text
                      from attachment a where a.incoming_document_id = d.id and a.replaced_by is null) f
        where d.id = index_incoming_document.id
        on conflict (document_id) do update
          set number = excluded.number, head = excluded.head, content = excluded.content, marked = true
      $$;
      create or replace function index_outgoing_document(id uuid) returns void language sql as $$
        insert into document_search (document_id, kind, number, head, content)
        select d.id, 'outgoing', '', '', '' from outgoing_document d where d.id = index_outgoing_document.id on conflict do nothing;
        select from document_search where document_id = index_outgoing_document.id for update;
        insert into document_search (document_id, kind, number, head, content, marked)
        select d.id, 'outgoing', w.number, w.number || w.head, content_words(w.number || w.head, f.text), true
        from outgoing_document d,
             lateral (select search_marks('outgoing', d.urgency, d.document_type, null,
                                          coalesce(d.document_date, (d.created_at at time zone 'UTC')::date))
                               || number_words(d.symbol) as number,
                             search_words(concat_ws(' ', d.document_type, d.subject)) as head) w,
             lateral (select string_agg(a.text, ' ' order by a.id) as text
                      from attachment a where a.outgoing_document_id = d.id and a.replaced_by is null) f
        where d.id = index_outgoing_document.id
        on conflict (document_id) do update
          set number = excluded.number, head = excluded.head, content = excluded.content, marked = true
      $$;

      create or replace trigger incoming_document_search
        after insert or update of document_number, arrival_number, sender_agency, document_type, subject, urgency, received_at
        on incoming_document for each row execute function incoming_document_changed();
      create or replace trigger outgoing_document_search
        after insert or update of symbol, document_type, subject, urgency, document_date
        on outgoing_document for each row execute function outgoing_document_changed();
    `);
    // By the statement: a registration links all its files in one, and each indexing reads the texts of all of them while the
    // number of the book is held. A trigger that sees the rows together cannot name columns, so it compares.
    await runner.query(`
      create function index_documents_of_files(incoming uuid[], outgoing uuid[]) returns void language plpgsql as $$
        begin
          perform index_incoming_document(id) from (select distinct unnest(incoming) as id order by id) documents where id is not null;
          perform index_outgoing_document(id) from (select distinct unnest(outgoing) as id order by id) documents where id is not null;
        end $$;
      create function attachments_changed() returns trigger language plpgsql as $$
        begin
          perform index_documents_of_files(
            array_agg(was.incoming_document_id) || array_agg(now.incoming_document_id),
            array_agg(was.outgoing_document_id) || array_agg(now.outgoing_document_id))
          from before was join after now using (id)
          where (was.text is not null or now.text is not null)
            and (was.incoming_document_id, was.outgoing_document_id, was.replaced_by, was.text)
                is distinct from (now.incoming_document_id, now.outgoing_document_id, now.replaced_by, now.text);
          return null;
        end $$;
      create function attachments_came() returns trigger language plpgsql as $$
        begin
          perform index_documents_of_files(array_agg(incoming_document_id), array_agg(outgoing_document_id))
          from after where text is not null;
          return null;
        end $$;
      create function attachments_went() returns trigger language plpgsql as $$
        begin
          perform index_documents_of_files(array_agg(incoming_document_id), array_agg(outgoing_document_id))
          from before where text is not null;
          return null;
        end $$;

      drop trigger attachment_search on attachment;
      drop trigger attachment_search_new on attachment;
      drop trigger attachment_search_gone on attachment;
      drop function attachment_text_changed();
      create trigger attachment_search after update on attachment
        referencing old table as before new table as after for each statement execute function attachments_changed();
      create trigger attachment_search_new after insert on attachment
        referencing new table as after for each statement execute function attachments_came();
      create trigger attachment_search_gone after delete on attachment
        referencing old table as before for each statement execute function attachments_went();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
