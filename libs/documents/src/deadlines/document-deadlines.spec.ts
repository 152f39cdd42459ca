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

it('a handling time that cannot be counted in working time is refused before anything is written', async () => {
  const document = await office.register();
  await expect(instruct(document, { handlingTime: 'P1M' })).rejects.toMatchObject({
    code: 'documents.bad-job-variables',
    findings: [{ where: 'handlingTime' }],
  });
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
  await office.database.transaction((tx) => followDeadlines.write(tx, [{ subject: 'reply-obligation', subjectId: document.obligationId!, dueAt, status: 'open' }]));
  const [dates] = await office.database.query(
    `select o.due_at as obligation, lead.due_at as lead, d.due_at = o.due_at as registered
     from incoming_document d join reply_obligation o on o.document_id = d.id
     join incoming_document_lead lead on lead.document_id = d.id where d.id = $1`,
    [document.id],
  );
  expect(dates).toEqual({ obligation: dueAt, lead: dueAt, registered: false });
});

describe('The deadline of coordinating units', () => {
  const coordinated = async (given: JsonObject = {}) => {
    const document = await office.register({ replyRequired: true, dueAt: office.inHours(100) });
    await instruct(document, { dueAt: office.inHours(100), coordinatingUnits: ['QLKH', 'TCCB'], ...given });
    return document;
  };
  const moved = ({ obligationId }: RegisteredDocument, dueAt: string) =>
    ({ subject: 'reply-obligation', subjectId: obligationId!, dueAt, status: 'open' }) as const;
  const duesOf = async ({ id }: RegisteredDocument) => {
    const rows = await office.database.query<{ unit: string; due: string }>(
      `select u.unit_code as unit, u.due_at as due from instruction_unit u join instruction i on i.id = u.instruction_id
       where i.document_id = $1 and u.role = 'coordinating' order by 1`,
      [id],
    );
    return rows.map(({ due }) => due);
  };
  const follow = (document: RegisteredDocument, dueAt: string) =>
    office.database.transaction(async (tx) => {
      await followDeadlines.write(tx, [moved(document, dueAt)]);
      return (await followDeadlines.variablesOf(tx, [moved(document, dueAt)])).get(document.obligationId!);
    });

  it('moves along, in the register and in the case, as long before the due date as the reminder', async () => {
    const document = await coordinated();
    const dueAt = office.inHours(200);
    const due = new Date(Date.parse(dueAt) - 24 * 3_600_000).toISOString();
    expect(await follow(document, dueAt)).toEqual({ coordinationDueAt: due });
    expect(await duesOf(document)).toEqual([due, due]);
  });

  it('stays where the leader wrote it', async () => {
    const coordinationDueAt = office.inHours(50);
    const document = await coordinated({ coordinationDueAt });
    expect(await follow(document, office.inHours(200))).toBeUndefined();
    expect(await duesOf(document)).toEqual([coordinationDueAt, coordinationDueAt]);
  });

  it('stays for the unit whose part is in', async () => {
    const document = await coordinated();
    const [before] = await duesOf(document);
    await office.serve('documents.record-contribution', {
      obligationId: document.obligationId,
      coordinatingUnit: 'QLKH',
      contribution: 'Nhất trí.',
      contributedBy: 'oanhhtk',
    });
    const due = office.inHours(176);
    await follow(document, office.inHours(200));
    const [given, asked] = await duesOf(document);
    expect(given).toBe(before);
    expect(Date.parse(asked!)).toBeGreaterThanOrEqual(Date.parse(due));
  });
});
