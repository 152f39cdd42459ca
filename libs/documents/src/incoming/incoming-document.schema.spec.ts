import { incomingDocumentSchema } from './incoming-document.schema.js';

const right = {
  senderAgency: 'Sở Tư pháp',
  documentDate: '2026-03-02',
  documentType: 'Công văn',
  subject: 'V/v báo cáo',
  replyRequired: false,
};
const wrongFields = (given: object) =>
  incomingDocumentSchema.safeParse({ ...right, ...given }).error?.issues.map(({ path }) => path.join('.'));

it('fills in what a clerk may leave out', () => {
  expect(incomingDocumentSchema.parse(right)).toEqual({
    ...right,
    urgency: 'normal',
    medium: 'electronic',
    reminderBefore: 'P1D',
    escalateAfter: 'PT8H',
    attachmentIds: [],
    acceptDuplicate: false,
  });
});

it('stores one spelling of a number and single spaces without control characters', () => {
  const document = incomingDocumentSchema.parse({
    ...right,
    documentNumber: ' 47 /QĐ - STP',
    subject: 'V/v\u0000 báo  cáo\n',
    note: 'dòng 1\r\ndòng 2\u0000',
  });
  expect(document).toMatchObject({ documentNumber: '47/QĐ-STP', subject: 'V/v báo cáo', note: 'dòng 1\ndòng 2' });
});

it.each([
  ['TypeName', { documentType: 'x'.repeat(100) }],
  ['CodeNumber and CodeNotation', { documentNumber: `${'1'.repeat(11)}/${'X'.repeat(30)}` }],
  ['OrganName', { senderAgency: 'x'.repeat(200) }],
  ['OrganId', { senderOrganId: '000.00.08.H08' }],
  ['Subject', { subject: 'x'.repeat(500) }],
  ['Language', { language: 'x'.repeat(30) }],
  ['PageAmount', { pages: 999 }],
  ['Description', { note: 'x'.repeat(500) }],
  ['Position', { signerPosition: 'x'.repeat(100) }],
  ['FullName', { signerName: 'x'.repeat(50) }],
])('holds %s of ND 30 appendix VI at its full length', (_, fields) => {
  expect(wrongFields(fields)).toBeUndefined();
});

it('refuses unknown fields, among them a secrecy mark', () => {
  expect(wrongFields({ secrecy: 'Mật' })).toEqual(['']);
});

it.each([
  ['documentDate', '2026-02-30'],
  ['documentDate', '0999-01-01'],
  ['receivedAt', '0000-01-01T00:00:00Z'],
  ['subject', ' \t '],
  ['urgency', 'Khẩn'],
  ['pages', 0],
  ['dueAt', '2026-03-02T16:30:00'],
  ['reminderBefore', 'P1M'],
  ['reminderBefore', 'P'],
  ['escalateAfter', 'PT'],
  ['escalateAfter', '-PT8H'],
  ['documentNumber', '1'.repeat(61)],
])('refuses %s %j', (field, value) => {
  expect(wrongFields({ [field]: value })).toEqual([field]);
});

it('refuses the same attachment twice', () => {
  const id = '0197a5f0-0000-7000-8000-000000000000';
  expect(wrongFields({ attachmentIds: [id, id] })).toEqual(['attachmentIds']);
});
