import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { chiefOfOffice, clerk, drafter, headOfLeadUnit, leader, type Person } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

/** Monday, 5 January 2026, 08:00 at the office; sessions 07:00–11:30 and 13:30–17:00. */
const monday = '2026-01-05T01:00:00.000Z';
const endOfTuesday = '2026-01-06T10:00:00.000Z';

/** As submitting a draft hands it over. */
const submitted = {
  outgoingDocumentId: '01890a5d-ac96-774b-bcce-b302099a8059',
  subject: 'V/v phối hợp tổ chức hội nghị',
  documentType: 'CV',
  draftSubject: 'V/v phối hợp tổ chức hội nghị',
  draftBody: 'Kính gửi…',
  urgency: 'normal',
  drafter: drafter.login,
  savedBy: drafter.login,
  leadUnit: 'QLCN',
  recipients: 'Sở Tư pháp',
  signer: null,
  obligationId: null,
  dueAt: null,
  result: null,
};
/** As `reply-required` hands it over. */
const answer = {
  ...submitted,
  outgoingDocumentId: null,
  documentType: 'BC',
  recipients: null,
  obligationId: '01890a5d-ac96-774b-bcce-b302099a8058',
  arrivalNumber: 12,
  arrivalYear: 2026,
  subject: 'V/v báo cáo',
  result: 'Đã rà soát.',
  dueAt: '2026-01-05T08:00:00.000Z',
};
const text = { documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Bản 2' };
const recipients = 'Sở Tư pháp\nLưu: VT, QLCN';

let outgoing: ProcessUnderTest;
beforeAll(async () => {
  outgoing = await ProcessUnderTest.read('outgoing-document', {
    'documents.save-draft': ({ outgoingDocumentId, savedBy, drafter: before }) => ({
      outgoingDocumentId: outgoingDocumentId ?? 'outgoing-1',
      drafter: savedBy ?? before!,
    }),
    'documents.issue-outgoing': () => ({ outgoingNumber: 7, outgoingSymbol: '07/SKHCN-QLCN' }),
  });
});

const straightWay: readonly (readonly [Person, string, JsonObject])[] = [
  [headOfLeadUnit, 'Task_ApproveContent', { decision: 'approve', comment: 'Đồng ý.' }],
  [chiefOfOffice, 'Task_CheckFormat', { decision: 'pass' }],
  [leader, 'Task_Sign', { decision: 'sign', signatureForm: 'KT' }],
  [clerk, 'Task_Issue', { recipients, note: 'Gửi kèm bản giấy.' }],
  [drafter, 'Task_VerifyNumber', { numberIsRight: true }],
];

const start = (differently: JsonObject = {}) => outgoing.start({ ...submitted, ...differently }, monday);

/** Goes the straight way until the step is open; without a step to the end. */
function proceed(document: CaseUnderTest, until?: string): CaseUnderTest {
  for (const [person, step, filledIn] of straightWay) {
    if (until !== undefined && document.tasks(until).length > 0) return document;
    if (document.tasks(step).length > 0) document.complete(person, step, filledIn);
  }
  return document;
}

describe('an outgoing document', () => {
  it('is approved, checked, signed, issued, sent, compared with its original and filed, each step by its people', () => {
    const document = start();
    expect(document.tasks('Task_ApproveContent')).toMatchObject([{ candidateGroups: ['head:QLCN'] }]);
    proceed(document, 'Task_CheckFormat');
    expect(document.tasks('Task_CheckFormat')).toMatchObject([{ candidateGroups: ['clerk', 'chief-of-office'] }]);
    proceed(document, 'Task_Sign');
    expect(document.tasks('Task_Sign')).toMatchObject([{ candidateGroups: ['leader'] }]);
    expect(document.tasks('Task_Sign')[0]!.assignee ?? null).toBeNull();
    proceed(document, 'Task_Issue');
    expect(document.tasks('Task_Issue')).toMatchObject([{ candidateGroups: ['clerk'] }]);
    proceed(document, 'Task_VerifyNumber');
    expect(document.tasks('Task_VerifyNumber')).toMatchObject([{ assignee: drafter.login }]);
    expect(proceed(document).ended).toBe(true);
    expect(document.jobs.map(({ topic }) => topic)).toEqual([
      'documents.save-draft',
      'documents.record-signature',
      'documents.issue-outgoing',
      'documents.send-outgoing',
      'documents.file-outgoing',
    ]);
  });

  it('is issued with who approved, signed and issued it', () => {
    const document = proceed(start());
    expect(document.jobsOf('documents.record-signature')).toMatchObject([
      { signedBy: leader.login, signatureForm: 'KT', approvedBy: headOfLeadUnit.login },
    ]);
    expect(document.jobsOf('documents.issue-outgoing')).toMatchObject([
      { recipients, note: 'Gửi kèm bản giấy.', issuedBy: clerk.login, outgoingDocumentId: submitted.outgoingDocumentId },
    ]);
    expect(document.jobsOf('documents.file-outgoing')).toMatchObject([{ verifiedBy: drafter.login }]);
  });

  it('goes to the signer who was named, and to no other leader', () => {
    const document = proceed(start({ signer: 'hangltm' }), 'Task_Sign');
    expect(document.tasks('Task_Sign')).toMatchObject([{ assignee: 'hangltm' }]);
  });

  it('goes to whom the head chooses among those who may sign it', () => {
    const document = start({ signer: 'hangltm', documentType: 'GM' });
    const approve = (chosenSigner: string) => ({ decision: 'approve', chosenSigner });
    expect(document.refusedFields('Task_ApproveContent', approve('tuanda'))).toEqual(['chosenSigner']);
    document.complete(headOfLeadUnit, 'Task_ApproveContent', approve(chiefOfOffice.login));
    proceed(document, 'Task_Sign');
    expect(document.tasks('Task_Sign')).toMatchObject([{ assignee: chiefOfOffice.login }]);
    expect(start().refusedFields('Task_ApproveContent', approve(chiefOfOffice.login))).toEqual(['chosenSigner']);
  });

  it('is registered in the book that the clerk names', () => {
    const document = proceed(start(), 'Task_Issue');
    document.complete(clerk, 'Task_Issue', { recipients, book: 'internal' });
    expect(document.jobsOf('documents.issue-outgoing')).toMatchObject([{ book: 'internal' }]);
  });

  it('gets its number after the signature and never before', () => {
    const document = proceed(start(), 'Task_Sign');
    expect(() => document.complete(clerk, 'Task_Issue', { recipients })).toThrow('has no task');
  });

  it('lets nobody find the decision, the comment or the note of another filled in', () => {
    const document = proceed(start(), 'Task_CheckFormat');
    expect(document.seenBy('Task_CheckFormat')).toMatchObject({ decision: null, comment: null });
    proceed(document, 'Task_Issue');
    expect(document.seenBy('Task_Issue')).toMatchObject({ note: null, recipients: 'Sở Tư pháp' });
  });
});

describe('an answer to an incoming document', () => {
  it('ends when it is issued: its number is checked in the case of the incoming document', () => {
    const document = proceed(start(answer));
    expect(document.ended).toBe(true);
    expect(document.tasks('Task_VerifyNumber')).toEqual([]);
    expect(document.jobsOf('documents.save-draft')).toMatchObject([{ obligationId: answer.obligationId, result: 'Đã rà soát.' }]);
    expect(document.variables).toMatchObject({ outgoingDocumentId: 'outgoing-1', outgoingSymbol: '07/SKHCN-QLCN' });
  });

  it('has no step due later than the reply', () => {
    const document = proceed(start(answer), 'Task_Sign');
    expect(document.tasks('Task_Sign')).toMatchObject([{ dueDate: answer.dueAt }]);
  });
});

describe('a returned draft', () => {
  it.each([
    ['the head', headOfLeadUnit, 'Task_ApproveContent'],
    ['whoever checks its form', clerk, 'Task_CheckFormat'],
    ['the leader', leader, 'Task_Sign'],
  ])('goes from %s back to its drafter with the comment, and is approved anew', (_, person, step) => {
    const document = proceed(start(), step);
    document.complete(person, step, { decision: 'return', comment: 'Bổ sung căn cứ.' });
    expect(document.jobsOf('documents.record-signature')).toEqual([]);
    expect(document.tasks('Task_Revise')).toMatchObject([{ assignee: drafter.login, formKey: 'draft' }]);
    expect(document.seenBy('Task_Revise')).toMatchObject({ comment: 'Bổ sung căn cứ.', draftBody: 'Kính gửi…' });
    document.complete(drafter, 'Task_Revise', text);
    expect(document.jobsOf('documents.save-draft')).toMatchObject([{ draftBody: 'Kính gửi…' }, { ...text, savedBy: drafter.login }]);
    expect(document.tasks('Task_ApproveContent')).toHaveLength(1);
    expect(proceed(document).ended).toBe(true);
  });
});

describe('the deadlines', () => {
  const dueOf = (document: CaseUnderTest, step: string) => proceed(document, step).tasks(step)[0]!.dueDate;

  it.each([
    ['normal', 'CV', endOfTuesday],
    ['normal', 'QĐ', '2026-01-07T10:00:00.000Z'],
    ['normal', 'GM', '2026-01-05T07:00:00.000Z'],
    ['urgent', 'QĐ', '2026-01-05T07:00:00.000Z'],
    ['very-urgent', 'CV', '2026-01-05T03:00:00.000Z'],
    ['flash', 'CV', '2026-01-05T02:00:00.000Z'],
  ])('of approving come from the table: %s, %s by %s', (urgency, documentType, due) => {
    expect(dueOf(start({ urgency, documentType }), 'Task_ApproveContent')).toBe(due);
  });

  it('give the format check half a day, and a flash document an hour', () => {
    expect(dueOf(start(), 'Task_CheckFormat')).toBe('2026-01-05T07:00:00.000Z');
    expect(dueOf(start({ urgency: 'flash' }), 'Task_CheckFormat')).toBe('2026-01-05T02:00:00.000Z');
  });

  it('want a document issued by the end of the working day after its signature', () => {
    expect(dueOf(start(), 'Task_Issue')).toBe(endOfTuesday);
  });

  it.each(['urgent', 'very-urgent', 'flash'])('want what is %s issued within the hour', (urgency) => {
    expect(dueOf(start({ urgency }), 'Task_Issue')).toBe('2026-01-05T02:00:00.000Z');
  });
});

describe('the forms', () => {
  it.each<readonly [string, string[]]>([
    ['Task_ApproveContent', ['decision']],
    ['Task_CheckFormat', ['decision']],
    ['Task_Sign', ['decision']],
    ['Task_Issue', ['recipients']],
    ['Task_VerifyNumber', ['numberIsRight']],
  ])('of %s is not complete without %j', (step, fields) => {
    expect(proceed(start({ recipients: null }), step).refusedFields(step, {})).toEqual(fields);
  });

  it.each([
    ['Task_ApproveContent', 'the decision of another step', { decision: 'sign' }, ['decision']],
    ['Task_CheckFormat', 'the decision of another step', { decision: 'approve' }, ['decision']],
    ['Task_Sign', 'a signature unknown to the law', { decision: 'sign', signatureForm: 'X' }, ['signatureForm']],
    ['Task_Issue', 'a number: the system gives it', { recipients, outgoingNumber: 1 }, ['outgoingNumber']],
    ['Task_VerifyNumber', 'a number that is not right', { numberIsRight: false }, ['numberIsRight']],
  ])('of %s refuses %s', (step, _, wrong: JsonObject, fields) => {
    expect(proceed(start(), step).refusedFields(step, wrong)).toEqual(fields);
  });

  it('of Task_Revise asks for the result of an answer only', () => {
    const returned = (given: JsonObject) => {
      const document = proceed(start(given), 'Task_ApproveContent');
      document.complete(headOfLeadUnit, 'Task_ApproveContent', { decision: 'return' });
      return document;
    };
    expect(returned({}).refusedFields('Task_Revise', text)).toEqual([]);
    expect(returned(answer).refusedFields('Task_Revise', text)).toEqual(['result']);
    expect(returned({}).refusedFields('Task_Revise', { ...text, documentType: 'X' })).toEqual(['documentType']);
  });

  it.each(['TM', 'KT', 'TL', 'TUQ', 'Q', undefined])('of Task_Sign takes the signature %s', (signatureForm) => {
    const document = proceed(start(), 'Task_Sign');
    expect(document.refusedFields('Task_Sign', { decision: 'sign', ...(signatureForm && { signatureForm }) })).toEqual([]);
  });
});

// Last in the file: it looks back on the cases above.
it('leaves no element and no flow of the drawing without a scenario', () => {
  expect(outgoing.untravelled).toEqual([]);
});
