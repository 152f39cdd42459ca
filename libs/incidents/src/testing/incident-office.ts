import type { JsonObject } from '#foundation';
import { completeUserTask, deployProcesses, type JobHandler, readProcessFolder } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { ReportedIncident, ReportIncidentInput } from '../acts/report-incident.command.js';
import { type IncidentCommands, incidentCommands } from '../incident-commands.js';
import type { IncidentTools } from '../incident.js';
import { incidentsHandlers } from '../incidents-handlers.js';

/** Of those in the office below, in the words of their posts. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  truongphong: ['head', 'head:QLCN', 'unit:QLCN'],
  chuyenvien: ['staff', 'staff:QLCN', 'unit:QLCN'],
  khongtruong: ['staff', 'staff:TDC', 'unit:TDC'],
  quantri: ['it', 'it:CNTT', 'unit:CNTT'],
  quantri2: ['it', 'it:CNTT', 'unit:CNTT'],
  giamdoc: ['leader', 'leader:LD', 'unit:LD'],
};

/** Who was told what. */
export interface ToldNotice {
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
}

export interface IncidentOffice extends TestOffice {
  readonly commands: IncidentCommands;
  readonly tools: IncidentTools;
  /** In the order in which they were told. */
  readonly told: ToldNotice[];
  /** While it stands, no account can be locked. */
  lockIsDown: boolean;
  /** chuyenvien reports an outage by the route of 47/QĐ-STP; the case goes on until somebody is asked. */
  report(differently?: Partial<ReportIncidentInput>, login?: string): Promise<ReportedIncident>;
  /** Completes the open task of an element in somebody's name, and lets the system do its part. */
  complete(incident: ReportedIncident, element: string, login: string, variables: JsonObject): Promise<void>;
  /** Lets so many hours go by, and the system do what has come due. */
  pass(hours: number): Promise<void>;
  /** Ids of the elements whose tasks are open, in the order of their ids. */
  open(incident: ReportedIncident): Promise<string[]>;
  /** The record of an incident, by column. */
  row(id: string): Promise<JsonObject>;
  /** Level and outcome of each question so far. */
  hops(id: string): Promise<[string, string | null][]>;
  person(login: string): { readonly login: string; readonly groups: readonly string[] };
}

/** A department with a head, one without, IT, a leader and the process of incidents, on a database of its own. Close it in `afterAll`. */
export async function openIncidentOffice(): Promise<IncidentOffice> {
  const told: ToldNotice[] = [];
  const state = { lockIsDown: false };
  const tools: IncidentTools = {
    tell: (_context, { people, groups }, { title, body }) => {
      const to = [...people, ...groups];
      if (to.length > 0) told.push({ to, title, body });
      return Promise.resolve();
    },
    membersOf: async (tx, group, onDate) => {
      const found = await tx.query<{ login: string }>('select distinct login from post where held_on(post, $2) and $1 = any(groups) order by 1', [group, onDate]);
      return found.map(({ login }) => login);
    },
    lockAccount: async ({ tx }, { login }) => {
      if (state.lockIsDown) throw new Error('The accounts cannot be reached.');
      await tx.execute(`update account set status = 'locked' where login = $1`, [login]);
    },
    reportSpill: () => Promise.reject(new Error('Nobody reports a spill here.')),
  };
  const office = await openTestOffice({ handlers: [...incidentsHandlers(tools), ...others] });
  const { database, executor, as } = office;
  await furnish(office);
  const commands = incidentCommands(tools);
  const outage = {
    kind: 'outage',
    severity: 'normal' as const,
    title: 'Không vào được',
    description: 'Lỗi 502.',
    systems: ['VPĐT'],
    attachmentIds: [],
    route: '000',
    exposureReporters: ['self', 'head', 'it'],
    accountSystems: [],
  };
  return {
    ...office,
    commands,
    tools,
    told,
    get lockIsDown() {
      return state.lockIsDown;
    },
    set lockIsDown(isDown) {
      state.lockIsDown = isDown;
    },
    report: async (differently = {}, login = 'chuyenvien') => {
      const reported = await executor.execute(commands.report, { ...outage, groups: GROUPS[login] ?? [], ...differently }, as(login));
      await office.runDueJobs();
      return reported;
    },
    complete: async ({ instanceId }, element, login, variables) => {
      const [task] = await database.query<{ id: string }>(
        `select id from user_task where instance_id = $1 and element_id = $2 and status = 'open' order by id desc limit 1`,
        [instanceId, element],
      );
      await executor.execute(completeUserTask, { taskId: task!.id, variables, local: { completedBy: login } }, as(login));
      await office.runDueJobs();
    },
    pass: async (hours) => {
      office.clock.advance(hours * 3_600_000);
      await office.runDueJobs();
    },
    open: async ({ instanceId }) => {
      const tasks = await database.query<{ element: string }>(
        `select element_id as element from user_task where instance_id = $1 and status = 'open' order by id`,
        [instanceId],
      );
      return tasks.map(({ element }) => element);
    },
    row: async (id) => (await database.query<JsonObject>('select * from incident where id = $1', [id]))[0]!,
    hops: async (id) => {
      const hops = await database.query<{ hop: string; outcome: string | null }>('select hop, outcome from incident_hop where incident_id = $1 order by number', [id]);
      return hops.map(({ hop, outcome }) => [hop, outcome]);
    },
    person: (login) => ({ login, groups: GROUPS[login] ?? [] }),
  };
}

/** What other libs do in the process. */
const others: readonly JobHandler[] = ['notifications.tell', 'worklist.escalate'].map((topic) => ({ topic, handle: () => Promise.resolve({}) }));

async function furnish({ database, executor, as }: TestOffice): Promise<void> {
  await database.query(`insert into unit (code, name, kind, sort) values
    ('LD', 'Lãnh đạo', 'leadership', 1), ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 2),
    ('TDC', 'Phòng Tiêu chuẩn', 'professional', 3), ('CNTT', 'Bộ phận CNTT', 'it', 4)`);
  const people = Object.entries(GROUPS).map(([login, [role = '', , unit = '']]) => ({ login, role, unit: unit.slice('unit:'.length) }));
  for (const { login, role, unit } of people) {
    await database.query('insert into person (login, full_name) values ($1, $1)', [login]);
    await database.query(
      `insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), $1, $2, $3, $3, '2020-01-01')`,
      [login, unit, role],
    );
    await database.query(
      `insert into account (login, password_hash, status, must_change_password, created_at, password_changed_at)
       values ($1, 'x', 'active', false, now(), now())`,
      [login],
    );
  }
  await executor.execute(deployProcesses, { resources: await readProcessFolder('processes/incident-escalation') }, as('designer'));
}
