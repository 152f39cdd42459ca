import { newId } from '#foundation';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const put = async (login: string, path: string, payload: object) => {
  const response = await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(login), payload });
  return { status: response.statusCode, body: response.body === '' ? undefined : response.json<{ code: string }>() };
};
const letter = {
  senderAgency: 'Ban Dân tộc',
  documentNumber: '171/QĐ-BDT',
  documentDate: '2026-01-05',
  documentType: 'Quyết định',
  subject: 'Ban hành Quy chế kèm theo Quyết định số 71/QĐ-BDT ngày 01/4/2014',
  replyRequired: false,
};
const register = (given: object = {}) => api.post('anhdtl', 'incoming-documents', { ...letter, ...given });
const partyCell = { code: 'chi-bo', kind: 'incoming', name: 'Sổ công văn đến của chi bộ', keeper: 'tramvn' };

describe('document books', () => {
  it('are opened by the chief of office or an administrator, and seen by those who register', async () => {
    expect(await api.post('anhdtl', 'document-books', partyCell)).toMatchObject({ status: 403 });
    expect(await api.post('dungnh', 'document-books', partyCell)).toMatchObject({ status: 201, body: { code: 'chi-bo' } });
    expect(await api.get('tuanda', 'document-books')).toMatchObject({ status: 403 });
    const { body } = await api.get('anhdtl', 'document-books?kind=incoming');
    expect(body.items).toMatchObject([
      { code: 'incoming', isDefault: true },
      { code: 'chi-bo', keeper: 'tramvn', keeperName: 'Võ Ngọc Trâm', years: [] },
    ]);
  });

  it('have a series of numbers each, of which the list shows the last', async () => {
    expect(await register({ book: 'chi-bo' })).toMatchObject({ status: 201, body: { book: 'chi-bo', arrivalNumber: 1 } });
    expect(await register({ documentNumber: '172/QĐ-BDT' })).toMatchObject({ body: { book: 'incoming', arrivalNumber: 1 } });
    expect(await register({ documentNumber: '173/QĐ-BDT', book: 'chi-bo' })).toMatchObject({ body: { arrivalNumber: 2 } });
    const { body } = await api.get('anhdtl', 'document-books?kind=incoming');
    expect(body.items).toMatchObject([{ years: [{ lastNumber: 1 }] }, { years: [{ lastNumber: 2, closedAt: null }] }]);
  });

  it('are listed together a page at a time, and apart', async () => {
    const first = await api.get('anhdtl', 'incoming-documents?limit=2');
    const second = await api.get('anhdtl', `incoming-documents?limit=2&after=${first.body.next}`);
    const shown = [...first.body.items, ...second.body.items].map((item: { book: string; arrivalNumber: number }) => `${item.book} ${item.arrivalNumber}`);
    expect(shown).toEqual(['chi-bo 2', 'incoming 1', 'chi-bo 1']);
    expect((await api.get('anhdtl', 'incoming-documents?book=incoming')).body.items).toHaveLength(1);
  });

  it('are changed and closed for a year, and give out no number then', async () => {
    expect(await put('dungnh', 'document-books/chi-bo', { name: 'Sổ chi bộ' })).toMatchObject({ status: 204 });
    const year = api.clock.now().getUTCFullYear();
    expect(await put('tungmt', `document-books/chi-bo/years/${year}`, { closed: true })).toMatchObject({ status: 204 });
    expect(await register({ documentNumber: '174/QĐ-BDT', book: 'chi-bo' })).toMatchObject({
      status: 409,
      body: { code: 'documents.book-year-closed', title: 'Sổ của năm này đã khóa, không cấp số' },
    });
    expect(await put('dungnh', 'document-books/chi-bo', { name: 'Sổ', documentTypes: ['QĐ'] })).toMatchObject({
      status: 422,
      body: { code: 'documents.book-refused', findings: [{ where: 'documentTypes', title: 'Sổ văn bản đến không chia theo tên loại' }] },
    });
  });
});

describe('a registration', () => {
  it('warns of what looks mistyped, and registers it', async () => {
    const { status, body } = await register({ documentNumber: '271/QĐ-BDT', documentType: 'Báo cáo' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ warning: null, warnings: [{ code: 'type-contradicts-symbol' }, { code: 'number-contradicts-subject' }] });
  });

  it.each([
    ['before it is instructed', {}],
    ['with the instruction that stands on it', { medium: 'paper', instruction: { leadUnit: 'QLCN', content: 'Giao QLCN.', instructedBy: 'baotq' } }],
  ])('warns %s of a day in a year that nobody means', async (_, instructed) => {
    const slip = { documentNumber: null, documentDate: '2006-11-20', subject: 'V/v họp' };
    const { status, body } = await register({ ...slip, ...instructed });
    expect(status).toBe(201);
    expect(body.warnings).toContainEqual({
      code: 'date-in-other-year',
      message: `Ngày văn bản 20/11/2006 không thuộc năm đến, ${api.clock.now().getFullYear()}.`,
    });
  });

  it('keeps the fields of the decree', async () => {
    const described = {
      pages: 3,
      medium: 'paper',
      senderOrganId: '000.00.08.H08',
      issuePlace: 'Bình Định',
      signerName: 'Nguyễn Văn Bình',
      signerPosition: 'KT. TRƯỞNG BAN, PHÓ TRƯỞNG BAN',
      toPlaces: 'Như Điều 3; Lưu: VT',
      language: 'Tiếng Việt',
      issuedCopies: 25,
      paperSize: 'A4',
    };
    const { body } = await register({ ...described, documentNumber: '0272a/QĐ-BDT' });
    expect(await api.get('anhdtl', `incoming-documents/${body.id}`)).toMatchObject({
      status: 200,
      body: { ...described, codeNumber: '272a', codeNotation: 'QĐ-BDT', voidedAt: null },
    });
  });

  it('says in both languages what is wrong with each field', async () => {
    const { status, body } = await register({ documentNumber: '273/QĐ-BDT', documentDate: '2999-01-01', book: 'khong-co' });
    expect(status).toBe(422);
    expect(body.findings).toMatchObject([
      { code: 'document-date-in-future', where: 'documentDate', what: 'lies in the future', title: 'Ngày văn bản ở tương lai' },
      { code: 'book-unknown', where: 'book', title: 'Không có sổ này' },
    ]);
  });

  it('counts a term by the calendar that it names, and is refused where nobody knows that; no number is used', async () => {
    const term = (calendar: string) => ({ replyRequired: true, dueWithin: { duration: 'P5D', calendar } });
    const lastNumber = async () => (await api.get('anhdtl', 'document-books?kind=incoming')).body.items[0].years[0].lastNumber as number;
    const before = await lastNumber();
    expect(await register({ documentNumber: '276/QĐ-BDT', ...term('khong-co') })).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'calendar-unknown', where: 'dueWithin', title: 'Không có lịch này để tính thời hạn' }] },
    });
    expect(await lastNumber()).toBe(before);
    const { body } = await register({ documentNumber: '276/QĐ-BDT', ...term('QLCN') });
    expect(body).toMatchObject({ arrivalNumber: before + 1, obligationId: expect.any(String) as string });
  });

  it('that was a mistake is voided by who made it, with a reason', async () => {
    const { body } = await register({ documentNumber: '274/QĐ-BDT' });
    const path = `incoming-documents/${body.id}/void`;
    expect(await api.post('anhdtl', path, {})).toMatchObject({ status: 400 });
    expect(await api.post('anhdtl', path, { reason: ' ' })).toMatchObject({ status: 400 });
    expect(await api.post('tuanda', path, { reason: 'Nhầm' })).toMatchObject({ status: 403 });
    expect(await api.post('tramvn', path, { reason: 'Nhầm' })).toMatchObject({ status: 403, body: { code: 'documents.void-forbidden' } });
    expect(await api.post('anhdtl', path, { reason: 'Vào sổ nhầm' })).toMatchObject({ status: 204 });
    expect(await api.post('dungnh', path, { reason: 'Nhầm' })).toMatchObject({ status: 409, body: { code: 'documents.number-already-voided' } });
    expect((await api.get('anhdtl', `incoming-documents/${body.id}`)).body).toMatchObject({ voidedBy: 'anhdtl', voidReason: 'Vào sổ nhầm' });
    expect(await register({ documentNumber: '274/QĐ-BDT' })).toMatchObject({ status: 201 });
  });

  it('of an outgoing document is voided by clerks and the chief of office only, and only where there is one', async () => {
    const path = `outgoing-documents/${newId()}/void`;
    expect(await api.post('tuanda', path, { reason: 'Nhầm' })).toMatchObject({ status: 403 });
    expect(await api.post('anhdtl', path, { reason: 'Nhầm' })).toMatchObject({ status: 404, body: { code: 'documents.outgoing-document-not-found' } });
  });

  it('with an instruction on paper goes straight to the lead unit', async () => {
    const instruction = { leadUnit: 'QLCN', information: ['TDC'], content: 'Giao QLCN xử lý.', instructedBy: 'baotq' };
    const { status, body } = await register({ documentNumber: '275/QĐ-BDT', medium: 'paper', instruction });
    expect(status).toBe(201);
    const atHead = async () => {
      const { body: tasks } = await api.get('cuongpv', 'tasks?scope=group');
      return tasks.items.find((task: { instanceId: string }) => task.instanceId === body.instanceId);
    };
    expect(await eventually(atHead)).toMatchObject({ name: 'Xử lý văn bản' });
    expect((await api.get('anhdtl', `incoming-documents/${body.id}`)).body.instruction).toMatchObject({ instructedBy: 'baotq' });
  });
});
