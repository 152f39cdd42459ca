import { newId } from '#foundation';
import { getInstance } from '#runtime';
import { getIncomingDocument } from './get-incoming-document.query.js';
import { openDocumentOffice, type DocumentOffice } from '../testing/document-office.js';

let office: DocumentOffice;
beforeEach(async () => {
  office = await openDocumentOffice();
});
afterEach(() => office.close());

const count = async (table: string) => (await office.database.query<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n;

/** Moves business time to an instant of next year, where no number was taken yet. */
const travelTo = (monthDayTime: string) => {
  const year = office.clock.now().getUTCFullYear() + 1;
  office.clock.advance(Date.parse(`${year}-${monthDayTime}`) - office.clock.now().getTime());
  return year;
};

it('gives fifty documents that are registered at once the numbers 1 to 50', async () => {
  const documents = await Promise.all(Array.from({ length: 50 }, () => office.register()));
  const numbers = documents.map(({ arrivalNumber }) => arrivalNumber).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

it('leaves no gap where registrations fail among others', async () => {
  await office.register({ documentNumber: '1/TWIN' });
  const attempts = Array.from({ length: 20 }, (_, index) => office.register(index % 2 === 0 ? {} : { documentNumber: '1/TWIN' }));
  const settled = await Promise.allSettled(attempts);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  expect((await office.register()).arrivalNumber).toBe(12);
});

it('begins again at 1 when the year changes in the zone of the office, not in UTC', async () => {
  const year = travelTo('12-31T16:59:00Z'); // 23:59 in Ho Chi Minh City
  expect(await office.register()).toMatchObject({ arrivalNumber: 1, arrivalYear: year });
  expect(await office.register()).toMatchObject({ arrivalNumber: 2, arrivalYear: year });
  office.clock.advance(2 * 60_000); // 00:01, still the old year in UTC
  expect(await office.register()).toMatchObject({ arrivalNumber: 1, arrivalYear: year + 1 });
});

it('stores nothing and uses no number when the process cannot start', async () => {
  const { id } = await office.register();
  await office.database.query(`update process_definition set key = 'elsewhere' where key = 'incoming-document'`);
  await expect(office.register()).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
  await office.database.query(`update process_definition set key = 'incoming-document' where key = 'elsewhere'`);

  expect(await count('incoming_document')).toBe(1);
  expect(await count('process_instance')).toBe(1);
  expect((await office.register()).arrivalNumber).toBe(2);
  expect((await getIncomingDocument(office.database, id)).arrivalNumber).toBe(1);
});

it('starts the case with the variables that the processes count on', async () => {
  const dueAt = office.inHours(72);
  const document = await office.register({ replyRequired: true, dueAt, subject: '  Báo  cáo\tnăm ' });
  const { id, arrivalNumber, arrivalYear, obligationId, instanceId } = document;
  const { businessKey, variables } = await getInstance(office.database, instanceId);
  expect(businessKey).toBe(id);
  expect(variables).toEqual({
    documentId: id,
    arrivalNumber,
    arrivalYear,
    subject: 'Báo cáo năm',
    documentKind: 'Công văn',
    urgency: 'normal',
    replyRequired: true,
    hasScan: false,
    medium: 'electronic',
    obligationId,
    dueAt,
    reminderBefore: 'P1D',
    escalateAfter: 'PT8H',
  });

  const { obligation, ...stored } = await getIncomingDocument(office.database, id);
  expect(stored).toMatchObject({ subject: 'Báo cáo năm', dueAt, status: 'registered', registeredBy: 'vanthu' });
  expect(obligation).toMatchObject({ id: obligationId, status: 'open', dueAt, overdue: false, timeliness: null });
});

it('names everything that is wrong at once and stores nothing', async () => {
  const refusal = office.register({
    documentDate: '2999-01-01',
    receivedAt: office.inHours(1),
    replyRequired: true,
    attachmentIds: [newId()],
  });
  await expect(refusal).rejects.toMatchObject({
    code: 'documents.registration-refused',
    findings: [{ where: 'documentDate' }, { where: 'receivedAt' }, { where: 'dueAt' }, { where: 'attachmentIds[0]' }],
  });
  await expect(office.register({ replyRequired: true, dueAt: office.inHours(-1) })).rejects.toMatchObject({
    findings: [{ where: 'dueAt' }],
  });
  expect(await count('incoming_document')).toBe(0);
  expect(await count('document_book_year')).toBe(0);
});

it.each([
  ['dueAt', '9026-11-20T03:00:00Z'],
  ['receivedAt', '1946-11-20T03:00:00Z'],
])('refuses a %s in a year that was mistyped, %s', async (where, instant) => {
  await expect(office.register({ replyRequired: true, dueAt: office.inHours(72), [where]: instant })).rejects.toMatchObject({
    code: 'documents.registration-refused',
    findings: [{ where, mend: 'Check the year.' }],
  });
});

it('takes a deadline on a day off as it is written, and says so with when the next working day ends', async () => {
  office.clock.offsetMs = Date.parse('2026-11-16T02:00:00.000Z') - Date.now();
  const warningOf = async (dueAt: string) => (await office.register({ replyRequired: true, dueAt })).warning;
  expect(await warningOf('2026-11-29T09:00:00.000Z')).toContain('Chủ Nhật 29/11');
  expect(await warningOf('2026-11-29T09:00:00.000Z')).toContain('17:00 thứ Hai 30/11/2026');
  expect(await warningOf('2026-11-24T03:00:00.000Z')).toContain('17:00 thứ Tư 25/11/2026');
  expect(await warningOf('2026-11-30T03:00:00.000Z')).toBeNull();
  expect((await office.register()).warning).toBeNull();
});

it('counts a term of working days from the arrival, which then is a date like any other', async () => {
  office.clock.offsetMs = Date.parse('2026-11-20T03:00:00.000Z') - Date.now(); // Friday; Tuesday, the 24th, is a holiday
  const { id } = await office.register({ replyRequired: true, dueWithin: { duration: 'P3D' }, receivedAt: '2026-11-19T08:00:00.000Z' });
  expect(await getIncomingDocument(office.database, id)).toMatchObject({
    dueAt: '2026-11-25T10:00:00.000Z',
    obligation: { dueAt: '2026-11-25T10:00:00.000Z' },
  });
});

it('refuses the same number of the same agency and day, however it is spelled, until the clerk insists', async () => {
  await office.register({ senderAgency: 'Ban Dân tộc', documentNumber: '171/QĐ-BDT' });
  const twin = { senderAgency: 'BAN  DÂN TỘC', documentNumber: '171 / QÐ – BDT'.normalize('NFD') };
  await expect(office.register(twin)).rejects.toMatchObject({
    code: 'documents.duplicate-incoming-document',
    message: expect.stringContaining('arrival number 1/') as string,
  });
  await expect(office.register({ ...twin, documentDate: '2020-03-03' })).rejects.toMatchObject({
    findings: [{ code: 'same-number-other-date' }],
  });
  expect((await office.register({ ...twin, acceptDuplicate: true })).arrivalNumber).toBe(2);
  expect((await office.register({ ...twin, documentDate: '2021-03-02' })).arrivalNumber).toBe(3);
});

it('takes documents without a number, and those are never twins', async () => {
  await office.register({ documentNumber: null });
  await office.register({ documentNumber: ' ' });
  expect(await count('incoming_document where document_number is null')).toBe(2);
});

it('leaves a trail of who registered what', async () => {
  const { id } = await office.register();
  const trail = await office.database.query<{ actor: string; action: string }>(
    'select actor, action from audit_entry where subject_id = $1',
    [id],
  );
  expect(trail).toEqual([{ actor: 'vanthu', action: 'documents.register-incoming-document' }]);
});
