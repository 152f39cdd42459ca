import type { JsonObject } from '#foundation';
import type { RegisteredDocument } from '../incoming/register-incoming-document.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { followDeadlines } from './follow-deadlines.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const instruct = (document: RegisteredDocument, given: JsonObject = {}) =>
  office.serve('documents.record-instruction', {
    documentId: document.id,
    obligationId: document.obligationId,
    dueAt: null,
    handlingTime: null,
    reminderBefore: 'P1D',
    leadUnit: 'QLCN',
    instruction: 'Giao QLCN chủ trì.',
    instructedBy: 'giamdoc',
    ...given,
  });
interface Entry {
  readonly label: string;
  readonly unit: string | null;
  readonly rule: JsonObject;
  readonly dueAt: string;
  readonly status: string;
}
const entryOf = async ({ id, obligationId }: RegisteredDocument) => {
  const [entry] = await office.database.query<Entry>(
    `select label, unit_code as unit, rule, due_at as "dueAt", status from deadline where subject_id = $1`,
    [obligationId ?? id],
  );
  return entry;
};

it('a written deadline stands in the ledger from the registration on, and gets its unit by the instruction', async () => {
  const dueAt = office.inHours(72);
  const document = await office.register({ replyRequired: true, dueAt });
  const label = `Phúc đáp văn bản số đến ${document.arrivalNumber}/${document.arrivalYear}`;
  expect(await entryOf(document)).toMatchObject({ label, unit: null, rule: { kind: 'fixed', by: 'vanthu' }, dueAt, status: 'open' });
  await instruct(document, { dueAt });
  expect(await entryOf(document)).toMatchObject({ unit: 'QLCN', rule: { kind: 'fixed', by: 'vanthu' }, dueAt });
});

it('a document without a date is due by the handling time, counted from the instruction in the working time of its unit', async () => {
  const document = await office.register();
  expect(await entryOf(document)).toBeUndefined();
  const output = await instruct(document, { handlingTime: 'P5D' });
  const entry = await entryOf(document);
  expect(entry).toMatchObject({ unit: 'QLCN', rule: { kind: 'working', duration: 'P5D' }, dueAt: output['dueAt'] });
  expect(Date.parse(entry!.dueAt)).toBeGreaterThan(Date.parse(office.inHours(5 * 24 - 10)));
});

it('a date that the leader writes later changes the rule, with an act', async () => {
  const document = await office.register();
  const { dueAt } = await instruct(document, { handlingTime: 'P5D' });
  await instruct(document, { dueAt: dueAt ?? null }); // The same date once more is no change.
  const leadDueAt = office.inHours(48);
  await instruct(document, { dueAt: dueAt ?? null, leadDueAt });
  expect(await entryOf(document)).toMatchObject({ rule: { kind: 'fixed', by: 'giamdoc' }, dueAt: leadDueAt });
  const acts = await office.database.query(
    `select act, due_before as before, due_after as after from deadline_act a join deadline d on d.id = a.deadline_id
     where d.subject_id = $1`,
    [document.id],
  );
  expect(acts).toEqual([{ act: 'change', before: dueAt, after: leadDueAt }]);
});

it('closing the document closes its deadline, in time or late', async () => {
  const document = await office.register();
  await instruct(document, { handlingTime: 'P5D' });
  await office.serve('documents.close-incoming', { documentId: document.id, result: 'Đã xong' });
  expect(await entryOf(document)).toMatchObject({ status: 'met' });
});

it('what moves in the ledger moves with the obligation and its lead unit, and not what the clerk registered', async () => {
  const document = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  await instruct(document, { dueAt: office.inHours(72) });
  const dueAt = office.inHours(200);
  await office.database.transaction((tx) => followDeadlines(tx, [{ subject: 'reply-obligation', subjectId: document.obligationId!, dueAt }]));
  const [dates] = await office.database.query(
    `select o.due_at as obligation, lead.due_at as lead, d.due_at = o.due_at as registered
     from incoming_document d join reply_obligation o on o.document_id = d.id
     join incoming_document_lead lead on lead.document_id = d.id where d.id = $1`,
    [document.id],
  );
  expect(dates).toEqual({ obligation: dueAt, lead: dueAt, registered: false });
});
