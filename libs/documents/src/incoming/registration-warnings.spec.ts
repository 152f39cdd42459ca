import { SHIPPED_CALENDAR } from '#rehearsal';
import { incomingDocumentSchema } from './incoming-document.schema.js';
import { registrationWarnings } from './registration-warnings.js';

const calendar = SHIPPED_CALENDAR.ofUnit(null).workingTime;
const right = {
  senderAgency: 'Ban Dân tộc',
  documentNumber: '171/QĐ-BDT',
  documentDate: '2014-04-04',
  documentType: 'Quyết định',
  subject: 'Ban hành Quy chế',
  replyRequired: false,
};
const warningsOf = (given: object, arrivedOn = '2014-04-08') =>
  registrationWarnings(incomingDocumentSchema.parse({ ...right, ...given }), arrivedOn, calendar);
const codesOf = (given: object) => warningsOf(given).map(({ code }) => code);

it.each([
  {},
  { documentNumber: '171/QD-BDT' },
  { documentType: 'quyết định' },
  { documentType: 'Đơn' },
  { documentNumber: 'không rõ' },
  { documentNumber: '12/2014/NĐ-CP', documentType: 'Nghị định' },
  { documentNumber: '80/2014/QH13', documentType: 'Luật' },
  { documentNumber: '15/UBND-KSTT', documentType: 'Công văn' },
  { subject: 'Triển khai Quyết định số 71/QĐ-UBND ngày 01/4/2014' },
  { subject: 'Ban hành kèm theo Quyết định số 171/QĐ-BDT ngày 04 tháng 4 năm 2014' },
  { subject: 'Nghị định số 71/QĐ-BDTX' },
])('says nothing of what agrees with itself: %j', (given) => {
  expect(codesOf(given)).toEqual([]);
});

it.each([
  [{ documentNumber: null }, 'number-missing'],
  [{ documentType: 'Báo cáo' }, 'type-contradicts-symbol'],
  [{ documentNumber: '15/UBND-KSTT', documentType: 'Báo cáo' }, 'type-contradicts-symbol'],
  [{ documentNumber: '12/2013/NĐ-CP', documentType: 'Nghị định' }, 'year-contradicts-date'],
  [{ subject: 'Ban hành kèm theo Quyết định số 71/QĐ-BDT ngày 01/4/2014' }, 'number-contradicts-subject'],
  [{ subject: 'Theo Quyết định Số: 71 / QĐ – BDT' }, 'number-contradicts-subject'],
  [{ subject: 'Quyết định số 171a/QĐ-BDT' }, 'number-contradicts-subject'],
  [{ subject: 'Ban hành kèm theo Quyết định số 171/QĐ-BDT ngày 01/4/2014' }, 'date-contradicts-subject'],
  [{ subject: 'Quyết định số 171/QĐ-BDT ngày 1 tháng 4 năm 2014' }, 'date-contradicts-subject'],
  [{ documentDate: '2014-04-06' }, 'dated-on-day-off'],
  [{ dueAt: '2026-11-29T09:00:00+07:00' }, 'due-on-day-off'],
])('warns of %j: %s', (given, code) => {
  expect(codesOf(given)).toEqual([code]);
});

it.each([
  ['2014-01-31', '2013-12-31', []],
  ['2014-02-01', '2013-12-31', ['date-in-other-year']],
  ['2014-01-31', '2012-12-31', ['date-in-other-year']],
  ['2026-03-12', '2006-03-10', ['date-in-other-year']],
])('of a document that came on %s and bears the date %s says %j', (arrivedOn, documentDate, codes) => {
  expect(warningsOf({ documentDate }, arrivedOn).map(({ code }) => code)).toEqual(codes);
});

it('says both numbers and both days in Vietnamese', () => {
  expect(warningsOf({ subject: 'Quy chế ban hành kèm theo Quyết định số 71/QĐ-BDT ngày 01/4/2014 của Ban' })).toEqual([
    {
      code: 'number-contradicts-subject',
      message: 'Trích yếu ghi số 71/QĐ-BDT ngày 01/04/2014, văn bản ghi số 171/QĐ-BDT ngày 04/04/2014.',
    },
  ]);
});

it('takes no longer for a subject that is made to be slow', () => {
  const subject = `số ${'1'.repeat(9)}/${'A-'.repeat(480)}`;
  expect(codesOf({ subject })).toEqual([]);
});
