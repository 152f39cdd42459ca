import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of documents and of the text in their files, for one search over both kinds. */
export class Search1700000000020 implements MigrationInterface {
  name = 'Search1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    // A table beside the documents: a column of theirs would rewrite them (docs/adr/0008) and make every walk over them longer
    // by the words of their files. Three vectors, the next always holding the one before, because what they rank by must be
    // read without the large one.
    await runner.query(`
      create table document_search (
        document_id uuid     primary key,
        kind        text     not null check (kind in ('incoming', 'outgoing')),
        number      tsvector not null,
        head        tsvector not null,
        content     tsvector not null
      );
      comment on table document_search is 'Words of documents without diacritics. Triggers keep it; documents from before it come in by batches.';
      comment on column document_search.number is 'Arrival number, number and symbol.';
      comment on column document_search.head is 'These with agency, type and subject.';
      comment on column document_search.content is 'These with the text of the current versions of the files, and its pairs of words.';
      -- Without the list of what waits to be sorted in, which every search would have to read besides.
      create index document_search_number on document_search using gin (number) with (fastupdate = off);
      create index document_search_head on document_search using gin (head) with (fastupdate = off);
      create index document_search_content on document_search using gin (content) with (fastupdate = off);

      -- Postgres would take 47/qd-stp for the path of a file and a sign for that of a number: these part words here.
      create function search_words(value text) returns tsvector language sql immutable strict parallel safe as $$
        select to_tsvector('simple', translate(without_diacritics(translate(value, 'ÐðƉɖ', 'ĐđĐđ')),
                                               '/-._@:+&~%?=#<>;,', '                 '))
      $$;
      create function number_words(value text) returns tsvector language sql immutable parallel safe as $$
        select search_words(coalesce(value, '')) || search_words(coalesce(substring(value from '^0+([1-9].*)$'), ''))
      $$;
      comment on function number_words is 'Also as it is without the zeros in front: 07/BC-SKHCN is found by 7/BC-SKHCN.';

      -- GIN knows no places: of words that are common but stand together in few documents it would have each one looked into.
      -- 24 bytes hold two syllables of Vietnamese, or a number and a symbol.
      create function word_pairs(words tsvector) returns tsvector language sql immutable strict parallel safe as $$
        select coalesce(array_to_tsvector(array_agg(distinct pair)), ''::tsvector)
        from (select lexeme || ' ' || lead(lexeme) over following as pair, lead(place) over following - place as step
              from unnest(words) word(lexeme, positions, weights), unnest(positions) place
              window following as (order by place)) neighbours
        where step = 1 and octet_length(pair) <= 24
      $$;
      comment on function word_pairs is 'Words that stand side by side, each pair as one word of a vector.';

      create function content_words(head tsvector, files text) returns tsvector language plpgsql immutable as $$
        declare words tsvector;
        begin
          words := head || search_words(left(coalesce(files, ''), 250000));
          return words || word_pairs(words);
        exception when program_limit_exceeded then -- A vector takes a megabyte: only a text of ever new words has more.
          words := head || search_words(left(files, 100000));
          return words || word_pairs(words);
        end $$;

      -- The row and its lock first: what is read then has all that others, who changed the subject or a file meanwhile, have
      -- written.
      create function index_incoming_document(id uuid) returns void language sql as $$
        insert into document_search (document_id, kind, number, head, content)
        select d.id, 'incoming', '', '', '' from incoming_document d where d.id = index_incoming_document.id on conflict do nothing;
        select from document_search where document_id = index_incoming_document.id for update;
        insert into document_search (document_id, kind, number, head, content)
        select d.id, 'incoming', w.number, w.number || w.head, content_words(w.number || w.head, f.text)
        from incoming_document d,
             lateral (select number_words(d.document_number) || search_words(d.arrival_number::text) as number,
                             search_words(concat_ws(' ', d.sender_agency, d.document_type, d.subject)) as head) w,
             lateral (select string_agg(a.text, ' ' order by a.id) as text
                      from attachment a where a.incoming_document_id = d.id and a.replaced_by is null) f
        where d.id = index_incoming_document.id
        on conflict (document_id) do update set number = excluded.number, head = excluded.head, content = excluded.content
      $$;
      create function index_outgoing_document(id uuid) returns void language sql as $$
        insert into document_search (document_id, kind, number, head, content)
        select d.id, 'outgoing', '', '', '' from outgoing_document d where d.id = index_outgoing_document.id on conflict do nothing;
        select from document_search where document_id = index_outgoing_document.id for update;
        insert into document_search (document_id, kind, number, head, content)
        select d.id, 'outgoing', w.number, w.number || w.head, content_words(w.number || w.head, f.text)
        from outgoing_document d,
             lateral (select number_words(d.symbol) as number, search_words(concat_ws(' ', d.document_type, d.subject)) as head) w,
             lateral (select string_agg(a.text, ' ' order by a.id) as text
                      from attachment a where a.outgoing_document_id = d.id and a.replaced_by is null) f
        where d.id = index_outgoing_document.id
        on conflict (document_id) do update set number = excluded.number, head = excluded.head, content = excluded.content
      $$;
    `);
    await runner.query(`
      create function incoming_document_changed() returns trigger language plpgsql as $$
        begin perform index_incoming_document(new.id); return null; end $$;
      create trigger incoming_document_search
        after insert or update of document_number, arrival_number, sender_agency, document_type, subject on incoming_document
        for each row execute function incoming_document_changed();

      create function outgoing_document_changed() returns trigger language plpgsql as $$
        begin perform index_outgoing_document(new.id); return null; end $$;
      create trigger outgoing_document_search after insert or update of symbol, document_type, subject on outgoing_document
        for each row execute function outgoing_document_changed();

      create function document_deleted() returns trigger language plpgsql as $$
        begin delete from document_search where document_id = old.id; return null; end $$;
      create trigger incoming_document_search_gone after delete on incoming_document for each row execute function document_deleted();
      create trigger outgoing_document_search_gone after delete on outgoing_document for each row execute function document_deleted();

      create function attachment_text_changed() returns trigger language plpgsql as $$
        begin
          if tg_op <> 'DELETE' then
            perform index_incoming_document(new.incoming_document_id), index_outgoing_document(new.outgoing_document_id);
          end if;
          if tg_op <> 'INSERT' then
            if tg_op = 'DELETE' or old.incoming_document_id is distinct from new.incoming_document_id
               or old.outgoing_document_id is distinct from new.outgoing_document_id then
              perform index_incoming_document(old.incoming_document_id), index_outgoing_document(old.outgoing_document_id);
            end if;
          end if;
          return null;
        end $$;
      create trigger attachment_search after update of text, incoming_document_id, outgoing_document_id, replaced_by on attachment
        for each row when (old.text is not null or new.text is not null) execute function attachment_text_changed();
      create trigger attachment_search_new after insert on attachment
        for each row when (new.text is not null) execute function attachment_text_changed();
      create trigger attachment_search_gone after delete on attachment
        for each row when (old.text is not null) execute function attachment_text_changed();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
