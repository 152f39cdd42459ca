import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registersCommand } from '../../../apps/cli/src/commands/registers.js';
import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { eventually } from '../../support/eventually.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
let year: number;
let documentId: string;

beforeAll(async () => {
  api = await startApi();
  const form = new FormData();
  form.append('file', new Blob(['Hồ Định Bình còn mười hai phần trăm dung tích.']), 'Phụ lục.txt');
  const upload = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as('anhdtl') });
  const { id } = (await upload.json()) as { id: string };
  const { body } = await api.post('anhdtl', 'incoming-documents', {
    senderAgency: 'UBND tỉnh Bình Định',
    documentNumber: '1520/UBND-KSTT',
    documentDate: '2026-01-05',
    documentType: 'Công văn',
    subject: 'V/v phòng chống hạn hán',
    replyRequired: false,
    attachmentIds: [id],
  });
  [year, documentId] = [body.arrivalYear, body.id];
});
afterAll(() => api.close());

const download = async (path: string) => api.app.inject({ url: `/api/v1/${path}`, headers: await api.as('anhdtl') });

describe('registers', () => {
  it.each([
    ['incoming', 'csv', 'text/csv; charset=utf-8', 'So%20dang%20ky%20van%20ban%20den'],
    ['incoming', 'pdf', 'application/pdf', 'So%20dang%20ky%20van%20ban%20den'],
    ['outgoing', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'So%20dang%20ky%20van%20ban%20di'],
    ['tracking', 'pdf', 'application/pdf', 'So%20theo%20doi%20giai%20quyet%20van%20ban%20den'],
  ])('%s come as %s under their names', async (kind, format, mediaType, name) => {
    const { statusCode, headers, rawPayload } = await download(`registers/${kind}?year=${year}&format=${format}`);
    expect([statusCode, headers['content-type']]).toEqual([200, mediaType]);
    expect(headers['content-disposition']).toContain(`filename="${decodeURIComponent(name)} ${year}.${format}"`);
    expect(rawPayload.length).toBeGreaterThan(50);
  });

  it('come in pages with their headings where no format is named', async () => {
    const { body } = await api.get('anhdtl', `registers/incoming?year=${year}`);
    expect(body).toMatchObject({ items: [{ arrivalNumber: 1, typeAndSubject: 'Công văn: V/v phòng chống hạn hán' }], next: null });
    expect(await api.get('anhdtl', `registers/outgoing?year=${year}`)).toMatchObject({
      status: 200,
      body: { items: [], headings: { symbol: 'Số, ký hiệu' } },
    });
  });

  it('are refused to who may not read all documents, as page and as file', async () => {
    for (const kind of ['incoming', 'outgoing', 'tracking']) {
      for (const format of ['json', 'pdf']) {
        expect(await api.get('tuanda', `registers/${kind}?year=${year}&format=${format}`)).toMatchObject({ status: 403 });
      }
    }
  });

  it.each([
    ['incoming?format=pdf', 400, 'request.invalid'],
    ['incoming?year=2026&format=docx', 400, 'request.invalid'],
    ['incoming?year=2026&paper=A5', 400, 'request.invalid'],
    ['incoming?year=2026&from=2026-02-30', 400, 'request.invalid'],
    ['incoming?year=2026&from=2026-03-02&to=2026-03-01', 400, 'request.invalid'],
    ['outgoing?year=2026&book=incoming&format=pdf', 404, 'documents.book-not-found'],
    ['tracking?year=2026&after=x', 422, 'foundation.bad-cursor'],
  ])('%s answers %d', async (path, status, code) => {
    expect(await api.get('anhdtl', `registers/${path}`)).toMatchObject({ status, body: { code } });
  });

  it('are read no further once the caller has gone', async () => {
    const { database } = api.office;
    // Nothing of these is looked for: their words need not be indexed.
    await database.query(
      `alter table incoming_document disable trigger user;
       insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type, subject, urgency,
         received_at, reply_required, status, registered_at, registered_by, instance_id)
       select gen_random_uuid(), 'incoming', 1999, n, 'UBND', '1999-01-01', 'Công văn', repeat('V/v ', 100), 'normal', now(), false,
              'registered', now(), 'vanthu', gen_random_uuid()
       from generate_series(1, 10000) n;
       alter table incoming_document enable trigger user`,
    );
    await database.query('analyze incoming_document');
    const asked = jest.spyOn(database, 'query');
    const pagesRead = () => asked.mock.calls.filter(([sql]) => sql.includes('d.arrival_number >')).length;
    const leaving = new AbortController();
    const url = `${api.address}/api/v1/registers/incoming?year=1999&format=pdf`;
    const response = await fetch(url, { headers: await api.as('anhdtl'), signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    let read: number;
    do {
      read = pagesRead();
      await new Promise((done) => setTimeout(done, 500));
    } while (pagesRead() !== read);
    expect(read).toBeLessThan(10);
    asked.mockRestore();
  });

  it('go into a file from the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'registers-'));
    const before = { ...process.env };
    Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_LOGIN: 'anhdtl', CONGVAN_PASSWORD: DEMO_PASSWORD, CONGVAN_TOKEN: '' });
    try {
      const file = join(folder, 'sổ.csv');
      await runCommand(registersCommand, 'export', '--kind', 'incoming', '--year', String(year), '--format', 'csv', '--out', file);
      expect(await readFile(file, 'utf8')).toContain('1520/UBND-KSTT');
      const refused = runCommand(registersCommand, 'export', '--kind', 'incoming', '--year', '12', '--out', join(folder, 'x.pdf'));
      await expect(refused).rejects.toMatchObject({ code: 'cli.server-refused', status: 400 });
      await expect(runCommand(registersCommand, 'export', '--kind', 'other', '--year', '2026')).rejects.toThrow('"other" is no register');
      expect(await readdir(folder)).toEqual(['sổ.csv']);
    } finally {
      process.env = before;
      await rm(folder, { recursive: true });
    }
  });
});

describe('the search', () => {
  const found = async (login: string, q: string, more = '') =>
    (await api.get(login, `documents/search?q=${encodeURIComponent(q)}${more}`)).body.items.map(({ id }: { id: string }) => id);

  it('finds a document by its number, its subject and the text of its file', async () => {
    for (const q of ['cong van 1520/ubnd-kstt', 'han han', 'bình định "chống hạn"']) expect(await found('anhdtl', q)).toEqual([documentId]);
    const hit = await eventually(async () => (await api.get('baotq', 'documents/search?q=dinh+binh+dung+tich')).body.items[0]);
    expect(hit).toMatchObject({ id: documentId, matched: 'text', fileName: 'Phụ lục.txt' });
    expect(hit.snippet).toContain('Hồ <mark>Định</mark> <mark>Bình</mark> còn');
  });

  it('takes filters, and pages', async () => {
    expect(await found('anhdtl', 'hạn', '&kind=outgoing')).toEqual([]);
    expect(await found('anhdtl', 'hạn', '&sender=binh%20dinh&type=cong%20van&urgency=normal&status=registered&from=2026-01-01')).toEqual([documentId]);
    const page = await api.get('anhdtl', 'documents/search?q=han&limit=1');
    expect(page.body.next).toBeNull();
  });

  it('finds nothing for whom neither an instruction nor a task has brought the document', async () => {
    expect(await found('tuanda', 'hạn hán')).toEqual([]);
  });

  it.each(['', '?q=', '?q=+', '?q=x&kind=internal', '?q=x&limit=51', `?q=${'x'.repeat(201)}`, '?q=x&from=hôm-qua'])(
    'refuses %j',
    async (query) => {
      expect(await api.get('anhdtl', `documents/search${encodeURI(query)}`)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    },
  );
});
