import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { type DocumentReader, readableIncoming, readableOutgoing, readerParameters } from '../reading-rights.js';
import { fillIncomingBook, fillOutgoingBook } from '../testing/fill-books.js';
import type { FoundDocument } from './found-documents.js';
import { indexEarlierDocuments } from './index-earlier-documents.command.js';
import { documentsOfReader } from './narrowed-documents.js';
import { type DocumentSearch, searchDocuments } from './search-documents.query.js';

/** More than are looked at one by one. */
const COUNT = 5_200;
const zone = 'Asia/Ho_Chi_Minh';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(`insert into unit (code, name, kind, sort) values
    ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1), ('KHTC', 'Phòng Kế hoạch – Tài chính', 'professional', 2)`);
  await fillIncomingBook(test.database, COUNT);
  await fillOutgoingBook(test.database, 40);
  // Much of it belongs to one unit, some to a second, little to a third; some words stand in the oldest alone, or in files.
  await bringByTasks('thaont');
  await test.database.query(`
    insert into instruction (id, document_id, content, instructed_by, instructed_at)
      select gen_random_uuid(), id, '', 'gd', now() from incoming_document;
    insert into instruction_unit (instruction_id, unit_code, role)
      select i.id, case when d.arrival_number % 500 = 3 then 'VP' else 'QLCN' end, 'lead'
      from instruction i join incoming_document d on d.id = i.document_id;
    insert into instruction_unit (instruction_id, unit_code, role)
      select i.id, 'KHTC', 'coordinating' from instruction i join incoming_document d on d.id = i.document_id where d.arrival_number % 8 = 1;
    insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, incoming_document_id, linked_at, text)
      select gen_random_uuid(), 'rung.pdf', 'application/pdf', 1, repeat('0', 64), 'vanthu', now(), id, now(), 'Ngành lâm nghiệp'
      from incoming_document where arrival_number % 16 = 1;
    update incoming_document set subject = subject || ' lâm nghiệp' where id in (select id from incoming_document order by id limit 400);
    update incoming_document set urgency = 'flash', document_type = 'Chỉ thị' where arrival_number % 900 = 3;
    update incoming_document set status = 'in-progress' where arrival_number % 700 = 3;
    update outgoing_document set urgency = 'flash' where issue_number % 4 = 0`);
}, 120_000);
afterAll(() => test.close());

/** Tasks of one person: in cases of documents, in what these have called, in cases of drafts, and in one of no document. */
async function bringByTasks(login: string): Promise<void> {
  await test.database.query(`
    insert into deployment values ('d0000000-0000-0000-0000-000000000001', now(), 'test');
    insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
      values ('e0000000-0000-0000-0000-000000000001', 'd0000000-0000-0000-0000-000000000001', 'incoming-document', 1, '', '', '', '{}', now());
    update outgoing_document set instance_id = gen_random_uuid() where issue_number % 8 = 2;
    with instance as (
      insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
      select part, 'e0000000-0000-0000-0000-000000000001', root, 'active', '{}', now(), 'test'
      from (select instance_id, instance_id from incoming_document where arrival_number % 200 = 6
            union all select gen_random_uuid(), instance_id from incoming_document where arrival_number % 200 = 106
            union all select instance_id, instance_id from outgoing_document where issue_number % 8 = 2
            union all select id, id from gen_random_uuid() id) parts(part, root)
      returning id)
    insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups, priority, status, created_at)
      select gen_random_uuid(), id, key, 'Task', 'Xử lý', '${login}', '{}', '{}', 50, 'open', now() from instance, generate_series(1, 2) key`);
}

const found = async (q: string, given: Partial<DocumentSearch>) =>
  (await searchDocuments(test.database, { q, limit: 2 * COUNT, zone, ...given })).items.map(({ id }) => id).sort();

const readers: Record<string, DocumentReader> = {
  'a head of much': { login: 'cuongpv', groups: ['staff', 'unit:QLCN', 'head:QLCN'] },
  'a head of some': { login: 'minhtk', groups: ['staff', 'unit:KHTC', 'head:KHTC'] },
  'a head of little': { login: 'chanhvp', groups: ['staff', 'unit:VP', 'head:VP'] },
  'who has tasks': { login: 'thaont', groups: ['staff'] },
  nobody: { login: 'khach', groups: ['staff'] },
};

const allowedTo = async (reader: DocumentReader) => {
  const rows = await test.database.query<{ id: string }>(
    `select d.id from incoming_document d where ${readableIncoming('d', 1)}
     union all select d.id from outgoing_document d where ${readableOutgoing('d', 1)}`,
    readerParameters(reader),
  );
  return new Set(rows.map(({ id }) => id));
};

it.each(Object.entries(readers))('%s finds what he may read of all that has the words, and nothing else', async (_, reader) => {
  const allowed = await allowedTo(reader);
  expect(allowed.size > 0).toBe(reader !== readers['nobody']);
  for (const q of ['quý 3', 'lâm nghiệp', '777']) {
    expect(await found(q, { reader })).toEqual((await found(q, {})).filter((id) => allowed.has(id)));
  }
});

it.each(Object.entries(readers))('%s meets each of them once, whether on one page or page by page', async (_, reader) => {
  for (const q of ['lâm nghiệp', '777']) {
    const whole = await searchDocuments(test.database, { q, reader, limit: 2 * COUNT, zone });
    const turned: FoundDocument[] = [];
    let after: string | null | undefined;
    do {
      const page = await searchDocuments(test.database, { q, reader, limit: 40, zone, after: after ?? undefined });
      turned.push(...page.items);
      after = page.next;
    } while (after !== null);
    expect(turned).toEqual(whole.items);
  }
});

it.each([
  [{ unit: 'VP' }, `select document_id from incoming_document_lead where unit_code = 'VP'`],
  [{ unit: 'QLCN' }, `select document_id from incoming_document_lead where unit_code = 'QLCN' union select id from outgoing_document`],
  [{ urgency: 'flash' }, `select id from incoming_document where urgency = 'flash' union select id from outgoing_document where urgency = 'flash'`],
  [{ status: 'in-progress' }, `select id from incoming_document where status = 'in-progress'`],
  [{ type: 'Chỉ thị' }, `select id from incoming_document where document_type = 'Chỉ thị'`],
  [{ type: 'CV', kind: 'outgoing' }, `select id from outgoing_document`],
  [{ sender: 'nội vụ' }, `select id from incoming_document where sender_agency = 'Bộ Nội vụ'`],
  [
    { from: '2026-01-03', to: '2026-01-04' },
    `select id from incoming_document where (received_at at time zone '${zone}')::date between '2026-01-03' and '2026-01-04'`,
  ],
  [{ unit: 'VP', urgency: 'flash' }, `select d.id from incoming_document d join incoming_document_lead l on l.document_id = d.id where l.unit_code = 'VP' and d.urgency = 'flash'`],
] as [Partial<DocumentSearch>, string][])('%j leaves what it says of all that has the words', async (filter, sql) => {
  const left = new Set((await test.database.query<{ id: string; document_id: string }>(sql)).map(({ id, document_id }) => id ?? document_id));
  expect(left.size).toBeGreaterThan(0);
  for (const q of ['quý 4', 'lâm nghiệp']) {
    expect(await found(q, filter)).toEqual((await found(q, {})).filter((id) => left.has(id)));
  }
});

it('filters before each document has its marks, and afterwards the same', async () => {
  const before = await found('quý 4', { urgency: 'flash' });
  await test.database.query(`
    update document_search s set marked = false, number = ''
    where document_id in (select id from incoming_document where urgency = 'flash');
    update document_search s set head = w.words, content = w.words
    from incoming_document d, lateral (select search_words(d.subject) as words) w where d.id = s.document_id and not s.marked`);
  expect(await found('quý 4', { urgency: 'flash' })).toEqual(before);
  const { executor, as } = createTestExecutor(test.database);
  expect(await executor.execute(indexEarlierDocuments, { limit: 100 }, as('system:search'))).toBeGreaterThan(0);
  expect(await test.database.query('select from document_search where not marked')).toEqual([]);
  expect(await found('quý 4', { urgency: 'flash' })).toEqual(before);
});

it('looks for the documents of a reader wherever his rights may come from', () => {
  const tablesOf = (sql: string) => new Set([...sql.matchAll(/(?:from|join) ([a-z_]+) /g)].map(([, table]) => table));
  const rights = tablesOf(`${readableIncoming('d', 1)} ${readableOutgoing('d', 1)}`);
  expect(rights.size).toBeGreaterThan(5);
  expect([...rights].filter((table) => !tablesOf(documentsOfReader('')).has(table))).toEqual([]);
});

it('takes files that are linked together into the search once', async () => {
  await test.database.query(`
    create table indexing (document_id uuid);
    create function note_indexing() returns trigger language plpgsql as $$
      begin insert into indexing values (new.document_id); return null; end $$;
    create trigger indexing_noted after update on document_search for each row execute function note_indexing();
    insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, text)
    select gen_random_uuid(), n || '.pdf', 'application/pdf', 1, repeat('0', 64), 'vanthu', now(), 'tệp số ' || n || ' riêng' || n
    from generate_series(1, 5) n`);
  const [document] = await test.database.query<{ id: string }>('select id from incoming_document order by id limit 1');
  await test.database.query('update attachment set incoming_document_id = $1, linked_at = now() where incoming_document_id is null', [document!.id]);
  expect(await test.database.query('select * from indexing')).toEqual([{ document_id: document!.id }]);
  await test.database.query('update attachment set gate_checked_at = now()');
  expect(await test.database.query('select * from indexing')).toHaveLength(1);
  for (let number = 1; number <= 5; number++) expect(await found(`riêng${number}`, {})).toEqual([document!.id]);
});
