import { newId } from '#foundation';
import { cancelInstance, getInstance } from '#runtime';
import { storeAttachment } from '#files';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { attachScan } from './attach-scan.command.js';
import { getIncomingDocument } from './get-incoming-document.query.js';
import { voidIncomingDocument } from './void-incoming-document.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const reason = 'Gửi nhầm cơ quan';
const voidAs = (login: string, groups: string[], documentId: string) =>
  office.executor.execute(voidIncomingDocument, { documentId, reason, groups }, office.as(login));
const owed = () => office.register({ replyRequired: true, dueAt: office.inHours(72) });
const deadlinesOf = (instanceId: string) =>
  office.database.query<{ subject: string; status: string }>('select subject, status from deadline where instance_id = $1', [instanceId]);

describe('a number that was given by mistake', () => {
  it('stays in the book as voided, with who did it when and why', async () => {
    const { id, arrivalNumber } = await office.register();
    await voidAs('vanthu', ['clerk'], id);
    expect(await getIncomingDocument(office.database, id)).toMatchObject({
      arrivalNumber,
      voidedAt: expect.any(String) as string,
      voidedBy: 'vanthu',
      voidReason: reason,
      status: 'closed',
    });
    const trail = await office.database.query(`select actor, detail from audit_entry where action = 'documents.void-incoming-document' and subject_id = $1`, [id]);
    expect(trail).toEqual([{ actor: 'vanthu', detail: { reason } }]);
  });

  it('ends the case, the reply that was owed and the deadlines in the same transaction', async () => {
    const { id, instanceId } = await owed();
    await voidAs('vanthu', ['clerk'], id);
    expect(await getInstance(office.database, instanceId)).toMatchObject({ status: 'cancelled', endReason: reason });
    expect(await deadlinesOf(instanceId)).toEqual([{ subject: 'reply-obligation', status: 'cancelled' }]);
    expect((await getIncomingDocument(office.database, id)).obligation).toMatchObject({ status: 'cancelled' });
  });

  it('ends the deadline of a document that asks for no reply', async () => {
    const { id, instanceId } = await office.register({ dueAt: office.inHours(72) });
    await voidAs('vanthu', ['clerk'], id);
    expect(await deadlinesOf(instanceId)).toEqual([{ subject: 'incoming-document', status: 'cancelled' }]);
  });

  it('is voided though its case was cancelled before', async () => {
    const { id, instanceId } = await owed();
    await office.executor.execute(cancelInstance, { instanceId, reason: 'khác' }, office.as('admin'));
    await voidAs('vanthu', ['clerk'], id);
    expect((await getIncomingDocument(office.database, id)).obligation).toMatchObject({ status: 'cancelled' });
    expect(await deadlinesOf(instanceId)).toMatchObject([{ status: 'cancelled' }]);
    expect(await getInstance(office.database, instanceId)).toMatchObject({ endReason: 'khác' });
  });

  it('is voided by who entered it or by the chief of office, by no other clerk', async () => {
    const { id, instanceId } = await office.register();
    await expect(voidAs('vanthu2', ['clerk'], id)).rejects.toMatchObject({ code: 'documents.void-forbidden' });
    expect(await getInstance(office.database, instanceId)).toMatchObject({ status: 'active' });
    await voidAs('chanhvp', ['chief-of-office'], id);
    expect(await getIncomingDocument(office.database, id)).toMatchObject({ voidedBy: 'chanhvp' });
  });

  it('is voided once, also by two at the same moment', async () => {
    const { id } = await office.register();
    const settled = await Promise.allSettled([voidAs('vanthu', [], id), voidAs('vanthu', [], id), voidAs('vanthu', [], id)]);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(voidAs('vanthu', [], id)).rejects.toMatchObject({ code: 'documents.number-already-voided' });
    await expect(voidAs('vanthu', [], newId())).rejects.toMatchObject({ code: 'documents.incoming-document-not-found' });
  });

  it('takes no scan any more', async () => {
    const { id } = await office.register();
    await voidAs('vanthu', [], id);
    const file = { id: newId(), fileName: 'quet.pdf', mediaType: 'application/pdf', sizeBytes: 1, sha256: 'a'.repeat(64) };
    await office.executor.execute(storeAttachment, file, office.as('vanthu'));
    await expect(
      office.executor.execute(attachScan, { documentId: id, attachmentIds: [file.id] }, office.as('vanthu')),
    ).rejects.toMatchObject({ code: 'documents.incoming-document-voided' });
  });
});
