import { dateInZone } from '#foundation';
import { type DocumentOffice, openDocumentOffice } from '../../testing/document-office.js';
import { correspondentSchema } from '../recipients/save-correspondent.command.js';
import { draftSchema } from './submit-draft.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

/** Day of the office so many hours from now. */
const dayIn = (hours: number) => dateInZone(office.inHours(hours), 'Asia/Ho_Chi_Minh');
const draft = { documentType: 'CV', subject: 'V/v', body: 'Kính gửi' };

it.each([
  ['Subject', { subject: 'x'.repeat(500) }],
  ['Language', { language: 'x'.repeat(30) }],
  ['PageAmount', { pages: 999 }],
  ['DueDate', { answerExpectedOn: '2026-12-31' }],
])('a draft holds %s of ND 30 appendix VI at its full length', (_, given) => {
  expect(draftSchema.parse({ ...draft, ...given })).toMatchObject(given);
});

it.each([
  ['OrganId', { organId: 'x'.repeat(13) }],
  ['OrganName', { name: 'x'.repeat(200) }],
])('the directory holds %s of ND 30 appendix VI at its full length', (_, given) => {
  expect(correspondentSchema.parse({ name: 'Sở Tư pháp', kind: 'paper', ...given })).toMatchObject(given);
});

it('a document whose day for an answer passes between the task of the clerk and its job takes no number', async () => {
  const variables = { leadUnit: 'QLCN', drafter: 'tuan', documentType: 'CV', draftSubject: 'V/v', draftBody: 'Kính gửi', answerExpectedOn: dayIn(-24) };
  const outgoingDocumentId = (await office.serve('documents.save-draft', variables))['outgoingDocumentId'] as string;
  await office.sign(outgoingDocumentId, 'bao');
  const issue = { outgoingDocumentId, issuedBy: 'anh', recipients: 'UBND tỉnh' };
  await expect(office.serve('documents.issue-outgoing', issue)).rejects.toMatchObject({
    code: 'documents.answer-day-refused',
    findings: [{ where: 'answerExpectedOn' }],
  });
  expect(await office.serve('documents.issue-outgoing', { ...issue, answerExpectedOn: dayIn(0) })).toMatchObject({ outgoingNumber: 1 });
});
