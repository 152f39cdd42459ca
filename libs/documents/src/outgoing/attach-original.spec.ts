import { storeAttachment } from '#files';
import { newId } from '#foundation';
import { openDocumentOffice, type DocumentOffice } from '../testing/document-office.js';
import { attachOriginal } from './attach-original.command.js';
import { getOutgoingDocument } from './get-outgoing-document.query.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

/** The draft of an answer, by `cuongpv`. */
const drafted = async () => {
  const { id, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  const output = await office.serve('documents.save-draft', {
    documentId: id,
    obligationId,
    leadUnit: 'QLCN',
    drafter: 'cuongpv',
    documentType: 'BC',
    draftSubject: 'Báo cáo kết quả',
    draftBody: 'Kính gửi …',
    result: 'Đã hoàn thành.',
  });
  return output['outgoingDocumentId'] as string;
};
const upload = async (login: string) => {
  const file = { id: newId(), fileName: 'goc.pdf', mediaType: 'application/pdf', sizeBytes: 1, sha256: 'a'.repeat(64) };
  return (await office.executor.execute(storeAttachment, file, office.as(login))).id;
};
const attach = async (login: string, groups: string[], documentId: string) => {
  const attachmentIds = [await upload(login)];
  await office.executor.execute(attachOriginal, { documentId, attachmentIds, groups }, office.as(login));
  return attachmentIds;
};
const attachmentsOf = async (documentId: string) =>
  (await getOutgoingDocument(office.database, documentId)).attachments.map(({ id }) => id);

describe('the originals of an outgoing document', () => {
  it('are added by whoever drafted it, or by a clerk', async () => {
    const documentId = await drafted();
    const byDrafter = await attach('cuongpv', ['staff', 'unit:QLCN'], documentId);
    const byClerk = await attach('vanthu', ['clerk'], documentId);
    expect(await attachmentsOf(documentId)).toEqual([...byDrafter, ...byClerk]);
  });

  it('are not taken from anybody else, whatever he may read', async () => {
    const documentId = await drafted();
    await expect(attach('giamdoc', ['leader', 'manager', 'unit:QLCN'], documentId)).rejects.toMatchObject({
      code: 'documents.original-forbidden',
      kind: 'forbidden',
    });
    expect(await attachmentsOf(documentId)).toEqual([]);
  });

  it('need a document', async () => {
    await expect(attach('vanthu', ['clerk'], newId())).rejects.toMatchObject({
      code: 'documents.outgoing-document-not-found',
    });
  });
});
