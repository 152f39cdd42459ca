import { storeAttachment } from '#files';
import { newId } from '#foundation';
import type { Command } from '#runtime';
import { openDocumentOffice, type DocumentOffice } from '../testing/document-office.js';
import { attachOriginal } from './attach-original.command.js';
import { recordOutgoingAct } from './acts/record-outgoing-act.command.js';
import { recordOutgoingStep } from './duties/record-outgoing-step.js';
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
const upload = async (login: string, replaces?: string) => {
  const file = { id: newId(), fileName: 'goc.pdf', mediaType: 'application/pdf', sizeBytes: 1, sha256: 'a'.repeat(64), replaces };
  return (await office.executor.execute(storeAttachment, file, office.as(login))).id;
};
const attach = async (login: string, groups: string[], documentId: string, replaces?: string) => {
  const attachmentIds = [await upload(login, replaces)];
  await office.executor.execute(attachOriginal, { documentId, attachmentIds, groups }, office.as(login));
  return attachmentIds;
};
const attachmentsOf = async (documentId: string) =>
  (await getOutgoingDocument(office.database, documentId)).attachments.map(({ id }) => id);

const issue = (outgoingDocumentId: string) =>
  office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'anh', recipients: 'UBND tỉnh' });
const issued = async () => {
  const documentId = await drafted();
  await office.sign(documentId, 'bao');
  await issue(documentId);
  return documentId;
};

/** The step of a task about the document, done or with a decision to return it, by somebody who may. */
const step = (documentId: string, outgoingStep: string, decision: string, login: string) => {
  const completion = {
    taskId: newId(),
    properties: { outgoingStep },
    candidateGroups: [],
    escalatedTo: [],
    person: { login, groups: ['head:QLCN', 'clerk'] },
    variables: { outgoingDocumentId: documentId },
    values: { decision },
  };
  const command: Command<void, void> = {
    name: 'test.step',
    audited: false,
    run: (context) => recordOutgoingStep(context, completion),
  };
  return office.executor.execute(command, undefined, office.as(login));
};

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

describe('a file of an outgoing document', () => {
  const staff = ['staff', 'unit:QLCN'];
  const stands = { code: 'documents.outgoing-file-stands', kind: 'conflict' };

  it('gives way to a later one of its drafter while nobody has let the document pass', async () => {
    const documentId = await drafted();
    const [first] = await attach('cuongpv', staff, documentId);
    const [second] = await attach('cuongpv', staff, documentId, first);
    expect(await attachmentsOf(documentId)).toContain(second);
  });

  it('stands as it was approved; beside it comes only what a clerk has scanned', async () => {
    const documentId = await drafted();
    const [approved] = await attach('cuongpv', staff, documentId);
    await step(documentId, 'approve-content', 'approve', 'truongphong');
    const before = await attachmentsOf(documentId);
    await expect(attach('cuongpv', staff, documentId, approved)).rejects.toMatchObject(stands);
    await expect(attach('vanthu', ['clerk'], documentId, approved)).rejects.toMatchObject(stands);
    await expect(attach('cuongpv', staff, documentId)).rejects.toMatchObject({ code: 'documents.original-forbidden' });
    expect(await attachmentsOf(documentId)).toEqual(before);
    const further = await attach('vanthu', ['clerk'], documentId);
    expect(await attachmentsOf(documentId)).toEqual([...before, ...further]);
  });

  it('does not come in behind an approval that was on its way', async () => {
    const documentId = await drafted();
    let attaching: Promise<unknown> | undefined;
    await office.database.transaction(async (tx) => {
      await tx.query('select from outgoing_document where id = $1 for no key update', [documentId]);
      attaching = attach('cuongpv', staff, documentId).catch((error: unknown) => error);
      while ((await tx.query('select from pg_locks where not granted')).length === 0) await office.database.query('select pg_sleep(0.01)');
      await tx.execute(
        `insert into outgoing_step (id, document_id, version, step, passed, done_by, acting_for, task_id, done_at)
         values ($1, $2, 1, 'approve-content', true, 'truongphong', '{}', $1, now())`,
        [newId(), documentId],
      );
    });
    expect(await attaching).toMatchObject({ code: 'documents.original-forbidden' });
    expect(await attachmentsOf(documentId)).toEqual([]);
  });

  it('may be mended when the document has come back to its drafter', async () => {
    const documentId = await drafted();
    const [faulty] = await attach('cuongpv', staff, documentId);
    await step(documentId, 'approve-content', 'approve', 'truongphong');
    await step(documentId, 'check-format', 'return', 'vanthu');
    const [mended] = await attach('cuongpv', staff, documentId, faulty);
    await step(documentId, 'approve-content', 'approve', 'truongphong');
    await expect(attach('cuongpv', staff, documentId, mended)).rejects.toMatchObject(stands);
  });

  it('stands once the document is signed or issued, whatever steps its model has', async () => {
    const documentId = await drafted();
    const [signed] = await attach('cuongpv', staff, documentId);
    await office.sign(documentId, 'bao');
    await expect(attach('cuongpv', staff, documentId, signed)).rejects.toMatchObject(stands);
    await expect(attach('cuongpv', staff, documentId)).rejects.toMatchObject({ code: 'documents.original-forbidden' });
    const [scan] = await attach('vanthu', ['clerk'], documentId);
    const { attachments } = await getOutgoingDocument(office.database, documentId);
    expect(attachments).toMatchObject([{ id: signed, addedAfterSignature: false }, { id: scan, addedAfterSignature: true }]);
    await issue(documentId);
    await expect(attach('vanthu', ['clerk'], documentId, signed)).rejects.toMatchObject(stands);
  });

  it('comes beside others until the number was compared, and to none that was voided, recalled or replaced', async () => {
    const closed = { code: 'documents.outgoing-files-closed', kind: 'conflict' };
    const [verified, recalled, voided] = [await issued(), await issued(), await issued()];
    await attach('cuongpv', staff, verified);
    await step(verified, 'verify-number', '', 'cuongpv');
    const recall = { documentId: recalled, kind: 'recall', reason: 'Sai.' } as const;
    await office.executor.execute(recordOutgoingAct(office.tell), recall, office.as('bao'));
    await office.database.query(`update outgoing_document set voided_at = now(), voided_by = 'anh', void_reason = 'x' where id = $1`, [voided]);
    for (const id of [verified, recalled, voided]) {
      for (const [login, groups] of [['cuongpv', staff], ['vanthu', ['clerk']]] as const) {
        await expect(attach(login, [...groups], id)).rejects.toMatchObject(closed);
      }
    }
  });

  it('was uploaded by whoever attaches it: nobody gives to others what he may not read himself', async () => {
    const documentId = await drafted();
    const foreign = await upload('maint');
    const attachmentIds = [foreign];
    await expect(
      office.executor.execute(attachOriginal, { documentId, attachmentIds, groups: staff }, office.as('cuongpv')),
    ).rejects.toMatchObject({ code: 'documents.attachments-not-linkable', findings: [{ where: 'attachmentIds[0]' }] });
    await expect(office.register({ attachmentIds })).rejects.toMatchObject({
      code: 'documents.registration-refused',
      findings: [{ where: 'attachmentIds[0]' }],
    });
  });
});
