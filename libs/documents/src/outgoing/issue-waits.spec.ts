import { eventually } from '../../../../test/support/eventually.js';
import { changeAgency } from '../numbering/change-agency.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.executor.execute(changeAgency, { name: 'Sở Khoa học và Công nghệ', code: 'SKHCN' }, office.as('admin'));
});
afterAll(() => office.close());

it('issuing a document waits for the cases that it answers before it touches their obligations', async () => {
  const { instanceId, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  const draft = { documentId: null, obligationId: null, leadUnit: 'QLCN', drafter: 'cuongpv', documentType: 'CV', draftSubject: 'V/v', draftBody: '…', result: null };
  const { outgoingDocumentId } = await office.serve('documents.save-draft', draft);
  const id = outgoingDocumentId as string;
  await office.sign(id);
  await office.database.query(
    `insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at, linked_by) values ($1, $2, business_now(), 'cuongpv')`,
    [obligationId, id],
  );
  let issuing: Promise<unknown> | undefined;
  await office.database.transaction(async (tx) => {
    await tx.query('select 1 from process_instance where id = $1 for no key update', [instanceId]);
    issuing = office.serve('documents.issue-outgoing', { outgoingDocumentId: id, issuedBy: 'vanthu', recipients: 'UBND tỉnh', note: null });
    await eventually(async () => {
      const waiting = await office.database.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      return waiting.length > 0;
    });
    expect(await tx.query('select 1 from reply_obligation where id = $1 for update skip locked', [obligationId])).toHaveLength(1);
    expect(await tx.query('select 1 from outgoing_document where id = $1 for update skip locked', [id])).toHaveLength(1);
  });
  await issuing;
  expect(await office.database.query('select status from outgoing_document where id = $1', [id])).toEqual([{ status: 'issued' }]);
});
