import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { indexEarlierDocuments } from './index-earlier-documents.command.js';
import { type DocumentSearch, searchDocuments } from './search-documents.query.js';

const zone = 'Asia/Ho_Chi_Minh';

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
  await test.database.query(`insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1)`);
});
afterEach(() => test.close());

let arrivals = 0;
async function arrive(given: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    book: 'incoming',
    arrival_year: 2026,
    arrival_number: 1000 + ++arrivals,
    sender_agency: 'Sở Tư pháp tỉnh Bình Định',
    document_number: null,
    document_date: '2026-03-01',
    document_type: 'Công văn',
    subject: 'V/v báo cáo công tác quý I',
    urgency: 'normal',
    received_at: '2026-03-02T03:00:00Z',
    reply_required: false,
    status: 'registered',
    registered_at: '2026-03-02T03:00:00Z',
    registered_by: 'vanthu',
    instance_id: newId(),
    ...given,
  };
  await insert('incoming_document', row);
  return id;
}

async function draft(given: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    status: 'draft',
    document_type: 'BC',
    subject: 'Kết quả',
    drafting_unit: 'QLCN',
    drafted_by: 'cuongpv',
    created_at: '2026-03-05T03:00:00Z',
    version: 1,
    ...given,
  };
  await insert('outgoing_document', row);
  return id;
}

async function attach(documentId: string | null, text: string | null, column = 'incoming_document_id'): Promise<string> {
  const id = newId();
  await insert('attachment', {
    id,
    file_name: 'Phụ lục.pdf',
    media_type: 'application/pdf',
    size_bytes: 1,
    sha256: '0'.repeat(64),
    stored_by: 'vanthu',
    stored_at: '2026-03-02T03:00:00Z',
    text,
    ...(documentId !== null && { [column]: documentId, linked_at: '2026-03-02T03:00:00Z' }),
  });
  return id;
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  await test.database.query(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  );
}

const search = (q: string, given: Partial<DocumentSearch> = {}) => searchDocuments(test.database, { q, limit: 20, zone, ...given });
const found = async (q: string, given: Partial<DocumentSearch> = {}) => (await search(q, given)).items.map(({ id }) => id);

it.each([
  ['47/QĐ-STP'],
  ['47/qd-stp'],
  ['cong van 47/qđ-stp'],
  ['47'],
  ['qd-stp 47'],
  ['047/QĐ-STP'],
  ['số 47 Sở Tư pháp'],
  ['chu ky so'],
  ['SỐ Chữ'],
  ['"chữ ký số"'],
  ['tu phap ung dung'],
  ['Ứng dụng'.normalize('NFD')],
])('finds a document by %j', async (typed) => {
  const id = await arrive({ document_number: '47/QĐ-STP', document_type: 'Quyết định', subject: 'Về việc ứng dụng chữ ký số' });
  await arrive();
  expect(await found(typed)).toEqual([id]);
});

it.each([['48/QĐ-STP'], ['47/QĐ-STPX'], ['chữ ký điện tử'], ['"ký chữ"'], ['ung dun'], ['%'], [''], ["'; drop table agency; --"]])(
  'does not find it by %j',
  async (typed) => {
    await arrive({ document_number: '47/QĐ-STP', subject: 'Về việc ứng dụng chữ ký số' });
    expect(await found(typed)).toEqual([]);
  },
);

it('finds the number of an arrival, and a number that is written with zeros in front', async () => {
  const first = await arrive({ arrival_number: 5 });
  const second = await arrive({ document_number: '05/BC-UBND' });
  expect(await found('5')).toEqual([second, first]);
  expect(await found('5/bc-ubnd')).toEqual([second]);
  expect(await found('05/BC-UBND')).toEqual([second]);
});

it('finds words of the files, together with those of the subject, and shows where', async () => {
  const id = await arrive({ subject: 'V/v hạn hán' });
  await attach(id, `${'mở đầu '.repeat(80)}hồ <Định Bình> còn 12% dung tích ${'kết thúc '.repeat(80)}`);
  const { items } = await search('dinh binh "dung tich" hạn');
  expect(items).toMatchObject([{ id, kind: 'incoming', matched: 'text', fileName: 'Phụ lục.pdf' }]);
  expect(items[0]!.snippet).toContain('hồ &lt;<mark>Định</mark> <mark>Bình</mark>&gt; còn 12% <mark>dung tích</mark> kết thúc');
});

it('finds a phrase in files where its words stand side by side, words of any length', async () => {
  const long = 'x'.repeat(30);
  const id = await arrive();
  await attach(id, `Thủ tục hành chính. Xử lý hồ sơ ${long} cuối`);
  for (const phrase of ['thu tuc hanh chinh', 'ho so', `so ${long} cuoi`, 'thủ-tục/hành']) expect(await found(`"${phrase}"`)).toEqual([id]);
  for (const phrase of ['thu tuc xu ly', 'hanh thu', `${long} so`, 'ho so cuoi']) expect(await found(`"${phrase}"`)).toEqual([]);
});

it('ranks what has the words in its number first, then in its subject, then in its files; each with the latest first', async () => {
  const text = await arrive();
  await attach(text, 'theo công văn 47/QĐ-STP');
  const subject = await arrive({ subject: 'Thực hiện 47/QĐ-STP' });
  const number = await arrive({ document_number: '47/QĐ-STP' });
  const later = await arrive({ subject: 'Trả lời 47/QĐ-STP' });
  const outgoing = await draft({ subject: 'Góp ý 47/QĐ-STP' });
  const { items } = await search('47/qd-stp');
  expect(items.map(({ id, matched }) => [id, matched])).toEqual([
    [number, 'number'],
    [outgoing, 'subject'],
    [later, 'subject'],
    [subject, 'subject'],
    [text, 'text'],
  ]);
  expect(items[3]!.snippet).toBe('Thực hiện <mark>47/QĐ-STP</mark>');
});

it('is read page by page, across the ranks, each hit once', async () => {
  const all: string[] = [];
  for (let number = 0; number < 4; number++) all.push(await arrive({ subject: 'V/v đê điều' }));
  for (let number = 0; number < 3; number++) all.push(await arrive({ document_number: `${number}/ĐÊ-ĐIỀU` }));
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const { items, next } = await search('de dieu', { limit: 2, after });
    pages.push(items.map(({ id }) => id));
    after = next ?? undefined;
  } while (after !== undefined);
  expect(pages.flat()).toEqual([...all.slice(4).reverse(), ...all.slice(0, 4).reverse()]);
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 2, 1]);
  await expect(search('x', { after: 'bm9wZQ' })).rejects.toMatchObject({ code: 'foundation.bad-cursor' });
});

it('follows every change of a document and of its files', async () => {
  const id = await draft({ subject: 'Dự thảo một' });
  expect(await found('dự thảo')).toEqual([id]);
  await test.database.query(`update outgoing_document set subject = 'Bản hai' where id = $1`, [id]);
  expect([await found('dự thảo'), await found('bản hai')]).toEqual([[], [id]]);
  const file = await attach(id, null, 'outgoing_document_id');
  await test.database.query(`update attachment set text = 'nội dung bí ẩn' where id = $1`, [file]);
  expect(await found('bí ẩn bản hai')).toEqual([id]);
  const newer = await attach(id, 'nội dung sáng tỏ', 'outgoing_document_id');
  await test.database.query('update attachment set replaced_by = $2 where id = $1', [file, newer]);
  expect([await found('bí ẩn'), await found('sáng tỏ')]).toEqual([[], [id]]);
  await test.database.query('update attachment set text = null where id = $1', [newer]);
  expect(await found('sáng tỏ')).toEqual([]);
  const loose = await attach(null, 'tệp rời');
  expect(await found('tệp rời')).toEqual([]);
  await test.database.query('update attachment set outgoing_document_id = $2, linked_at = now() where id = $1', [loose, id]);
  expect(await found('tệp rời')).toEqual([id]);
  await test.database.query('delete from attachment where id = $1', [loose]);
  expect(await found('tệp rời')).toEqual([]);
});

it('takes files of any length, of any script and of words without end', async () => {
  const id = await arrive();
  const words = Array.from({ length: 200_000 }, (_, index) => (index * 7919).toString(36));
  await attach(id, `đầu tiên ${words.join(' ')} cuối cùng`);
  await attach(id, Array.from({ length: 300_000 }, (_, index) => String.fromCodePoint(0x4e00 + (index % 20_000))).join(' '));
  await attach(id, 'x'.repeat(1_000_000));
  expect(await found('đầu tiên')).toEqual([id]);
  expect(await found(words[20_000]!)).toEqual([id]);
});

it('loses nothing where a file and its document change at once', async () => {
  const id = await arrive();
  const file = await attach(id, 'chữ cũ');
  let changed: Promise<unknown> = Promise.resolve();
  await test.database.transaction(async (tx) => {
    await tx.execute(`update attachment set text = 'nội dung mới' where id = $1`, [file]);
    changed = test.database.query(`update incoming_document set subject = 'Trích yếu mới' where id = $1`, [id]);
    await tx.query('select pg_sleep(0.2)');
  });
  await changed;
  expect([await found('nội dung mới'), await found('trích yếu mới'), await found('chữ cũ')]).toEqual([[id], [id], []]);
});

it('takes in what was there before it, batch by batch', async () => {
  const runtime = createTestExecutor(test.database);
  const ids = [await arrive(), await arrive(), await draft({ subject: 'Báo cáo' })];
  await test.database.query('delete from document_search where document_id = any($1)', [ids]);
  expect(await found('báo cáo')).toEqual([]);
  const batches: number[] = [];
  do batches.push(await runtime.executor.execute(indexEarlierDocuments, { limit: 2 }, runtime.as('system:search')));
  while (batches.at(-1) !== 0);
  expect(batches).toEqual([2, 1, 0]);
  expect(await found('báo cáo')).toEqual(ids.reverse());
});

describe('filters', () => {
  it('take kind, sender, type, urgency, unit, state and days', async () => {
    const one = await arrive({ urgency: 'flash', status: 'closed', closed_at: '2026-03-05T03:00:00Z', received_at: '2026-03-01T17:00:00Z' });
    const other = await arrive({ sender_agency: 'Bộ Nội vụ', document_type: 'Quyết định', received_at: '2026-03-02T17:00:00Z' });
    const drafted = await draft({ subject: 'Báo cáo' });
    const [instruction] = await test.database.query<{ id: string }>(
      `insert into instruction (id, document_id, content, instructed_by, instructed_at) values (gen_random_uuid(), $1, '', 'gd', now()) returning id`,
      [other],
    );
    await insert('instruction_unit', { instruction_id: instruction!.id, unit_code: 'QLCN', role: 'lead' });
    const of = (given: Partial<DocumentSearch>) => found('báo cáo', given);
    expect(await of({})).toEqual([drafted, other, one]);
    expect(await of({ kind: 'incoming' })).toEqual([other, one]);
    expect(await of({ kind: 'outgoing' })).toEqual([drafted]);
    expect(await of({ sender: 'noi vu' })).toEqual([other]);
    expect(await of({ sender: 'báo cáo' })).toEqual([]);
    expect(await of({ type: 'quyet dinh' })).toEqual([other]);
    expect(await of({ type: 'QĐ' })).toEqual([other]);
    expect(await of({ type: 'Báo cáo' })).toEqual([drafted]);
    expect(await of({ urgency: 'flash' })).toEqual([one]);
    expect(await of({ unit: 'QLCN' })).toEqual([drafted, other]);
    expect(await of({ status: 'closed' })).toEqual([one]);
    expect(await of({ from: '2026-03-03' })).toEqual([drafted, other]);
    expect(await of({ to: '2026-03-02' })).toEqual([one]);
    expect(await of({ from: '2026-03-02', to: '2026-03-03' })).toEqual([other, one]);
  });
});

describe('rights', () => {
  const staff = { login: 'lanht', groups: ['staff', 'unit:QLCN'] };

  it('confine it to what the reader may read; a page is filled with that alone', async () => {
    const own: string[] = [];
    for (let number = 0; number < 3; number++) {
      await arrive();
      own.push(await arrive());
      await test.database.query(
        `with i as (insert into instruction (id, document_id, content, instructed_by, instructed_at)
           values (gen_random_uuid(), $1, '', 'gd', now()) returning id)
         insert into instruction_unit (instruction_id, unit_code, role) select id, 'QLCN', 'for-information' from i`,
        [own.at(-1)],
      );
    }
    await draft({ subject: 'Báo cáo', drafting_unit: 'VP', drafted_by: 'khac' });
    const { items, next } = await search('báo cáo', { reader: staff, limit: 2 });
    expect(items.map(({ id }) => id)).toEqual([own[2], own[1]]);
    const rest = await search('báo cáo', { reader: staff, limit: 2, after: next! });
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[own[0]], null]);
    expect(await found('báo cáo', { reader: { login: 'lanht', groups: ['unit:VP2'] } })).toEqual([]);
    expect(await found('báo cáo', { reader: { login: 'vanthu', groups: ['clerk'] } })).toHaveLength(7);
  });

  it('let nobody find what is locked, in any rank', async () => {
    const id = await arrive({ document_number: '9/MẬT', subject: 'Việc kín' });
    await attach(id, 'chi tiết kín đáo');
    for (const q of ['9/mat', 'việc kín', 'kín đáo']) expect(await found(q)).toEqual([id]);
    await test.database.query('update incoming_document set content_locked_at = now() where id = $1', [id]);
    for (const q of ['9/mat', 'việc kín', 'kín đáo']) expect(await found(q, { reader: { login: 'a', groups: ['admin'] } })).toEqual([]);
  });

  it('let clerks alone find the text of a file that they are asked about', async () => {
    const id = await arrive();
    const file = await attach(id, 'chi tiết kín đáo');
    await insert('gate_question', { id: newId(), attachment_id: file, ground: 'state-secret', mark: 'Mật', grade: 'sure', line: 1, asked_at: '2026-03-02T03:00:00Z' });
    expect(await found('kín đáo', { reader: { login: 'gd', groups: ['leader'] } })).toEqual([]);
    expect(await found('quý I', { reader: { login: 'gd', groups: ['leader'] } })).toEqual([id]);
    expect(await found('kín đáo', { reader: { login: 'vanthu', groups: ['clerk'] } })).toEqual([id]);
  });
});
