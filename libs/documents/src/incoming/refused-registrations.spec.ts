import { changeBookYear } from '../books/change-book-year.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';

/** Thursday, 12 March 2026, 10:00 at the office. */
const NOW = '2026-03-12T03:00:00.000Z';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  office.clock.offsetMs = Date.parse(NOW) - Date.now();
  await office.database.query(`
    insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1);
    insert into person (login, full_name) values ('baotq', 'Trần Quốc Bảo');
    insert into post (id, login, unit_code, role, title, valid_from)
    values (gen_random_uuid(), 'baotq', 'QLCN', 'leader', 'Giám đốc', '2020-01-01')`);
  await office.executor.execute(changeBookYear, { book: 'incoming', year: 2025, closed: true }, office.as('admin'));
  await office.register({ documentNumber: '47/QĐ-STP' });
});
afterAll(() => office.close());

const everythingStored = async () => {
  const [row] = await office.database.query(
    `select (select count(*) from incoming_document) as documents, (select count(*) from process_instance) as cases,
       (select count(*) from deadline) as deadlines, (select count(*) from reply_obligation) as obligations,
       (select count(*) from audit_entry) as entries,
       (select array_agg(book || ' ' || year || ' ' || last_number order by book, year) from document_book_year) as numbers`,
  );
  return row;
};

const reply = { replyRequired: true, dueAt: '2026-04-01T10:00:00Z' };
const onPaper = { leadUnit: 'QLCN', content: 'Giao QLCN.', instructedBy: 'baotq' };

it.each([
  ['a number already used', { documentNumber: '047 / QĐ–STP' }, 'same-number-and-date'],
  ['the same number with another date', { documentNumber: '47/QĐ-STP', documentDate: '2020-06-01' }, 'same-number-other-date'],
  ['a document of tomorrow', { documentDate: '2026-03-13' }, 'document-date-in-future'],
  ['a document that came before it was written', { documentDate: '2026-03-12', receivedAt: '2026-03-11T03:00:00Z' }, 'document-date-after-arrival'],
  ['an arrival in the future', { receivedAt: '2026-03-12T03:00:01Z' }, 'received-in-future'],
  ['an arrival in a mistyped year', { receivedAt: '2006-03-12T03:00:00Z' }, 'year-mistyped'],
  ['an arrival last week without a reason', { receivedAt: '2026-03-09T03:00:00Z' }, 'late-reason-missing'],
  ['an arrival too long ago', { receivedAt: '2026-02-12T03:00:00Z', lateReason: 'Quên' }, 'received-too-long-ago'],
  ['a reply without a deadline', { replyRequired: true }, 'due-missing'],
  ['a deadline in the past', { ...reply, dueAt: '2026-03-12T03:00:00Z' }, 'due-passed'],
  ['a deadline in a year that no calendar reaches', { ...reply, dueAt: '2206-03-12T03:00:00Z' }, 'year-mistyped'],
  ['a term that no calendar reaches', { replyRequired: true, dueWithin: { duration: 'P9999W' } }, 'due-outside-of-calendar'],
  ['a term that is over', { receivedAt: '2026-03-11T03:00:00Z', replyRequired: true, dueWithin: { duration: 'PT1H' } }, 'due-passed'],
  ['a date and a term', { dueAt: reply.dueAt, dueWithin: { duration: 'P5D' } }, 'due-twice'],
  ['a book that there is not', { book: 'khong-co' }, 'book-unknown'],
  ['a book of outgoing documents', { book: 'outgoing' }, 'book-of-other-kind'],
  ['an instruction to a unit that there is not', { instruction: { ...onPaper, leadUnit: 'LA' } }, 'unit-unknown'],
  ['an instruction to a unit twice', { instruction: { ...onPaper, coordinating: ['QLCN'] } }, 'unit-named-twice'],
  ['an instruction of nobody who may give one', { instruction: { ...onPaper, instructedBy: 'vanthu' } }, 'instructed-by-no-leader'],
])('%s is refused with a code; nothing is stored and no number is used', async (_, given, code) => {
  const before = await everythingStored();
  await expect(office.register(given)).rejects.toMatchObject({ findings: [{ code, what: expect.any(String) as string, mend: expect.any(String) as string }] });
  expect(await everythingStored()).toEqual(before);
});

it('an arrival in a year whose book is closed is refused like that too', async () => {
  office.clock.offsetMs = Date.parse('2026-01-02T03:00:00.000Z') - Date.now();
  const before = await everythingStored();
  const given = { documentDate: '2025-12-30', receivedAt: '2025-12-31T03:00:00Z', lateReason: 'Nghỉ Tết Dương lịch' };
  await expect(office.register(given)).rejects.toMatchObject({ findings: [{ code: 'received-in-closed-year' }] });
  expect(await everythingStored()).toEqual(before);
});
