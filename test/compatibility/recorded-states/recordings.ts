import type { JsonObject } from '#foundation';
import type { Move } from '../moves.js';

/** One state to record: how an instance comes to it, and how it goes on from there to its end. */
export interface Recording {
  readonly name: string;
  /** File in `models/`, and key of its process. A model is never changed: give the new one a new name. */
  readonly model: string;
  readonly variables: JsonObject;
  readonly before: readonly Move[];
  readonly after: readonly Move[];
}

const document = {
  documentId: '6f1d2c1e-7b52-4b7e-9a54-0d5d1a6f6b1e',
  arrivalNumber: 128,
  arrivalYear: 2026,
  subject: 'Về việc báo cáo tình hình ứng dụng công nghệ thông tin',
  replyRequired: true,
  hasScan: false,
  obligationId: '0b6b9d0e-2c58-4f6e-8a83-6b1f0f6f7d11',
  dueAt: '2026-01-16T10:00:00.000Z',
  reminderBefore: 'P1D',
  escalateAfter: 'PT8H',
};

const instructed = {
  leadUnit: 'QLCN',
  coordinatingUnits: ['TTCN', 'KHTC'],
  informationUnits: ['VP', 'TCCB'],
  coordinationDueAt: '2026-01-13T10:00:00.000Z',
};

/** Add to the end; a recording that was made stays as it is. See README.md. */
export const recordings: Recording[] = [
  {
    name: 'every-wait',
    model: 'every-wait',
    variables: { documentId: 'd-1', subject: 'Công văn', units: ['A', 'B', 'C'] },
    before: [
      ['fireTimer', 'Reminder'],
      ['deliverMessage', 'Note', { note: 1 }],
      ['completeTask', 'Parallel'],
      ['completeTask', 'Sequential'],
    ],
    after: [
      ['fireTimer', 'Reminder'],
      ['deliverMessage', 'Note', { note: 2 }],
      ['completeTask', 'Inside', { local: 'changed' }],
      ['completeTask', 'Sequential'],
      ['completeTask', 'Sequential'],
      ['completeTask', 'Parallel'],
      ['completeTask', 'Parallel'],
      ['endChild', 'Call', { symbol: '47/QĐ-STP', secret: 1 }],
      ['deliverMessage', 'Message', { pages: 4 }],
      ['fireTimer', 'Timer'],
      ['completeJob', 'Service', { done: true }],
      ['completeTask', 'User'],
    ],
  },
  {
    name: 'token-at-join',
    model: 'every-wait',
    variables: { documentId: 'd-1', subject: 'Công văn', units: [] },
    before: [
      ['completeTask', 'User'],
      ['completeJob', 'Service'],
      ['fireTimer', 'Timer'],
      ['endChild', 'Call'],
      ['completeTask', 'Inside'],
    ],
    after: [['deliverMessage', 'Message']],
  },
  {
    name: 'incoming-document-waits-for-the-scan',
    model: 'incoming-document',
    variables: document,
    before: [],
    after: [
      ['deliverMessage', 'Catch_Scanned', { hasScan: true }],
      ['completeTask', 'Task_Instruct', { leadUnit: 'QLCN' }],
      ['completeJob', 'Service_RecordInstruction', { ...instructed, informationUnits: [] }],
      ['endChild', 'Call_ReplyRequired', { drafter: 'cuongpv', outgoingSymbol: '7/QLCN' }],
      ['completeTask', 'Task_VerifyNumber', { numberIsRight: true }],
      ['completeJob', 'Service_CloseIncoming'],
    ],
  },
  {
    name: 'incoming-document-is-being-answered',
    model: 'incoming-document',
    variables: { ...document, hasScan: true },
    before: [
      ['completeTask', 'Task_Instruct', { leadUnit: 'QLCN' }],
      ['completeJob', 'Service_RecordInstruction', instructed],
      ['completeTask', 'Task_ReadForInformation'],
    ],
    after: [
      ['fireTimer', 'Timer_AcknowledgementExpired'],
      ['endChild', 'Call_ReplyRequired', { drafter: 'cuongpv' }],
      ['completeTask', 'Task_VerifyNumber'],
      ['completeJob', 'Service_CloseIncoming'],
    ],
  },
  {
    name: 'reply-required-is-drafted-and-contributed-to',
    model: 'reply-required',
    variables: { ...document, ...instructed },
    before: [
      ['completeTask', 'Task_Assign', { drafter: 'cuongpv' }],
      ['completeTask', 'Task_Contribute', { contribution: 'Nhất trí' }],
      ['fireTimer', 'Timer_Reminder'],
    ],
    after: [
      ['completeJob', 'Service_Remind'],
      ['fireTimer', 'Timer_CoordinationDue'],
      ['completeJob', 'Service_RecordContribution'],
      ['completeJob', 'Service_RecordMissing'],
      ['completeTask', 'Task_Draft', { draftSubject: 'Báo cáo' }],
      ['completeJob', 'Service_SaveDraft', { outgoingDocumentId: 'o-1' }],
      ['completeTask', 'Task_Approve', { decision: 'return', comment: 'Bổ sung số liệu' }],
      ['completeTask', 'Task_Revise', { draftSubject: 'Báo cáo bổ sung' }],
      ['completeJob', 'Service_SaveDraft'],
      ['completeTask', 'Task_Approve', { decision: 'approve' }],
      ['completeTask', 'Task_Sign', { decision: 'sign' }],
      ['completeJob', 'Service_RecordSignature'],
      ['completeTask', 'Task_Issue', { recipients: 'UBND tỉnh' }],
      ['completeJob', 'Service_IssueOutgoing', { outgoingNumber: 7, outgoingSymbol: '7/QLCN' }],
    ],
  },
  {
    name: 'reply-required-is-overdue',
    model: 'reply-required',
    variables: { ...document, ...instructed, coordinatingUnits: [] },
    before: [
      ['completeTask', 'Task_Assign', { drafter: 'cuongpv' }],
      ['completeTask', 'Task_Draft', { draftSubject: 'Báo cáo' }],
      ['completeJob', 'Service_SaveDraft', { outgoingDocumentId: 'o-1' }],
      ['fireTimer', 'Timer_Overdue'],
      ['completeJob', 'Service_EscalateToHead'],
    ],
    after: [
      ['fireTimer', 'Timer_EscalateToLeader'],
      ['completeTask', 'Task_Approve', { decision: 'approve' }],
      ['completeTask', 'Task_Sign', { decision: 'sign' }],
      ['completeJob', 'Service_RecordSignature'],
      ['completeTask', 'Task_Issue'],
      ['completeJob', 'Service_IssueOutgoing', { outgoingNumber: 7 }],
    ],
  },
];
