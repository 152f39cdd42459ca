import { attachScan, documentsHandlers, incomingDocumentSchema, registerIncomingDocument } from '#documents';
import { newId } from '#foundation';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { oneTask } from './processes.js';
import { runRace } from './race.js';

let office: TestOffice;
beforeAll(async () => {
  const processes = { 'incoming-document.bpmn': oneTask('case').replace('id="one-task"', 'id="incoming-document"') };
  office = await openTestOffice({ handlers: documentsHandlers, processes });
});
afterAll(() => office.close());

/** A file that is on no document yet. */
async function uploaded(): Promise<string> {
  const [row] = await office.database.query<{ id: string }>(
    `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at)
     values ($1, 'scan.pdf', 'application/pdf', 1, repeat('a', 64), 'vanthu', business_now()) returning id`,
    [newId()],
  );
  return row!.id;
}

const register = (...attachmentIds: string[]) => () => {
  const input = incomingDocumentSchema.parse({
    senderAgency: 'Sở Tư pháp',
    documentNumber: `${newId()}/STP`,
    documentDate: '2020-03-02',
    documentType: 'Công văn',
    subject: 'V/v báo cáo',
    replyRequired: false,
    attachmentIds,
  });
  return office.executor.execute(registerIncomingDocument, input, office.as('vanthu'));
};
const attach = (documentId: string, attachmentId: string) => () =>
  office.executor.execute(attachScan, { documentId, attachmentIds: [attachmentId] }, office.as('vanthu'));
const documentOf = async (attachmentId: string) =>
  (await office.database.query<{ id: string }>('select incoming_document_id as id from attachment where id = $1', [attachmentId]))[0]!.id;

describe('one file for two documents', () => {
  it('that are there: the second waits and is refused', async () => {
    const file = await uploaded();
    const [one, two] = [await register()(), await register()()];
    const outcomes = await runRace(office.database, { first: attach(one.id, file), second: attach(two.id, file) });
    expect(outcomes[1]).toEqual({ refused: 'documents.attachments-not-linkable' });
    expect(await documentOf(file)).toBe(one.id);
  });

  it('that are there: the second has it when the first fails', async () => {
    const file = await uploaded();
    const [one, two] = [await register()(), await register()()];
    await runRace(office.database, { first: attach(one.id, file), second: attach(two.id, file), firstFails: true });
    expect(await documentOf(file)).toBe(two.id);
  });

  it('that are registered with it: the second is refused and takes no number', async () => {
    const file = await uploaded();
    const before = (await register()()).arrivalNumber;
    const outcomes = await runRace(office.database, { first: register(file), second: register(file) });
    expect(outcomes[1]).toEqual({ refused: 'documents.registration-refused' });
    expect((await register()()).arrivalNumber).toBe(before + 2);
  });

  it('one registered with it, one that is there: the second is refused', async () => {
    const file = await uploaded();
    const { id } = await register()();
    const outcomes = await runRace(office.database, { first: register(file), second: attach(id, file) });
    expect(outcomes[1]).toEqual({ refused: 'documents.attachments-not-linkable' });
  });
});
