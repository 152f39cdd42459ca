import type { DocumentOffice } from './document-office.js';

/**
 * Drafts an outgoing document of QLCN, has it signed and issues it. Gives its id.
 * @param obligationId what it answers, with the result recorded; null: nothing
 * @param caseId in which it is issued; left out: in none that the office knows
 */
export async function issueAnswer(office: DocumentOffice, obligationId: string | null, caseId?: string): Promise<string> {
  const drafted = await office.serve('documents.save-draft', {
    ...(obligationId !== null && { obligationId, result: 'Đã hoàn thành.' }),
    leadUnit: 'QLCN',
    drafter: 'cuongpv',
    documentType: 'BC',
    draftSubject: 'Báo cáo kết quả',
    draftBody: 'Kính gửi …',
  });
  const outgoingDocumentId = drafted['outgoingDocumentId'] as string;
  await office.sign(outgoingDocumentId);
  await office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'vanthu', recipients: 'Như trên' }, caseId);
  return outgoingDocumentId;
}
