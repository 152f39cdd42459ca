import type { JsonObject } from '#foundation';
import { completeUserTask, deployProcesses, readProcessFolder, type Tell } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { type AssignmentCommands, assignmentCommands } from '../assignment-commands.js';
import { assignmentsHandlers } from '../assignments-handlers.js';

export const HEAD = ['head', 'head:QLCN', 'unit:QLCN'];

/** Who was told what. */
export interface Told {
  readonly to: readonly string[];
  readonly title: string;
  readonly instanceId: string;
}

export interface AssignmentOffice extends TestOffice {
  readonly commands: AssignmentCommands;
  /** In the order in which they were told. */
  readonly told: Told[];
  /** truongphong gives work to chuyenvien, with five working days; the case goes on until somebody is asked. */
  give(differently?: JsonObject): Promise<{ id: string; instanceId: string }>;
  /** Completes the open task of a case in somebody's name, and lets the system do its part. */
  complete(instanceId: string, login: string, variables: JsonObject): Promise<void>;
  /** The record of an assignment, by column. */
  row(id: string): Promise<JsonObject>;
}

/** A head with two people and the process of assignments, on a database of its own. Close it in `afterAll`. */
export async function openAssignmentOffice(): Promise<AssignmentOffice> {
  const told: Told[] = [];
  const tell: Tell = (_context, { people, groups }, { title, instanceId }) => {
    const to = [...people, ...groups];
    if (to.length > 0) told.push({ to, title, instanceId });
    return Promise.resolve();
  };
  const office = await openTestOffice({ handlers: assignmentsHandlers(tell) });
  const { database, executor, as } = office;
  await database.query(`insert into unit (code, name, kind, sort) values
    ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1), ('QLKH', 'Phòng Quản lý khoa học', 'professional', 2)`);
  await database.query(`insert into person (login, full_name) values
    ('truongphong', 'Phan Văn Cường'), ('chuyenvien', 'Đặng Anh Tuấn'), ('nguoikhac', 'Ngô Thị Mai')`);
  await database.query(
    `insert into post (id, login, unit_code, role, title, valid_from)
     select gen_random_uuid(), login, 'QLCN', role, role, '2020-01-01'
     from (values ('truongphong', 'head'), ('chuyenvien', 'staff'), ('nguoikhac', 'staff')) as p(login, role)`,
  );
  await executor.execute(deployProcesses, { resources: await readProcessFolder('processes/assignment') }, as('designer'));
  const commands = assignmentCommands(tell, () => Promise.resolve());
  const order = { title: 'Tổng hợp số liệu', content: 'Tổng hợp số liệu quý I.', kind: 'general', urgency: 'normal' } as const;
  return {
    ...office,
    commands,
    told,
    give: async (differently = {}) => {
      const to = { assignee: 'chuyenvien', workingDays: 5, coordinatingPeople: [], coordinatingUnits: [], groups: HEAD };
      const given = await executor.execute(commands.give, { ...order, ...to, ...differently }, as('truongphong'));
      await office.runDueJobs();
      return given;
    },
    complete: async (instanceId, login, variables) => {
      const [task] = await database.query<{ id: string }>(`select id from user_task where instance_id = $1 and status = 'open'`, [instanceId]);
      await executor.execute(completeUserTask, { taskId: task!.id, variables, local: { completedBy: login } }, as(login));
      await office.runDueJobs();
    },
    row: async (id) => (await database.query<JsonObject>('select * from assignment where id = $1', [id]))[0]!,
  };
}
