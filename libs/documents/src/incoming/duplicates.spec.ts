import { createDocumentBook } from '../books/create-document-book.command.js';
import { newBookSchema } from '../books/document-book.schema.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { voidIncomingDocument } from './void-incoming-document.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.database.query(`insert into person (login, full_name) values ('vanthu', 'Vũ Thị Thư')`);
});
beforeEach(() => office.database.query('truncate incoming_document cascade'));
afterAll(() => office.close());

const decision = { senderAgency: 'UBND tỉnh Bình Định', documentNumber: '047/QĐ-UBND', documentDate: '2026-03-02' };

it.each([
  ['47/QĐ-UBND'],
  ['047 / QĐ - UBND'],
  ['47/QD-UBND'],
  ['47/qđ-ubnd'],
  ['47/QÐ–UBND'],
  ['47/QĐ‑UBND'],
  ['Số: 47/QĐ-UBND'],
  ['47/QĐ-UBND.'],
  ['0047/QĐ-UBND'.normalize('NFD')],
])('knows %j again', async (documentNumber) => {
  await office.register(decision);
  await expect(office.register({ ...decision, documentNumber })).rejects.toMatchObject({
    code: 'documents.duplicate-incoming-document',
    findings: [{ code: 'same-number-and-date', where: 'documentNumber' }],
  });
});

it.each([
  ['another number', { documentNumber: '470/QĐ-UBND' }],
  ['a number with a letter', { documentNumber: '47a/QĐ-UBND' }],
  ['another symbol', { documentNumber: '47/UBND' }],
  ['another agency', { senderAgency: 'UBND tỉnh Gia Lai' }],
  ['the next year, when numbers begin anew', { documentDate: '2025-03-02' }],
])('lets %s pass', async (_, other) => {
  await office.register(decision);
  expect(await office.register({ ...decision, ...other })).toMatchObject({ id: expect.any(String) as string });
});

it('says who registered it when, in which book and under which number', async () => {
  const first = await office.register(decision);
  await expect(office.register({ ...decision, senderAgency: 'Uỷ ban nhân dân Bình Định' })).rejects.toMatchObject({
    message: expect.stringMatching(
      `arrival number ${first.arrivalNumber}/${first.arrivalYear} \\(${first.id}\\) in the book "incoming", by Vũ Thị Thư at \\d{4}-`,
    ) as string,
  });
});

it('says that the date differs, of the same number with another date of the year', async () => {
  await office.register(decision);
  await expect(office.register({ ...decision, documentDate: '2026-02-03' })).rejects.toMatchObject({
    findings: [{ code: 'same-number-other-date', what: expect.stringContaining('2026-03-02 instead of 2026-02-03') as string }],
  });
});

it('lets one pass on which the clerk insists, and what was voided stands in nobody’s way', async () => {
  const { id } = await office.register(decision);
  await office.executor.execute(voidIncomingDocument, { documentId: id, reason: 'Nhầm', groups: [] }, office.as('vanthu'));
  await office.register(decision);
  await expect(office.register(decision)).rejects.toMatchObject({ code: 'documents.duplicate-incoming-document' });
  await office.register({ ...decision, acceptDuplicate: true });
});

it('lets one of many that are registered at once pass, though each spells it otherwise and books differ', async () => {
  const partyCell = newBookSchema.parse({ code: 'chi-bo', kind: 'incoming', name: 'Sổ của chi bộ' });
  await office.executor.execute(createDocumentBook, partyCell, office.as('admin'));
  const spellings = ['47/QĐ-UBND', '47 / QĐ-UBND', '047/QD-UBND', 'Số 47/qđ-ubnd', '47/QÐ–UBND'];
  const settled = await Promise.allSettled(
    spellings.map((documentNumber, nth) => office.register({ ...decision, documentNumber, book: nth % 2 === 0 ? 'chi-bo' : 'incoming' })),
  );
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
