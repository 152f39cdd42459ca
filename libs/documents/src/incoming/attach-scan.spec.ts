import { storeAttachment } from '#files';
import { newId } from '#foundation';
import { openDocumentOffice, type DocumentOffice } from '../testing/document-office.js';
import { attachScan } from './attach-scan.command.js';
import { getIncomingDocument } from './get-incoming-document.query.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const upload = async () => {
  const file = { id: newId(), fileName: 'scan.pdf', mediaType: 'application/pdf', sizeBytes: 1, sha256: 'a'.repeat(64) };
  return (await office.executor.execute(storeAttachment, file, office.as('vanthu'))).id;
};
const attach = (documentId: string, ...attachmentIds: string[]) =>
  office.executor.execute(attachScan, { documentId, attachmentIds }, office.as('vanthu'));
const attachmentsOf = async (documentId: string) =>
  (await getIncomingDocument(office.database, documentId)).attachments.map(({ id }) => id);
const waitingForScan = async () => (await office.database.query('select 1 from message_subscription')).length;

it('lets a document that was registered on paper go on when its scan comes', async () => {
  const { id } = await office.register();
  expect(await waitingForScan()).toBe(1);
  const [first, second] = [await upload(), await upload()];
  await attach(id, first);
  expect(await waitingForScan()).toBe(0);
  await attach(id, second);
  expect(await attachmentsOf(id)).toEqual([first, second]);
});

it('links the scans of a registration and does not wait', async () => {
  const scan = await upload();
  const { id } = await office.register({ attachmentIds: [scan] });
  expect(await attachmentsOf(id)).toEqual([scan]);
  expect(await waitingForScan()).toBe(0);
});

it('gives a file to one document only, also when two ask for it at once', async () => {
  const scan = await upload();
  const documents = [await office.register(), await office.register()];
  const attempts = await Promise.allSettled(documents.map(({ id }) => attach(id, scan)));
  expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'documents.attachments-not-linkable', findings: [{ where: 'attachmentIds[0]' }] },
  });
});

it('changes nothing when one of the files is unknown, or the document is', async () => {
  const { id } = await office.register();
  const scan = await upload();
  await expect(attach(id, scan, newId())).rejects.toMatchObject({ findings: [{ where: 'attachmentIds[1]' }] });
  expect(await attachmentsOf(id)).toEqual([]);
  await expect(attach(newId(), scan)).rejects.toMatchObject({ code: 'documents.incoming-document-not-found' });
});
