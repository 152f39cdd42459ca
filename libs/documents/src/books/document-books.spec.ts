import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { changeBookYear } from './change-book-year.command.js';
import { changeDocumentBook } from './change-document-book.command.js';
import { createDocumentBook } from './create-document-book.command.js';
import { bookFieldsSchema, newBookSchema } from './document-book.schema.js';
import { listDocumentBooks } from './list-document-books.query.js';

let office: DocumentOffice;
beforeEach(async () => {
  office = await openDocumentOffice();
  await office.database.query(`insert into person (login, full_name) values ('vanthu', 'Vũ Thị Thư')`);
});
afterEach(() => office.close());

const create = (book: object) => office.executor.execute(createDocumentBook, newBookSchema.parse(book), office.as('admin'));
const change = (code: string, fields: object) =>
  office.executor.execute(changeDocumentBook, { code, fields: bookFieldsSchema.parse(fields) }, office.as('admin'));
const changeYear = (book: string, year: number, given: { closed: boolean; firstNumber?: number }) =>
  office.executor.execute(changeBookYear, { book, year, ...given }, office.as('admin'));
const books = async () => new Map((await listDocumentBooks(office.database)).map((book) => [book.code, book]));

const decisions = { code: 'quyet-dinh', kind: 'outgoing', name: 'Sổ quyết định', documentTypes: ['QĐ'], keeper: 'vanthu' };

describe('the books of an agency', () => {
  it('are one of each kind at first, which take everything', async () => {
    const found = await listDocumentBooks(office.database);
    expect(found.map(({ code, kind, isDefault, documentTypes, years }) => ({ code, kind, isDefault, documentTypes, years }))).toEqual(
      ['incoming', 'outgoing', 'internal'].map((kind) => ({ code: kind, kind, isDefault: true, documentTypes: [], years: [] })),
    );
    expect(await listDocumentBooks(office.database, { kind: 'internal' })).toHaveLength(1);
  });

  it('are joined by others with a type, a name and a keeper of their own', async () => {
    await create(decisions);
    expect((await books()).get('quyet-dinh')).toEqual({ ...decisions, isDefault: false, keeperName: 'Vũ Thị Thư', years: [] });
    await change('quyet-dinh', { name: 'Sổ quyết định, quy định', documentTypes: ['QyĐ', 'QĐ'] });
    expect((await books()).get('quyet-dinh')).toMatchObject({ name: 'Sổ quyết định, quy định', documentTypes: ['QyĐ', 'QĐ'].sort(), keeper: null });
  });

  it('have one default of each kind, which moves and is never missing', async () => {
    await create({ code: 'chi-bo', kind: 'incoming', name: 'Sổ của chi bộ', isDefault: true });
    const found = await books();
    expect(found.get('incoming')).toMatchObject({ isDefault: false });
    expect(found.get('chi-bo')).toMatchObject({ isDefault: true });
    await expect(change('chi-bo', { name: 'Sổ của chi bộ' })).rejects.toMatchObject({
      code: 'documents.book-refused',
      findings: [{ where: 'isDefault', code: 'default-book-missing' }],
    });
  });

  it('are refused with all that is wrong with them, and nothing is kept', async () => {
    await create(decisions);
    await expect(create({ ...decisions, code: 'khac', keeper: 'nobody' })).rejects.toMatchObject({
      code: 'documents.book-refused',
      findings: [{ where: 'keeper' }, { where: 'documentTypes[0]', what: expect.stringContaining('quyet-dinh') as string }],
    });
    await expect(create({ code: 'den', kind: 'incoming', name: 'Sổ', documentTypes: ['QĐ'] })).rejects.toMatchObject({
      findings: [{ code: 'incoming-book-by-type' }],
    });
    await expect(create({ ...decisions, documentTypes: [] })).rejects.toMatchObject({ code: 'documents.book-exists' });
    await expect(change('khong-co', { name: 'Sổ' })).rejects.toMatchObject({ code: 'documents.book-not-found' });
    expect([...(await books()).keys()]).toEqual(['incoming', 'outgoing', 'quyet-dinh', 'internal']);
  });

  it('leave a trail with what was before', async () => {
    await create(decisions);
    await change('quyet-dinh', { name: 'Sổ mới' });
    const trail = await office.database.query<{ action: string; detail: object }>(
      `select action, detail from audit_entry where subject = 'document-book' order by id`,
    );
    expect(trail).toMatchObject([
      { action: 'documents.create-book', detail: { old: null, new: { name: 'Sổ quyết định' } } },
      { action: 'documents.change-book', detail: { old: { name: 'Sổ quyết định', documentTypes: ['QĐ'] }, new: { name: 'Sổ mới' } } },
    ]);
  });

  it.each([
    { ...decisions, code: 'Quyết định' },
    { ...decisions, kind: 'secret' },
    { ...decisions, documentTypes: ['XX'] },
    { ...decisions, documentTypes: ['QĐ', 'QĐ'] },
    { ...decisions, name: ' ' },
  ])('are not written as %j', (book) => {
    expect(newBookSchema.safeParse(book).success).toBe(false);
  });
});

describe('a year of a book', () => {
  const year = () => office.clock.now().getUTCFullYear();

  it('begins at the number with which the book on paper goes on, and the next year at 1 again', async () => {
    await changeYear('incoming', year(), { closed: false, firstNumber: 248 });
    expect((await books()).get('incoming')!.years).toMatchObject([{ firstNumber: 248, lastNumber: null }]);
    expect((await office.register()).arrivalNumber).toBe(248);
    expect((await office.register()).arrivalNumber).toBe(249);
    expect((await books()).get('incoming')!.years).toMatchObject([{ year: year(), firstNumber: 248, lastNumber: 249, closedAt: null }]);
    office.clock.advance(366 * 86_400_000);
    expect((await office.register()).arrivalNumber).toBe(1);
  });

  it('has its first number chosen before the first is taken, not after', async () => {
    await office.register();
    await expect(changeYear('incoming', year(), { closed: false, firstNumber: 5 })).rejects.toMatchObject({
      code: 'documents.first-number-taken',
    });
    await changeYear('incoming', year(), { closed: true, firstNumber: 1 });
    expect((await books()).get('incoming')!.years).toMatchObject([{ lastNumber: 1, closedBy: 'admin' }]);
  });

  it('gives out no number while it is closed, and goes on without a gap when it is open again', async () => {
    await office.register();
    await changeYear('incoming', year(), { closed: true });
    await expect(office.register()).rejects.toMatchObject({ code: 'documents.book-year-closed' });
    await changeYear('incoming', year(), { closed: false });
    expect((await office.register()).arrivalNumber).toBe(2);
  });
});
