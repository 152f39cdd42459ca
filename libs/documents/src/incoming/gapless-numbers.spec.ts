import type { JsonObject } from '#foundation';
import { changeBookYear } from '../books/change-book-year.command.js';
import { createDocumentBook } from '../books/create-document-book.command.js';
import { newBookSchema } from '../books/document-book.schema.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { voidIncomingDocument } from './void-incoming-document.command.js';

let office: DocumentOffice;
beforeEach(async () => {
  office = await openDocumentOffice();
  const partyCell = newBookSchema.parse({ code: 'chi-bo', kind: 'incoming', name: 'Sổ của chi bộ' });
  await office.executor.execute(createDocumentBook, partyCell, office.as('admin'));
});
afterEach(() => office.close());

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Every number of each book and year, in order. */
const numbers = async () => {
  const rows = await office.database.query<{ of: string; numbers: number[] }>(
    `select book || ' ' || arrival_year as of, array_agg(arrival_number order by arrival_number) as numbers
     from incoming_document group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.of, row.numbers]));
};
const lastNumbers = async () => {
  const rows = await office.database.query<{ of: string; last: number }>(
    `select book || ' ' || year as of, last_number as last from document_book_year order by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.of, row.last]));
};

/** Moves business time to an instant of 2027 or 2028. */
const travelTo = (instant: string) => office.clock.advance(Date.parse(instant) - office.clock.now().getTime());

it('are continuous in each book though two hundred register at once and every fourth fails at another point', async () => {
  await office.register({ documentNumber: '1/TWIN' });
  const failing: JsonObject[] = [
    { documentNumber: '1/TWIN' },
    { dueAt: '2020-01-01T00:00:00Z' },
    { book: 'khong-co' },
    { attachmentIds: ['0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111'] },
  ];
  const attempts = upTo(200).map((nth) =>
    office.register(nth % 4 === 0 ? failing[(nth / 4) % 4]! : nth % 2 === 0 ? { book: 'chi-bo' } : {}),
  );
  const settled = await Promise.allSettled(attempts);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(50);
  const year = office.clock.now().getUTCFullYear();
  expect(await numbers()).toEqual({ [`chi-bo ${year}`]: upTo(50), [`incoming ${year}`]: upTo(101) });
});

it('give back a number that was taken where what comes after it fails', async () => {
  await office.register();
  // Fails while the row is written, when the number is taken and the case has begun.
  await office.database.query(`alter table incoming_document add constraint no_plan check (subject <> 'Kế hoạch')`);
  const attempts = upTo(40).map((nth) => office.register(nth % 2 === 0 ? { subject: 'Kế hoạch' } : {}));
  const settled = await Promise.allSettled(attempts);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(20);
  expect(Object.values(await numbers())).toEqual([upTo(21)]);
});

it('go on in each year for itself when the year changes while two hundred register, some of which fail', async () => {
  travelTo('2027-12-31T16:59:59.000Z'); // a second before midnight at the office
  const hundred = () =>
    upTo(100).map((nth) => office.register(nth % 5 === 0 ? { replyRequired: true } : nth % 2 === 0 ? { book: 'chi-bo' } : {}));
  const before = hundred();
  await before[0];
  office.clock.advance(2_000);
  const settled = await Promise.allSettled([...before, ...hundred()]);
  const documents = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const registered = (book: string, year: number) => upTo(documents.filter((each) => each.book === book && each.arrivalYear === year).length);
  expect(documents).toHaveLength(160);
  const found = await numbers();
  expect(found).toEqual({
    'chi-bo 2027': registered('chi-bo', 2027),
    'chi-bo 2028': registered('chi-bo', 2028),
    'incoming 2027': registered('incoming', 2027),
    'incoming 2028': registered('incoming', 2028),
  });
  expect(await lastNumbers()).toEqual(Object.fromEntries(Object.entries(found).map(([of, each]) => [of, each.length])));
});

it('stay used when they are voided', async () => {
  const { id } = await office.register();
  await office.executor.execute(voidIncomingDocument, { documentId: id, reason: 'Vào nhầm', groups: ['clerk'] }, office.as('vanthu'));
  expect((await office.register()).arrivalNumber).toBe(2);
  expect(Object.values(await numbers())).toEqual([[1, 2]]);
});

it('end with the year that is closed while many register: whoever comes later gets none', async () => {
  const year = office.clock.now().getUTCFullYear();
  const attempts = upTo(30).map(() => office.register());
  await attempts[0];
  await office.executor.execute(changeBookYear, { book: 'incoming', year, closed: true }, office.as('admin'));
  const settled = await Promise.allSettled(attempts);
  const given = settled.filter(({ status }) => status === 'fulfilled').length;
  expect(Object.values(await numbers())).toEqual([upTo(given)]);
  expect(settled.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))).toEqual(
    Array.from({ length: 30 - given }, () => 'documents.book-year-closed'),
  );
});
