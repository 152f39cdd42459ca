import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { leader } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

/** Monday, 5 January 2026, 08:00 at the office. */
export const monday = '2026-01-05T01:00:00.000Z';
/** The end of the next working day, 17:00 at the office. */
export const oneWorkingDayLater = '2026-01-06T10:00:00.000Z';
export const thirtyDaysLater = '2026-02-04T01:00:00.000Z';
export const dueAt = '2026-01-12T10:00:00.000Z';
export const coordinationDueAt = '2026-01-09T10:00:00.000Z';

/** What registering a document gives to its case. */
export const registered = {
  documentId: '01890a5d-ac96-774b-bcce-b302099a8057',
  arrivalNumber: 12,
  arrivalYear: 2026,
  subject: 'V/v báo cáo tình hình ứng dụng công nghệ',
  documentKind: 'Công văn',
  urgency: 'normal',
  replyRequired: false,
  hasScan: true,
  obligationId: null,
  dueAt,
  reminderBefore: 'P1D',
  escalateAfter: 'PT8H',
};
export const instruction = { leadUnit: 'QLCN', instruction: 'Giao QLCN tham mưu trả lời đúng hạn.' };

/** What is drawn for an instruction that changes while its document is dealt with. */
export const OF_CHANGES = /Added|Removed|Recalled|LeadChanged|Return|Reinstruct|DecidedAgain/;

export function readIncoming(): Promise<ProcessUnderTest> {
  return ProcessUnderTest.read('incoming-document', {
    'documents.record-instruction': (variables) => ({ dueAt: variables.dueAt ?? null, coordinationDueAt }),
  });
}

/** A case of a document as it was registered. */
export function registerIn(incoming: ProcessUnderTest, differently: JsonObject = {}): CaseUnderTest {
  return incoming.start({ ...registered, ...differently }, monday);
}

/** A case with the leader's instruction given. */
export function instructedIn(incoming: ProcessUnderTest, differently: JsonObject = {}, of: JsonObject = {}): CaseUnderTest {
  const document = registerIn(incoming, of);
  document.complete(leader, 'Task_Instruct', { ...instruction, ...differently });
  return document;
}
