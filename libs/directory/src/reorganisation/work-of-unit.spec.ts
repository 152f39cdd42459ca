import { newId } from '#foundation';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { appoint, createUnit, dissolveUnit, registerPerson } from '../index.js';

const LAST_DAY = '2026-06-15';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.offsetMs = Date.parse(`${LAST_DAY}T03:00:00Z`) - Date.now();
  for (const code of ['KE', 'KHAC']) await createUnitOf(code);
  await query(`insert into deployment values ($1, now(), 'namcn')`, [CASE]);
  await query(
    `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
     values ($1, $1, 'any', 1, 'c', 'any.bpmn', '', '{}', now())`,
    [CASE],
  );
  await query(
    `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by) values ($1, $1, $1, 'active', '{}', now(), 'x')`,
    [CASE],
  );
  await query(`insert into file_plan_item values (2026, '01', 'Hồ sơ', 10, 'KHAC', 'x', 'x', now())`);
});
afterAll(() => office.close());

/** Of the one case that all tasks and deadlines are of. */
const CASE = newId();
let rows = 0;

const query = (sql: string, parameters: readonly unknown[] = []) => office.database.query(sql, parameters);
const createUnitOf = (code: string) =>
  office.executor.execute(createUnit, { code, name: `Phòng ${code}`, kind: 'professional' as const, parentCode: undefined }, office.as('yenlh'));
const workOf = async (code: string) =>
  (await office.executor.execute(dissolveUnit, { code, successor: 'KE', lastDay: LAST_DAY, dryRun: true }, office.as('yenlh'))).work;

/** Somebody with a post in each of these units. */
async function personIn(...units: string[]): Promise<string> {
  const { login } = await office.executor.execute(registerPerson, { fullName: 'Nguyễn Văn An' }, office.as('yenlh'));
  for (const unit of units) await office.executor.execute(appoint, { login, unit, role: 'staff', title: 'Chuyên viên', from: '2026-01-01' }, office.as('yenlh'));
  return login;
}

const task = (label: string, to: { readonly groups?: readonly string[]; readonly escalatedTo?: readonly string[]; readonly assignee?: string; readonly status?: string }) =>
  query(
    `insert into user_task (id, instance_id, activity_key, element_id, name, priority, created_at, candidate_users, candidate_groups, escalated_to,
       assignee, status, ended_at)
     values ($1, $2, $3, 'Task', $4, 50, now(), '{}', $5, $6, $7, $8, case $8 when 'open' then null else now() end)`,
    [newId(), CASE, ++rows, label, to.groups ?? [], to.escalatedTo ?? [], to.assignee ?? null, to.status ?? 'open'],
  );

async function replyOwed(label: string, unit: string, status = 'open'): Promise<void> {
  const [document, instruction] = [newId(), newId()];
  await query(
    `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type, subject, urgency,
       received_at, reply_required, due_at, status, registered_at, registered_by, instance_id)
     values ($1, 'incoming', 2026, $2, $3, '2026-01-05', 'Công văn', 'V/v', 'normal', now(), true, now(), 'in-progress', now(), 'x', $4)`,
    [document, ++rows, label, newId()],
  );
  await query(`insert into instruction (id, document_id, content, instructed_by, instructed_at) values ($1, $2, '', 'gd', now())`, [instruction, document]);
  await query(`insert into instruction_unit (instruction_id, unit_code, role) values ($1, $2, 'lead')`, [instruction, unit]);
  await query(
    `insert into reply_obligation (id, document_id, status, due_at, opened_at, closed_at)
     values ($1, $2, $3, now(), now(), case $3 when 'open' then null else now() end)`,
    [newId(), document, status],
  );
}

const outgoing = (label: string, unit: string, status: 'draft' | 'signed') =>
  query(
    `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at, signed_by, signed_at)
     values ($1, $2, 'CV', $3, $4, 'x', 1, now(), case $2 when 'signed' then 'gd' end, case $2 when 'signed' then now() end)`,
    [newId(), status, label, unit],
  );

const workFile = (label: string, unit: string, status = 'open') =>
  query(
    `insert into work_file (id, plan_year, plan_code, number, code, title, unit_code, keeper, opened_on, opened_at, opened_by, status, closed_on, closed_at, closed_by)
     select $1, 2026, '01', $2::int, '01.' || $2::int, $3, $4, 'x', '2026-01-05', now(), 'x', $5, day, day, case when day is not null then 'x' end
     from (values (case $5 when 'open' then null else date '2026-02-01' end)) closed(day)`,
    [newId(), ++rows, label, unit, status],
  );

async function assignment(label: string, to: { readonly unit?: string; readonly coordinating?: readonly string[]; readonly status?: string }): Promise<void> {
  const id = newId();
  await query(
    `insert into assignment (id, assigner, unit_code, to_unit, assignee, coordinating_people, coordinating_units, kind, urgency, instance_id, given_at, status,
       closed_at, timeliness)
     values ($1, 'gd', $2, false, 'x', '{}', $3, 'general', 'normal', $4, now(), $5, case when $5 in ('done', 'recalled') then now() end,
       case $5 when 'done' then 'on-time' end)`,
    [id, to.unit ?? 'KHAC', to.coordinating ?? [], newId(), to.status ?? 'given'],
  );
  await query(`insert into assignment_wording (assignment_id, version, title, content, written_by, written_at) values ($1, 1, $2, '…', 'gd', now())`, [id, label]);
}

const deadline = (label: string, unit: string, status = 'open') =>
  query(
    `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule, first_due_at, due_at, status, closed_at)
     values ($1::uuid, $2, 'dueAt', $3, 'x', $1::text, $4, now(), 'x', '{}', now(), now(), $5, case $5 when 'open' then null else now() end)`,
    [newId(), CASE, label, unit, status],
  );

/** Open work of a unit, its kind and how it is shown; what is done, or of others, stands beside it and is not listed. */
const works: Record<string, { readonly kind: string; readonly shown: RegExp; readonly enter: (unit: string) => Promise<unknown> }> = {
  'a task that is offered to its people': {
    kind: 'task',
    shown: /^Việc của phòng$/,
    enter: async (unit) => {
      await task('Việc của phòng', { groups: [`head:${unit}`] });
      await task('Việc đã xong', { groups: [`head:${unit}`], status: 'completed' });
      await task('Việc của phòng khác', { groups: ['head:KHAC'] });
    },
  },
  'a task that has climbed to its head': {
    kind: 'task',
    shown: /^Việc quá hạn$/,
    enter: (unit) => task('Việc quá hạn', { groups: ['head:KHAC'], escalatedTo: [`head:${unit}`] }),
  },
  'a task on the desk of somebody who works nowhere else': {
    kind: 'task',
    shown: /^Việc đứng tên – \w+$/,
    enter: async (unit) => {
      await task('Việc đứng tên', { assignee: await personIn(unit) });
      await task('Việc của người còn ở phòng khác', { assignee: await personIn(unit, 'KHAC') });
      await task('Việc đã xong', { assignee: await personIn(unit), status: 'completed' });
    },
  },
  'a reply that is owed': {
    kind: 'reply-obligation',
    shown: /^Số đến \d+\/2026$/,
    enter: async (unit) => {
      await replyOwed('Sở Nội vụ', unit);
      await replyOwed('Sở Tư pháp', 'KHAC');
      await replyOwed('Sở Y tế', unit, 'cancelled');
    },
  },
  'a draft': {
    kind: 'draft',
    shown: /^Dự thảo của \w*$/,
    enter: async (unit) => {
      await outgoing('Dự thảo', unit, 'draft');
      await outgoing('Dự thảo của phòng khác', 'KHAC', 'draft');
    },
  },
  'a document that was signed and is to be issued': { kind: 'draft', shown: /^Dự thảo của \w*$/, enter: (unit) => outgoing('Đã ký', unit, 'signed') },
  'an open work file': {
    kind: 'work-file',
    shown: /^01\.\d+$/,
    enter: async (unit) => {
      await workFile('Hồ sơ đang lập', unit);
      await workFile('Hồ sơ đã đóng', unit, 'closed');
      await workFile('Hồ sơ phòng khác', 'KHAC');
    },
  },
  'work that was given to it': {
    kind: 'assignment',
    shown: /^Việc được giao( – \w+)?$/,
    enter: async (unit) => {
      await assignment('Việc được giao', { unit });
      await assignment('Việc đã nghiệm thu', { unit, status: 'done' });
      await assignment('Việc đã thu hồi', { unit, status: 'recalled' });
      await assignment('Việc của phòng khác', {});
    },
  },
  'work with which it helps': { kind: 'assignment', shown: /^Việc được giao( – \w+)?$/, enter: (unit) => assignment('Việc phối hợp', { coordinating: [unit] }) },
  'a deadline that it answers for': {
    kind: 'deadline',
    shown: /^\w+$/,
    enter: async (unit) => {
      await deadline('Phúc đáp văn bản số 5', unit);
      await deadline('Phúc đáp văn bản số 6', unit, 'met');
      await deadline('Phúc đáp văn bản số 7', 'KHAC');
    },
  },
};

it.each(Object.entries(works))('%s is open work of a unit that ends, and nothing beside it', async (name, { kind, shown, enter }) => {
  const unit = `DV${Object.keys(works).indexOf(name)}`;
  await createUnitOf(unit);
  expect(await workOf(unit)).toEqual([]);
  await enter(unit);
  expect(await workOf(unit)).toEqual([{ kind, count: 1, items: [{ id: expect.any(String) as string, label: expect.stringMatching(shown) as string }] }]);
});
