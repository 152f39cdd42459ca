import { CalendarBook, VIETNAM } from '#calendar';
import type { JsonObject } from '#foundation';
import { cancelInstance } from '#runtime';
import type { RegisteredDocument } from '../incoming/register-incoming-document.command.js';
import { changeAgency } from '../numbering/change-agency.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { issueAnswer } from '../testing/issue-answer.js';
import { followDeadlines } from './follow-deadlines.js';

const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: VIETNAM.key });
let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.executor.execute(changeAgency, { name: 'Sở Khoa học và Công nghệ', code: 'SKHCN' }, office.as('admin'));
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

it('a date in a year that was mistyped is refused before anything is written, whatever form let it pass', async () => {
  const document = await office.register();
  await expect(instruct(document, { leadDueAt: '9026-01-01T09:00', coordinationDueAt: '9026-01-01T09:00' })).rejects.toMatchObject({
    code: 'documents.bad-job-variables',
    findings: [{ where: 'leadDueAt' }, { where: 'coordinationDueAt' }],
  });
  expect(await entryOf(document)).toBeUndefined();
});

it('a far-off date that was set in the case by hand is refused by its name, and the deadline in the ledger stays', async () => {
  const dueAt = office.inHours(72);
  const document = await office.register({ replyRequired: true, dueAt });
  await expect(instruct(document, { dueAt: '9026-01-01T09:00:00.000Z' })).rejects.toMatchObject({
    code: 'documents.bad-job-variables',
    findings: [{ where: 'dueAt', what: expect.stringContaining('9026') as string }],
  });
  expect(await entryOf(document)).toMatchObject({ dueAt, unit: null });
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

describe('A case that is cancelled', () => {
  const cancel = ({ instanceId }: RegisteredDocument) =>
    office.executor.execute(cancelInstance, { instanceId, reason: 'nhập nhầm' }, office.as('admin'));

  it('leaves the deadline of its reply open for as long as that is owed', async () => {
    const document = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
    await cancel(document);
    expect(await entryOf(document)).toMatchObject({ status: 'open' });
    await issueAnswer(office, document.obligationId);
    expect(await entryOf(document)).toMatchObject({ status: 'met' });
  });

  it('takes the deadline along where no reply is owed', async () => {
    const document = await office.register({ dueAt: office.inHours(72) });
    await cancel(document);
    expect(await entryOf(document)).toMatchObject({ status: 'cancelled' });
  });
});

it('what moves in the ledger moves with the obligation and its lead unit, and not what the clerk registered', async () => {
  const document = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  await instruct(document, { dueAt: office.inHours(72) });
  const dueAt = office.inHours(200);
  await office.database.transaction((tx) => followDeadlines.write(tx, [{ subject: 'reply-obligation', subjectId: document.obligationId!, dueAt, status: 'open' }], calendars));
  const [dates] = await office.database.query(
    `select o.due_at as obligation, lead.due_at as lead, d.due_at = o.due_at as registered
     from incoming_document d join reply_obligation o on o.document_id = d.id
     join incoming_document_lead lead on lead.document_id = d.id where d.id = $1`,
    [document.id],
  );
  expect(dates).toEqual({ obligation: dueAt, lead: dueAt, registered: false });
});

describe('The deadline of coordinating units', () => {
  beforeAll(() => {
    office.clock.offsetMs = Date.parse('2026-03-02T01:00:00.000Z') - Date.now(); // 08:00 on a Monday
  });
  /** To be answered by 09:00 on Monday in two weeks. */
  const dueAt = '2026-03-16T02:00:00.000Z';
  const fridayBefore = '2026-03-13T10:00:00.000Z';
  const coordinated = async (given: JsonObject = {}) => {
    const document = await office.register({ replyRequired: true, dueAt });
    const output = await instruct(document, { dueAt, coordinatingUnits: ['QLKH', 'TCCB'], ...given });
    return { ...document, output };
  };
  const moved = ({ obligationId }: RegisteredDocument, due: string) =>
    ({ subject: 'reply-obligation', subjectId: obligationId!, dueAt: due, status: 'open' }) as const;
  const duesOf = async ({ id }: RegisteredDocument) => {
    const rows = await office.database.query<{ unit: string; due: string }>(
      `select u.unit_code as unit, u.due_at as due from instruction_unit u join instruction i on i.id = u.instruction_id
       where i.document_id = $1 and u.role = 'coordinating' order by 1`,
      [id],
    );
    return rows.map(({ due }) => due);
  };
  const follow = (document: RegisteredDocument, due: string, book = calendars) =>
    office.database.transaction(async (tx) => {
      await followDeadlines.write(tx, [moved(document, due)], book);
      return (await followDeadlines.variablesOf(tx, [moved(document, due)], book)).get(document.obligationId!);
    });

  it('is counted back from the due date in working time, and the case knows by how much', async () => {
    const document = await coordinated();
    expect(document.output).toMatchObject({ coordinationBefore: 'P1D', coordinationDueAt: fridayBefore });
    expect(await duesOf(document)).toEqual([fridayBefore, fridayBefore]);
  });

  it('moves along, in the register and in the case, as long before the due date as the reminder', async () => {
    const document = await coordinated();
    const due = '2026-03-20T10:00:00.000Z';
    expect(await follow(document, '2026-03-23T03:00:00.000Z')).toEqual({ coordinationDueAt: due });
    expect(await duesOf(document)).toEqual([due, due]);
  });

  it('is that of each unit by its own calendar', async () => {
    const document = await coordinated();
    const fridaysOff = { ...VIETNAM, key: 'bon-ngay', week: { ...VIETNAM.week, 5: [] } };
    const data = [VIETNAM, fridaysOff].map((calendar) => ({ data: calendar, version: 1 }));
    const book = new CalendarBook({ publication: 1, calendars: data, units: { QLKH: 'bon-ngay' }, usual: VIETNAM.key });
    expect(await follow(document, '2026-03-23T03:00:00.000Z', book)).toEqual({ coordinationDueAt: '2026-03-20T10:00:00.000Z' });
    expect(await duesOf(document)).toEqual(['2026-03-19T10:00:00.000Z', '2026-03-20T10:00:00.000Z']);
  });

  it('follows the task of its unit, where a calendar has moved that alone', async () => {
    const document = await coordinated();
    const [task] = await office.database.query<{ id: string }>(
      `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, priority, status, created_at)
       values (gen_random_uuid(), $1, 99, 'contribute', 'Góp ý', '{}', '{unit:QLKH}', 50, 'open', business_now()) returning id`,
      [document.instanceId],
    );
    const thursday = '2026-03-12T10:00:00.000Z';
    const follow = (before: string) =>
      office.database.transaction((tx) => followDeadlines.writeTasks(tx, [{ id: task!.id, before, after: thursday }]));
    await follow('2026-03-11T10:00:00.000Z'); // another date than that of its instruction
    expect(await duesOf(document)).toEqual([fridayBefore, fridayBefore]);
    await follow(fridayBefore);
    expect(await duesOf(document)).toEqual([thursday, fridayBefore]);
  });

  it('stays where the leader wrote it', async () => {
    const coordinationDueAt = '2026-03-10T03:00:00.000Z';
    const document = await coordinated({ coordinationDueAt });
    expect(document.output).toMatchObject({ coordinationBefore: null, coordinationDueAt });
    expect(await follow(document, '2026-03-23T03:00:00.000Z')).toBeUndefined();
    expect(await duesOf(document)).toEqual([coordinationDueAt, coordinationDueAt]);
  });

  it('stays for the unit that has one of its own', async () => {
    const document = await coordinated();
    const own = '2026-03-09T10:00:00.000Z';
    await office.database.query(
      `update instruction_unit u set due_at = $2, own_due = true from instruction i
       where i.id = u.instruction_id and i.document_id = $1 and u.unit_code = 'TCCB'`,
      [document.id, own],
    );
    await follow(document, '2026-03-23T03:00:00.000Z');
    expect(await duesOf(document)).toEqual(['2026-03-20T10:00:00.000Z', own]);
  });

  it('stays for the unit whose part is in', async () => {
    const document = await coordinated();
    await office.serve('documents.record-contribution', {
      documentId: document.id,
      obligationId: document.obligationId,
      coordinatingUnit: 'QLKH',
      contribution: 'Nhất trí.',
      contributedBy: 'oanhhtk',
    });
    await follow(document, '2026-03-23T03:00:00.000Z');
    expect(await duesOf(document)).toEqual([fridayBefore, '2026-03-20T10:00:00.000Z']);
  });
});
