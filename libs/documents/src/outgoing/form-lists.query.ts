import type { Database } from '#database';
import type { JsonObject } from '#foundation';
import { countsOn } from './signing/signing-authority.js';

/** What the forms of outgoing documents choose from. */
export interface OutgoingFormLists extends JsonObject {
  /** Books of outgoing and internal documents that give out numbers this year, the default one first. */
  readonly books: readonly { readonly value: string; readonly label: string }[];
  /** Who may sign today, with the types of documents; null: all. Until an agency records authorities its leaders. */
  readonly signers: readonly { readonly value: string; readonly label: string; readonly types: readonly string[] | null }[];
}

/** @param onDate `YYYY-MM-DD` in the office. One query */
export async function outgoingFormLists(database: Database, onDate: string): Promise<OutgoingFormLists> {
  const [lists] = await database.query<OutgoingFormLists>(
    `with able as (
       select a.holder as login, a.document_types as types from signing_authority a where ${countsOn('$1')}
       union all select login, null from post
       where role = 'leader' and held_on(post, $1::date) and not exists (select from signing_authority))
     select
       coalesce((select jsonb_agg(jsonb_build_object('value', b.code, 'label', b.name) order by b.kind <> 'outgoing', not b.is_default, b.code)
                 from document_book b
                 where b.kind in ('outgoing', 'internal') and not exists (
                   select from document_book_year y
                   where y.book = b.code and y.year = extract(year from $1::date) and y.closed_at is not null)), '[]') as books,
       coalesce((select jsonb_agg(jsonb_build_object('value', login, 'label', full_name, 'types', types) order by sort_name, login)
                 from (select login, full_name, sort_name,
                              case when bool_or(types is null) then null else jsonb_agg(distinct type) end as types
                       from able join person using (login) left join unnest(types) type on true
                       group by login, full_name, sort_name) as signer), '[]') as signers`,
    [onDate],
  );
  return lists!;
}
