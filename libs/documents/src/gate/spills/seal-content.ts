import type { Transaction } from '#database';
import { type Concerned, concernedBy } from './concerned.js';
import { CONTENT_PLACES, type ContentPlace, type Cover } from './content-places.js';

/** What takes the place of content while it is locked. */
export const LOCKED_TEXT = '(nội dung đã khóa)';

/** SQL of a text that belongs to a document under this alias and is not covered itself: covered while that is locked, or removed. */
export function ofLocked(document: string, text: string): string {
  return `case when ${document}.content_locked_at is not null and ${text} is not null then '${LOCKED_TEXT}' else ${text} end`;
}

/** The row `spill` of {@link ContentPlace.where}. */
const SPILL = `with spill as (
  select $1::uuid as id, $2::text as mask, $3::uuid[] as incoming, $4::uuid[] as outgoing, $5::uuid[] as attachments,
         $6::uuid[] as instances, $7::text[] as ids, $8::text[] as titles, $9::timestamptz as since,
         $10::uuid[] as articles, $11::uuid[] as questions)`;

/** Shorter ones would be found in what people were told of other documents. */
const SHORTEST_TITLE = 8;

/**
 * Puts the content aside, where no query reads it, and covers every place where it stood: from the end of the transaction
 * on no list, task, report or search holds a word of it, whoever asks.
 */
export async function sealContent(tx: Transaction, spillId: string, concerned: Concerned): Promise<void> {
  const parameters = await parametersOf(tx, spillId, LOCKED_TEXT, concerned);
  await openTrails(tx, LOCKED_TEXT);
  for (const place of CONTENT_PLACES) {
    const kept = [...place.key, ...Object.keys(place.columns), ...(place.revision === undefined ? [] : [place.revision])];
    await tx.execute(
      `${SPILL} insert into secret_spill_sealed (spill_id, place, content)
       select found.spill_id, '${place.table}', to_jsonb(found) - 'spill_id'
       from (select spill.id as spill_id, ${kept.map((column) => `t.${column}`).join(', ')}
             from ${place.table} t, spill where ${place.where} for update of t) found`,
      parameters,
    );
    await tx.execute(coverStatement(place), parameters);
  }
  await closeTrails(tx);
}

/**
 * Puts everything back where it stood. What somebody has written since into a covered place stays. A case that an operator
 * has moved while it was locked keeps its covered variables: what was put aside is of another state.
 */
export async function unsealContent(tx: Transaction, spillId: string): Promise<void> {
  await openTrails(tx, LOCKED_TEXT);
  for (const { table, key, columns, revision } of CONTENT_PLACES) {
    const sets = Object.entries(columns).map(([column, cover]) => `${column} = ${keptOf(column, cover)}`);
    const same = key.map((column) => `t.${column} = r.${column}`);
    if (revision !== undefined) {
      sets.push(`${revision} = t.${revision} + 1`);
      same.push(`t.${revision} = r.${revision} + 1`);
    }
    await tx.execute(
      `update ${table} t set ${sets.join(', ')}
       from secret_spill_sealed s cross join lateral jsonb_populate_record(null::${table}, s.content) r
       where s.spill_id = $1 and s.place = '${table}' and ${same.join(' and ')}`,
      [spillId],
    );
  }
  await closeTrails(tx);
  await tx.execute('delete from secret_spill_sealed where spill_id = $1', [spillId]);
}

/** Destroys what was put aside, and covers once more what may have come since; nothing brings it back. */
export async function destroyContent(tx: Transaction, spillId: string, mask: string, concerned: Concerned): Promise<void> {
  const parameters = await parametersOf(tx, spillId, mask, concerned);
  await openTrails(tx, mask);
  for (const place of CONTENT_PLACES) await tx.execute(coverStatement(place), parameters);
  await closeTrails(tx);
  await tx.execute('delete from secret_spill_sealed where spill_id = $1', [spillId]);
}

/**
 * Covers for good what was written about something of the website outside its own record: in its ended cases, their history and jobs, in
 * notices of them and trails. Whoever wrote to the agency chose its title: nothing else is covered because it holds that. What goes on meanwhile must not be such a case: whoever steps it would write the words back.
 * @param mask stands where they stood
 */
export async function coverAround(tx: Transaction, aboutId: string, mask: string): Promise<void> {
  const parameters = await parametersOf(tx, aboutId, mask, await concernedBy(tx, aboutId), []);
  await openTrails(tx, mask);
  for (const place of CONTENT_PLACES) if (!place.table.startsWith('website_')) await tx.execute(coverStatement(place), parameters);
  await closeTrails(tx);
}

/** For the rest of the transaction the append-only trails may be covered with this text, and nothing else. */
async function openTrails(tx: Transaction, mask: string): Promise<void> {
  await tx.query(`select set_config('congvan.content_cover', $1, true)`, [mask]);
}

async function closeTrails(tx: Transaction): Promise<void> {
  await tx.query(`select set_config('congvan.content_cover', '', true)`);
}

function coverStatement({ table, columns, where, revision }: ContentPlace): string {
  const sets = Object.entries(columns).map(([column, cover]) => `${column} = ${coverOf(column, cover)}`);
  if (revision !== undefined) sets.push(`${revision} = t.${revision} + 1`);
  return `${SPILL} update ${table} t set ${sets.join(', ')} from spill where ${where}`;
}

function coverOf(column: string, cover: Cover): string {
  if (typeof cover === 'object') return cover.sql;
  switch (cover) {
    case 'text':
      return `case when t.${column} is not null then spill.mask end`;
    case 'texts':
      return `case when t.${column} is not null then array[spill.mask] end`;
    case 'json':
      return `without_content(t.${column}, spill.mask)`;
    case 'state':
      return `state_without_content(t.${column}, spill.mask)`;
  }
}

/**
 * What a column holds again, out of the record `r` of what was put aside. JSON goes back as it is: what its
 * cover leaves depends on the directory of the day, so that it cannot be told from what was written since. A JSON null comes
 * out of a record as no value at all; which of the two it was is still seen in its place.
 */
function keptOf(column: string, cover: Cover): string {
  if (typeof cover === 'object') return whereCovered(column, cover.sql);
  switch (cover) {
    case 'text':
      return whereCovered(column, `case when r.${column} is not null then '${LOCKED_TEXT}' end`);
    case 'texts':
      return whereCovered(column, `case when r.${column} is not null then array['${LOCKED_TEXT}'] end`);
    case 'json':
    case 'state':
      return `case when t.${column} is not null then coalesce(r.${column}, 'null') end`;
  }
}

function whereCovered(column: string, covered: string): string {
  return `case when t.${column} is not distinct from ${covered} then r.${column} else t.${column} end`;
}

/** @param titles by which notices of something else are found */
async function parametersOf(tx: Transaction, spillId: string, mask: string, concerned: Concerned, titles?: readonly string[]): Promise<unknown[]> {
  const { incoming, outgoing, attachments, articles, questions, instances } = concerned;
  const [{ since } = { since: null }] = await tx.query<{ since: string | null }>(
    `select min(at) as since from (
       select registered_at as at from incoming_document where id = any($1)
       union all select created_at from outgoing_document where id = any($2)
       union all select stored_at from attachment where id = any($3)
       union all select submitted_at from website_article where id = any($4)
       union all select asked_at from website_question where id = any($5)) as beginnings`,
    [incoming, outgoing, attachments, articles, questions],
  );
  const ids = [...incoming, ...outgoing, ...attachments, ...articles, ...questions, ...instances];
  return [spillId, mask, incoming, outgoing, attachments, instances, ids, titles ?? (await titlesOf(tx, spillId, concerned)), since, articles, questions];
}

async function titlesOf(tx: Transaction, spillId: string, { incoming, outgoing, articles, questions }: Concerned): Promise<string[]> {
  const subjects = await tx.query<{ subject: string }>(
    `select subject from incoming_document where id = any($1) union select subject from outgoing_document where id = any($2)
     union select content ->> 'subject' from secret_spill_sealed
       where spill_id = $3 and place in ('incoming_document', 'outgoing_document', 'outgoing_draft_version')
     union select title from website_article_version where article_id = any($4) union select title from website_question where id = any($5) and title is not null
     union select content ->> 'title' from secret_spill_sealed
       where spill_id = $3 and place in ('website_article_version', 'website_question') and content ->> 'title' is not null`,
    [incoming, outgoing, spillId, articles, questions],
  );
  return subjects.map(({ subject }) => subject).filter((subject) => subject.length >= SHORTEST_TITLE && !subject.startsWith('('));
}
