import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { fillIncomingBook, fillOutgoingBook, YEAR as year } from '../testing/fill-books.js';
import { INCOMING_REGISTER_HEADINGS, listIncomingRegister } from './list-incoming-register.query.js';
import { listOutgoingRegister, OUTGOING_REGISTER_HEADINGS } from './list-outgoing-register.query.js';
import { listTrackingRegister, TRACKING_REGISTER_HEADINGS } from './list-tracking-register.query.js';

const zone = 'Asia/Ho_Chi_Minh';
/** Voided with this reason in both books. */
const VOIDED = 3;

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(`insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1)`);
  await test.database.query(`insert into person (login, full_name) values ('giamdoc', 'Trần Thị Lan')`);
  await fillIncomingBook(test.database, 1500);
  await fillOutgoingBook(test.database, 5);
  await test.database.query(`update incoming_document set note = 'Bản giấy', due_at = received_at + interval '3 days'
    where arrival_number in (1, ${VOIDED})`);
  const voided = `voided_at = business_now(), voided_by = 'vanthu', void_reason = 'Vào sổ nhầm'`;
  await test.database.query(`update incoming_document set ${voided} where arrival_number = ${VOIDED}`);
  await test.database.query(`update outgoing_document set ${voided} where issue_number = ${VOIDED}`);
});
afterAll(() => test.close());

it('the three registers have the columns of the decree, in its order', () => {
  expect(Object.values(INCOMING_REGISTER_HEADINGS)).toEqual([
    'Ngày đến',
    'Số đến',
    'Tác giả',
    'Số, ký hiệu văn bản',
    'Ngày tháng văn bản',
    'Tên loại và trích yếu nội dung',
    'Đơn vị hoặc người nhận',
    'Ngày chuyển',
    'Ký nhận',
    'Ghi chú',
  ]);
  expect(Object.values(OUTGOING_REGISTER_HEADINGS)).toEqual([
    'Số, ký hiệu',
    'Ngày tháng văn bản',
    'Tên loại và trích yếu nội dung',
    'Người ký',
    'Nơi nhận',
    'Đơn vị, người nhận bản lưu',
    'Số lượng bản',
    'Ngày chuyển',
    'Ký nhận',
    'Ghi chú',
  ]);
  expect(Object.values(TRACKING_REGISTER_HEADINGS)).toEqual([
    'Số đến',
    'Tên loại, số, ký hiệu, ngày tháng và cơ quan ban hành',
    'Đơn vị hoặc người nhận',
    'Thời hạn giải quyết',
    'Tiến độ giải quyết',
    'Số, ký hiệu văn bản trả lời',
    'Ghi chú',
  ]);
});

it('the outgoing register names what was issued, who signed, who got it and who keeps a copy', async () => {
  const { items, next } = await listOutgoingRegister(test.database, { year, zone, limit: 2 });
  expect(items[0]).toEqual({
    symbol: '01/SKHCN-QLCN',
    documentDate: '2026-01-02',
    typeAndSubject: 'Công văn: V/v báo cáo tình hình ứng dụng công nghệ thông tin và cải cách hành chính quý 2, số 1',
    signer: 'Trần Thị Lan',
    recipients: 'UBND tỉnh; Sở Tư pháp',
    copyKeepers: 'Văn thư; Phòng Quản lý công nghệ',
    copies: null,
    passedOn: '2026-01-02',
    receipt: null,
    note: null,
    voided: false,
  });
  const rest = await listOutgoingRegister(test.database, { year, zone, limit: 10, after: next! });
  expect(rest.items.map(({ symbol }) => symbol.split('/')[0])).toEqual(['03', '04', '05']);
});

it('the outgoing register counts the copies of all recipients, and says what became of a document', async () => {
  const [ids] = await test.database.query<{ ids: string[] }>(
    'select array_agg(id order by issue_number) as ids from outgoing_document where issue_number in (4, 5)',
  );
  const [replaced, replacing] = ids!.ids;
  await test.database.query(
    `insert into outgoing_recipient (id, document_id, position, name, kind, copies)
     values (gen_random_uuid(), $1, 1, 'UBND tỉnh', 'paper', 2), (gen_random_uuid(), $1, 2, 'Sở Tư pháp', 'paper', 1)`,
    [replaced],
  );
  await test.database.query(
    `insert into outgoing_act (id, document_id, kind, reason, by_document_id, decided_by, decided_at)
     values (gen_random_uuid(), $1, 'correct', 'sai ngày', $2, 'giamdoc', now()),
            (gen_random_uuid(), $1, 'replace', 'sai căn cứ', $2, 'giamdoc', now() + interval '1 hour')`,
    [replaced, replacing],
  );
  const { items } = await listOutgoingRegister(test.database, { year, zone, limit: 10 });
  expect(items.slice(3).map(({ copies, note }) => [copies, note])).toEqual([
    [3, 'Đính chính bằng 05/SKHCN-QLCN: sai ngày. Thay thế bằng 05/SKHCN-QLCN: sai căn cứ'],
    [null, null],
  ]);
});

it('the outgoing register names recipients as they were found, and copies for the files among those who keep them', async () => {
  const [written] = await test.database.query<{ id: string }>(
    `update outgoing_document set recipients = array['Như trên', 'Lưu: VT, QLCN, TC'] where issue_number = 1 returning id`,
  );
  const line = async () => (await listOutgoingRegister(test.database, { year, zone, limit: 1 })).items[0];
  expect(await line()).toMatchObject({ recipients: 'Như trên; Lưu: VT, QLCN, TC' });
  await test.database.query(`insert into unit (code, name, kind, sort) values ('TC', 'Phòng Tổ chức', 'professional', 2)`);
  await test.database.query(
    `insert into outgoing_recipient (id, document_id, position, name, kind, copies, unit_code)
     values (gen_random_uuid(), $1, 0, 'Sở Tư pháp', 'paper', 1, null), (gen_random_uuid(), $1, 1, 'Phòng Tổ chức', 'internal', 1, 'TC'),
            (gen_random_uuid(), $1, 2, 'Lưu: VT, QLCN, TC', 'internal', 1, null)`,
    [written!.id],
  );
  expect(await line()).toMatchObject({
    recipients: 'Sở Tư pháp; Phòng Tổ chức',
    copyKeepers: 'Văn thư; Phòng Quản lý công nghệ; Phòng Tổ chức',
    copies: 3,
  });
  await test.database.query(`delete from outgoing_recipient where document_id = $1 and position < 2`, [written!.id]);
  expect(await line()).toMatchObject({ recipients: null });
  // What was covered, because it may say what nobody is to read, is not printed from elsewhere.
  await test.database.query(`update outgoing_document set recipients = array['(đã gỡ)'], content_locked_at = now() where id = $1`, [written!.id]);
  expect(await line()).toMatchObject({ recipients: '(đã gỡ)', copyKeepers: 'Văn thư; Phòng Quản lý công nghệ' });
});

it('a draft is in no register', async () => {
  await test.database.query(`insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, created_at, version)
    values (gen_random_uuid(), 'draft', 'BC', 'Dự thảo', 'QLCN', 'cuongpv', business_now(), 1)`);
  expect((await listOutgoingRegister(test.database, { year, zone, limit: 10 })).items).toHaveLength(5);
});

it('a voided number keeps its line, with the reason before what was noted', async () => {
  const incoming = await listIncomingRegister(test.database, { year, zone, limit: 4 });
  expect(incoming.items.map(({ arrivalNumber, note }) => [arrivalNumber, note])).toEqual([
    [1, 'Bản giấy'],
    [2, null],
    [VOIDED, 'Hủy: Vào sổ nhầm. Bản giấy'],
    [4, null],
  ]);
  const outgoing = await listOutgoingRegister(test.database, { year, zone, limit: 3 });
  expect(outgoing.items.map(({ note }) => note)).toEqual([null, null, 'Hủy: Vào sổ nhầm']);
  const tracking = await listTrackingRegister(test.database, { year, zone, limit: 4 });
  expect(tracking.items.map(({ arrivalNumber, progress, note }) => [arrivalNumber, progress, note])).toEqual([
    [1, 'Chờ ý kiến chỉ đạo (quá hạn)', 'Bản giấy'],
    [VOIDED, 'Đã hủy số đến', 'Hủy: Vào sổ nhầm. Bản giấy'],
  ]);
});

it('a document whose content was removed is named by its number, its day and why it is gone, also where it was voided', async () => {
  const gone = 'Đã gỡ theo quy trình bảo vệ bí mật nhà nước';
  await test.database.query(
    `update incoming_document set content_removed_at = now(), subject = $1, document_type = '(đã gỡ)', sender_agency = '(đã gỡ)', note = '(đã gỡ)',
       void_reason = case when voided_at is null then null else '(đã gỡ)' end where arrival_number in (1, ${VOIDED})`,
    [gone],
  );
  const incoming = await listIncomingRegister(test.database, { year, zone, limit: VOIDED });
  expect(incoming.items.map(({ typeAndSubject, note, voided }) => [typeAndSubject, note, voided])).toEqual([
    [gone, null, false],
    [expect.stringContaining('số 2'), null, false],
    [gone, 'Đã hủy số', true],
  ]);
  const tracking = await listTrackingRegister(test.database, { year, zone, limit: 4 });
  expect(tracking.items.map(({ document, note, voided }) => [document, note, voided])).toEqual([
    [`1/UBND-KSTT ngày 31/12/2025: ${gone}`, null, false],
    [`${VOIDED}/UBND-KSTT ngày 31/12/2025: ${gone}`, 'Đã hủy số', true],
  ]);
  await test.database.query(
    `update outgoing_document set content_removed_at = now(), subject = $1, issue_note = '(đã gỡ)', void_reason = case when voided_at is null then null else '(đã gỡ)' end
     where issue_number in (${VOIDED}, 4)`,
    [gone],
  );
  await test.database.query(`update outgoing_act set reason = '(đã gỡ)'`);
  const outgoing = await listOutgoingRegister(test.database, { year, zone, limit: 4 });
  expect(outgoing.items.slice(2).map(({ note }) => note)).toEqual(['Đã hủy số', 'Đính chính bằng 05/SKHCN-QLCN. Thay thế bằng 05/SKHCN-QLCN']);
});

it('days are those of the office, the first and the last included', async () => {
  // Number 960 came at midnight of the office; in UTC it was the day before.
  const numbers = async (days: { from?: string; to?: string }) => {
    const { items } = await listIncomingRegister(test.database, { year, zone, ...days, limit: 2000 });
    return [items[0]?.arrivalNumber, items.at(-1)?.arrivalNumber];
  };
  expect(await numbers({ to: '2026-01-02' })).toEqual([1, 959]);
  expect(await numbers({ from: '2026-01-03' })).toEqual([960, 1500]);
  expect(await numbers({ from: '2026-01-03', to: '2026-01-03' })).toEqual([960, 1500]);
  const tracked = await listTrackingRegister(test.database, { year, zone, from: '2026-01-03', limit: 10 });
  expect(tracked.items).toEqual([]);
  const issued = await listOutgoingRegister(test.database, { year, zone, from: '2026-01-03', limit: 10 });
  expect(issued.items).toEqual([]);
});

it('each book has a register of its own, and each year', async () => {
  await test.database.query(`insert into document_book (code, name, kind) values ('chi-bo', 'Sổ văn bản đến của chi bộ', 'incoming')`);
  await test.database.query(`update incoming_document set book = 'chi-bo' where arrival_number = 5`);
  const numbers = async (given: object) =>
    (await listIncomingRegister(test.database, { year, zone, limit: 6, ...given })).items.map(({ arrivalNumber }) => arrivalNumber);
  expect(await numbers({})).toEqual([1, 2, 3, 4, 6, 7]);
  expect(await numbers({ book: 'chi-bo' })).toEqual([5]);
  expect(await numbers({ year: year - 1 })).toEqual([]);
});

it.each([
  [listIncomingRegister, 'outgoing'],
  [listOutgoingRegister, 'incoming'],
  [listTrackingRegister, 'không-có'],
])('%p refuses the book %j, which is none of its documents', async (list, book) => {
  await expect(list(test.database, { year, zone, book, limit: 1 })).rejects.toMatchObject({ code: 'documents.book-not-found' });
});
