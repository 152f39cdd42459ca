import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { drafter, headOfLeadUnit, type Person } from './office.js';

/** Monday, 5 January 2026, 08:00 at the office. */
export const monday = '2026-01-05T01:00:00.000Z';
export const coordinationDueAt = '2026-01-09T10:00:00.000Z';
export const reminderAt = '2026-01-11T10:00:00.000Z';
export const dueAt = '2026-01-12T10:00:00.000Z';
export const eightHoursLate = '2026-01-12T18:00:00.000Z';

/** What `incoming-document` hands over. */
export const owed = {
  documentId: '01890a5d-ac96-774b-bcce-b302099a8057',
  obligationId: '01890a5d-ac96-774b-bcce-b302099a8058',
  arrivalNumber: 12,
  arrivalYear: 2026,
  subject: 'V/v báo cáo tình hình ứng dụng công nghệ',
  instruction: 'Giao QLCN tham mưu trả lời đúng hạn.',
  leadUnit: 'QLCN',
  coordinatingUnits: ['QLKH', 'TDC'],
  informationUnits: [],
  dueAt,
  coordinationDueAt,
  reminderBefore: 'P1D',
  escalateAfter: 'PT8H',
};
export const draft = {
  documentType: 'BC',
  draftSubject: 'Báo cáo ứng dụng công nghệ',
  draftBody: 'Kính gửi…',
  result: 'Đã rà soát.',
};
/** What `outgoing-document` gives back. */
export const issued = { outgoingDocumentId: 'outgoing-1', outgoingNumber: 7, outgoingSymbol: '07/BC-SKHCN', drafter: drafter.login };

/** What is drawn for a document that is returned, for coordinating units that change and for another lead unit. */
export const OF_REPLY_CHANGES = /Added|LeadChanged|Returned|HandedBack/;

/** Everybody does his part the first time. */
const straightWay: readonly (readonly [Person, string, JsonObject])[] = [
  [headOfLeadUnit, 'Task_Assign', { drafter: drafter.login, note: 'Tham khảo báo cáo năm trước.' }],
  [drafter, 'Task_Draft', draft],
];

/** Goes the straight way, contributions last, until the step is open; without a step to the end. Leaves out what nobody is asked for. */
export function proceed(reply: CaseUnderTest, until?: string): CaseUnderTest {
  for (const [person, step, filledIn] of straightWay) {
    if (until !== undefined && reply.tasks(until).length > 0) return reply;
    if (reply.tasks(step).length > 0) reply.complete(person, step, filledIn);
  }
  while (reply.called('Call_Contribution') !== undefined) reply.endChild('Call_Contribution');
  if (until === undefined) reply.endChild('Call_OutgoingDocument', issued);
  return reply;
}
