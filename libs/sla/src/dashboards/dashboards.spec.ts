import { CalendarBook, VIETNAM } from '#calendar';
import { newId } from '#foundation';
import { DefinitionStore } from '#runtime';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { vn } from '../../../../test/support/office-time.js';
import { foldChanges } from '../roll-ups/fold-changes.command.js';
import { dueCalendarRequestSchema, flowRequestSchema, heatMapRequestSchema } from './dashboard-request.js';
import { dueCalendar, listDueOn } from './due-calendar.query.js';
import { heatMap } from './heat-map.query.js';
import { monthlyFlow } from './monthly-flow.query.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
  test.clock.offsetMs = Date.parse(vn('2026-03-20 10:00')) - Date.now();
  await test.database.query(`insert into deployment values ($1, business_now(), 'test')`, [DEPLOYMENT]);
  await test.database.query(`insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1)`);
  await test.database.query(`insert into person (login, full_name) values ('cuongpv', 'Phan Văn Cường')`);
});
afterEach(() => test.close());

const DEPLOYMENT = newId();
let activityKey = 0;

const deploy = async (key: string, version = 1) => {
  const id = newId();
  await test.database.query(
    `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
     values ($1, $2, $3, $4, '', '', '', '{}', business_now())`,
    [id, DEPLOYMENT, key, version],
  );
  return id;
};
const start = async (definition: string, startedAt: string, more: { endedAt?: string; parent?: string } = {}) => {
  const id = newId();
  await test.database.query(
    `insert into process_instance (id, definition_id, root_instance_id, parent_instance_id, status, state, started_at, started_by, ended_at)
     values ($1::uuid, $2, coalesce($5::uuid, $1::uuid), $5::uuid, $6, '{}', $3, 'x', $4)`,
    [id, definition, startedAt, more.endedAt ?? null, more.parent ?? null, more.endedAt === undefined ? 'active' : 'completed'],
  );
  return id;
};
interface TaskRow {
  readonly createdAt?: string;
  readonly endedAt?: string;
  readonly dueAt?: string;
  readonly groups?: string[];
  readonly assignee?: string;
}
const task = async (instance: string, element: string, row: TaskRow = {}) => {
  const id = newId();
  await test.database.query(
    `insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups, due_at,
                            priority, status, created_at, ended_at)
     values ($1, $2, $3, $4, 'Việc ' || $4, $5, '{}', $6, $7, 50, $8, $9, $10)`,
    [id, instance, ++activityKey, element, row.assignee ?? null, row.groups ?? [], row.dueAt ?? null,
      row.endedAt === undefined ? 'open' : 'completed', row.createdAt ?? vn('2026-03-01 08:00'), row.endedAt ?? null],
  );
  await test.database.query(
    row.endedAt === undefined
      ? `insert into activity values ($1, $2, null, $3, 'userTask', 'Việc ' || $3, $4)`
      : `insert into activity_history values ($1, $2, null, (select definition_id from process_instance where id = $1), $3,
           'userTask', 'Việc ' || $3, $4, $5, false)`,
    [instance, activityKey, element, row.createdAt ?? vn('2026-03-01 08:00'), ...(row.endedAt === undefined ? [] : [row.endedAt])],
  );
  return id;
};

describe('the heat map', () => {
  const march = { from: vn('2026-03-01 00:00'), to: vn('2026-04-01 00:00') };

  it('tells of each element of one version how long it took, and what is open and late', async () => {
    const [old, latest] = [await deploy('leave', 1), await deploy('leave', 2)];
    const instance = await start(latest, vn('2026-03-02 08:00'));
    for (const hours of [1, 2, 3, 40]) {
      const endedAt = new Date(Date.parse(vn('2026-03-02 08:00')) + hours * 3_600_000).toISOString();
      await task(instance, 'approve', { createdAt: vn('2026-03-02 08:00'), endedAt });
    }
    await task(instance, 'approve', { createdAt: vn('2026-02-01 08:00'), endedAt: vn('2026-02-28 23:59') });
    await task(instance, 'file', { dueAt: vn('2026-03-20 09:59') });
    await task(instance, 'file', { dueAt: vn('2026-03-20 11:00') });
    await task(await start(old, vn('2026-03-02 08:00')), 'approve', { endedAt: vn('2026-03-03 08:00') });
    const map = await heatMap({ database: test.database, calendars, zone: ZONE }, heatMapRequestSchema.parse({ process: 'leave', ...march }));
    expect(map).toMatchObject({ definitionId: latest, version: 2 });
    expect(map.elements).toEqual([
      {
        elementId: 'approve', elementType: 'userTask', name: 'Việc approve', finished: 4, cancelled: 0,
        medianSeconds: 2 * 3_600, p95Seconds: 40 * 3_600, netMedianSeconds: 2 * 3_600, netP95Seconds: 15 * 3_600, openNow: 0, overdueNow: 0,
      },
      {
        elementId: 'file', elementType: 'userTask', name: 'Việc file', finished: 0, cancelled: 0,
        medianSeconds: null, p95Seconds: null, netMedianSeconds: null, netP95Seconds: null, openNow: 2, overdueNow: 1,
      },
    ]);
    const first = await heatMap({ database: test.database, calendars, zone: ZONE }, heatMapRequestSchema.parse({ process: 'leave', version: '1', ...march }));
    expect(first.elements).toMatchObject([{ elementId: 'approve', finished: 1 }]);
  });

  it('counts what was cancelled apart, and not into the times', async () => {
    const instance = await start(await deploy('leave'), vn('2026-03-02 08:00'));
    await task(instance, 'approve', { endedAt: vn('2026-03-03 08:00') });
    await test.database.query('update activity_history set cancelled = true');
    const { elements } = await heatMap({ database: test.database, calendars, zone: ZONE }, heatMapRequestSchema.parse({ process: 'leave', ...march }));
    expect(elements).toMatchObject([{ finished: 0, cancelled: 1, medianSeconds: null }]);
  });

  it('counts net what pauses of the case and the calendar leave, of tasks and of whatever else takes time', async () => {
    const instance = await start(await deploy('leave'), vn('2026-03-02 08:00'));
    // From Friday 15:00 to Monday 09:00 are four hours of work; on Monday half an hour of them stood still.
    await task(instance, 'wait', { createdAt: vn('2026-03-06 15:00'), endedAt: vn('2026-03-09 09:00') });
    await task(instance, 'route', { createdAt: vn('2026-03-09 09:00'), endedAt: vn('2026-03-09 09:00') });
    const counted = await task(instance, 'approve', { createdAt: vn('2026-03-09 09:00'), endedAt: vn('2026-03-10 07:30') });
    await test.database.query(`delete from user_task where element_id <> 'approve'`);
    await test.database.query(
      `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, due_before, due_after, reason, acted_by, approved_by)
       values ('case', $1, $2, 'pause', $3, $4, $4, $4, 'Chờ', 'x', 'y')`,
      [newId(), instance, vn('2026-03-09 08:30'), vn('2026-03-09 09:30')],
    );
    const netOf = async () => {
      const { elements } = await heatMap({ database: test.database, calendars, zone: ZONE }, heatMapRequestSchema.parse({ process: 'leave', ...march }));
      return Object.fromEntries(elements.map(({ elementId, netMedianSeconds }) => [elementId, netMedianSeconds! / 3_600]));
    };
    expect(await netOf()).toEqual({ wait: 3.5, route: 0, approve: 6 });
    const office = createTestExecutor(test.database);
    await office.executor.execute(foldChanges, { calendars, limit: 10 }, office.as('system:sla'));
    expect(await netOf()).toEqual({ wait: 3.5, route: 0, approve: 6 });
    await test.database.query('update sla_fact set net_seconds = 7200 where task_id = $1', [counted]);
    expect(await netOf()).toMatchObject({ approve: 2 }); // what reports say of the task
  });

  it('is refused for a process that there is not, and for more than a year', async () => {
    await expect(heatMap({ database: test.database, calendars, zone: ZONE }, { process: 'none', ...march })).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
    expect(heatMapRequestSchema.safeParse({ process: 'x', from: march.from, to: vn('2027-04-02 00:00') }).success).toBe(false);
  });
});

describe('the flow of a month', () => {
  const flowTools = () => ({ database: test.database, calendars, definitions: new DefinitionStore(), zone: ZONE });

  it('carries what is open from day to day, up to today', async () => {
    const definition = await deploy('leave');
    await start(definition, vn('2026-02-10 08:00'));
    await start(definition, vn('2026-02-27 08:00'), { endedAt: vn('2026-03-02 00:00') });
    await start(definition, vn('2026-02-01 08:00'), { endedAt: vn('2026-02-28 23:59') });
    const root = await start(definition, vn('2026-03-01 23:59'), { endedAt: vn('2026-03-03 09:00') });
    await start(definition, vn('2026-03-02 08:00'), { parent: root });
    await start(await deploy('other'), vn('2026-03-05 08:00'));
    const flow = await monthlyFlow(flowTools(), { month: '2026-03', process: 'leave' });
    expect(flow.days).toHaveLength(20);
    expect(flow.days.slice(0, 4)).toEqual([
      { date: '2026-03-01', working: false, dayOff: 'Chủ Nhật', received: 1, finished: 0, open: 3 },
      { date: '2026-03-02', working: true, dayOff: null, received: 0, finished: 1, open: 2 },
      { date: '2026-03-03', working: true, dayOff: null, received: 0, finished: 1, open: 1 },
      { date: '2026-03-04', working: true, dayOff: null, received: 0, finished: 0, open: 1 },
    ]);
    const all = await monthlyFlow(flowTools(), flowRequestSchema.parse({ month: '2026-03' }));
    expect(all.days.at(-1)).toMatchObject({ date: '2026-03-20', open: 2 });
  });

  it('of a version that cannot be read any more joins no steps', async () => {
    const root = await start(await deploy('incoming'), vn('2026-03-02 08:00'));
    await task(root, 'instruct', { createdAt: vn('2026-03-02 08:00'), endedAt: vn('2026-03-03 08:00') });
    await task(root, 'consult', { createdAt: vn('2026-03-03 08:00') });
    const { transitions } = await monthlyFlow(flowTools(), { month: '2026-03' });
    expect(transitions).toMatchObject([{ from: 'incoming/instruct', to: 'waiting', count: 1 }]);
  });

  it('has no days of a month to come', async () => {
    expect((await monthlyFlow(flowTools(), { month: '2026-04' })).days).toEqual([]);
  });
});

describe('the calendar of what is due', () => {
  const tools = () => ({ database: test.database, calendars, zone: ZONE });
  const request = dueCalendarRequestSchema.parse({ from: '2026-04-24', to: '2026-04-30' });

  it('counts by the days of the office and marks days off with their names', async () => {
    const instance = await start(await deploy('leave'), vn('2026-03-02 08:00'));
    await task(instance, 'a', { dueAt: vn('2026-04-24 00:00') });
    await task(instance, 'a', { dueAt: vn('2026-04-24 23:59') });
    await task(instance, 'a', { dueAt: vn('2026-04-23 23:59') });
    await task(instance, 'a', { dueAt: vn('2026-04-27 17:00'), endedAt: vn('2026-03-03 08:00') });
    await test.database.query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule, first_due_at,
                             due_at, status)
       values ($1, $2, 'dueAt', 'Phúc đáp', 'test', 'x', 'QLCN', $3, 'test', '{"kind": "fixed"}', $4, $4, 'open')`,
      [newId(), instance, vn('2026-03-02 08:00'), vn('2026-04-28 17:00')],
    );
    const { days } = await dueCalendar(tools(), request);
    expect(days.map(({ date, working, tasks, cases }) => [date, working, tasks, cases])).toEqual([
      ['2026-04-24', true, 2, 0],
      ['2026-04-25', false, 0, 0],
      ['2026-04-26', false, 0, 0],
      ['2026-04-27', false, 0, 0],
      ['2026-04-28', true, 0, 1],
      ['2026-04-29', true, 0, 0],
      ['2026-04-30', false, 0, 0],
    ]);
    expect(days[1]!.dayOff).toBe('Thứ Bảy');
    expect((await listDueOn(tools(), { date: '2026-04-28', limit: 10 })).items).toMatchObject([{ kind: 'case', label: 'Phúc đáp' }]);
  });

  it('counts for one unit what its groups, or the lead unit of the case, make its own, and lists as much', async () => {
    const instance = await start(await deploy('leave'), vn('2026-03-02 08:00'));
    const dueAt = vn('2026-03-20 09:00');
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push(await task(instance, 'a', { dueAt, groups: ['clerk', 'unit:QLCN'], assignee: 'cuongpv' }));
    await task(instance, 'a', { dueAt, groups: ['unit:KH'] });
    const { days } = await dueCalendar(tools(), { from: '2026-03-20', to: '2026-03-20', unit: 'QLCN' });
    expect(days).toMatchObject([{ tasks: 3, cases: 0, overdue: 3 }]);
    const first = await listDueOn(tools(), { date: '2026-03-20', unit: 'QLCN', limit: 2 });
    const second = await listDueOn(tools(), { date: '2026-03-20', unit: 'QLCN', limit: 2, after: first.next! });
    expect([...first.items, ...second.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(second.next).toBeNull();
    expect(first.items[0]).toMatchObject({ person: 'cuongpv', personName: 'Phan Văn Cường', unitName: 'Phòng Quản lý công nghệ', overdue: true });
  });

  it('marks the days off of the unit that it is of', async () => {
    const dayOff = { date: '2026-03-20', kind: 'day-off' as const, sessions: [], name: 'Nghỉ bù', source: 'test' };
    const days = [...VIETNAM.days, dayOff].toSorted((one, other) => (one.date < other.date ? -1 : 1));
    const published = [VIETNAM, { ...VIETNAM, key: 'qlcn', days }].map((data) => ({ data, version: 1 }));
    const own = new CalendarBook({ publication: 1, calendars: published, units: { QLCN: 'qlcn' }, usual: 'vn' });
    const dayOf = async (unit?: string) =>
      (await dueCalendar({ ...tools(), calendars: own }, { from: '2026-03-20', to: '2026-03-20', unit })).days[0];
    expect(await dayOf('QLCN')).toMatchObject({ working: false, dayOff: 'Nghỉ bù' });
    expect(await dayOf()).toMatchObject({ working: true });
  });
});
