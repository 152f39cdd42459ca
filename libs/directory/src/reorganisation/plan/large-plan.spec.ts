import { newId } from '#foundation';
import { openTestOffice, type TestOffice } from '../../../../../test/support/office.js';
import { appoint, checkPlan, createUnit, decidePlan, getPlan, registerPerson, savePlan, submitPlan, type TellOfDelegation, type TellOfPlan } from '../../index.js';

const TASKS = 1_000;

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  office.clock.offsetMs = Date.parse('2026-06-15T03:00:00Z') - Date.now();
});
afterAll(() => office.close());

const tell: TellOfPlan & TellOfDelegation = () => Promise.resolve();

it('A unit with a thousand open cases is split in one step, each case whole', async () => {
  const run = office.executor.execute.bind(office.executor);
  const by = office.as('yenlh');
  for (const code of ['A', 'TC']) await run(createUnit, { code, name: `Phòng ${code}`, kind: 'professional' as const }, by);
  for (const [login, unit, role] of [['yenlh', 'TC', 'personnel'], ['dungnh', 'TC', 'leader'], ['cuongpv', 'A', 'head'], ['habtt', 'A', 'deputy-head']] as const) {
    await run(registerPerson, { fullName: 'Nguyễn Văn An', login }, by);
    await run(appoint, { login, unit, role, title: role, from: '2026-01-01' }, by);
  }
  const definition = newId();
  await office.database.query(`insert into deployment values ($1, now(), 'namcn')`, [definition]);
  await office.database.query(
    `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at) values ($1, $1, 'any', 1, 'c', 'any.bpmn', '', '{}', now())`,
    [definition],
  );
  await office.database.query(
    `with made as (
       insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
       select id, $1, id, 'active', '{"v": 1, "next": 2, "instances": [{"key": 1, "element": "P", "variables": {"leadUnit": "A", "units": ["unit:A", "unit:AB"], "text": "Phòng A"}}]}', now(), 'x'
       from (select gen_random_uuid() as id from generate_series(1, $2)) ids returning id)
     insert into user_task (id, instance_id, activity_key, element_id, name, priority, created_at, candidate_users, candidate_groups, escalated_to, status)
     select gen_random_uuid(), id, 2, 'Task', 'Việc', 50, now(), '{}', '{head:A,head:AB}', '{}', 'open' from made`,
    [definition, TASKS],
  );
  const { id } = await run(
    savePlan,
    {
      plan: {
        decisionNumber: '1/QĐ',
        decisionDate: '2026-06-01',
        decidedBy: 'Sở',
        effectiveDay: '2026-06-15',
        lines: [
          {
            kind: 'split',
            unit: 'A',
            rest: 'A',
            parts: [{ code: 'B', name: 'Phòng B', processes: ['any'], cases: [], workFiles: [] }],
            people: [{ login: 'habtt', unit: 'B', role: 'head', title: 'Trưởng phòng', leaves: false }],
            mailboxes: [],
          },
        ],
      },
    },
    by,
  );
  await run(checkPlan, { id }, by);
  await run(submitPlan, { id, tell }, by);
  await run(decidePlan, { id, decision: 'approve', tell, tellDeputies: tell }, office.as('dungnh'));
  expect((await getPlan(office.database, id)).status).toBe('done');
  const [found] = await office.database.query(
    `select count(*) filter (where candidate_groups = '{head:B,head:AB}') as tasks,
       count(*) filter (where state #> '{instances,0,variables}' = '{"leadUnit": "B", "units": ["unit:B", "unit:AB"], "text": "Phòng A"}') as cases
     from user_task join process_instance i on i.id = instance_id`,
  );
  expect(found).toEqual({ tasks: TASKS, cases: TASKS });
}, 300_000);
