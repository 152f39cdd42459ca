import { CalendarBook, VIETNAM } from '#calendar';
import type { DeadlineKind } from '#deadlines';
import { type JsonObject, newId } from '#foundation';
import { type CommandExecutor, startInstance } from '#runtime';
import { vn } from '../../../../test/support/office-time.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { listReminderPolicies, type Reminder, type ReminderNotice, type ReminderPolicyFields, type ReminderStep, type ReminderTools, sendDueReminders } from '../index.js';
import { remindersOf } from '../reminders.query.js';

/** One task; nothing in the process reminds of it. */
const WORK = process('work', '<userTask id="task" name="Soạn báo cáo" camunda:assignee="= assignee" camunda:candidateGroups="= groups" camunda:dueDate="= dueAt"/>');
/** The same, and on another path the process would remind and escalate itself. */
const REMINDING = process(
  'reminding',
  `<userTask id="task" name="Soạn báo cáo" camunda:assignee="= assignee" camunda:candidateGroups="= groups" camunda:dueDate="= dueAt"/>
   <serviceTask id="remind" camunda:type="external" camunda:topic="notifications.remind"/>
   <serviceTask id="escalate" camunda:type="external" camunda:topic="worklist.escalate"/>`,
);

function process(key: string, elements: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  <process id="${key}" isExecutable="true">
    <startEvent id="begin"/><exclusiveGateway id="which" default="f2"/><endEvent id="end"/>
    ${elements}
    <sequenceFlow id="f1" sourceRef="begin" targetRef="which"/>
    <sequenceFlow id="f2" sourceRef="which" targetRef="task"/>
    <sequenceFlow id="f3" sourceRef="task" targetRef="end"/>
    ${key === 'work' ? '' : `
    <sequenceFlow id="f4" sourceRef="which" targetRef="remind"><conditionExpression xsi:type="tFormalExpression">= false</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="remind" targetRef="escalate"/>
    <sequenceFlow id="f6" sourceRef="escalate" targetRef="end"/>`}
  </process>
</definitions>`;
}

export interface ToldNotice {
  readonly login: string;
  readonly notice: ReminderNotice;
}

export interface ReminderOffice extends TestOffice {
  readonly tools: ReminderTools;
  readonly calendars: CalendarBook;
  /** What people were told, in order. */
  readonly told: ToldNotice[];
  /** Logins whom telling fails. */
  readonly unreachable: Set<string>;
  /** Groups that cannot be looked up. */
  readonly unknown: Set<string>;
  /** Which task climbed to which group, in order. */
  readonly climbed: (readonly [taskId: string, group: string])[];
  /** Moves business time to a moment of the office, `2026-03-02 08:00`. */
  at(officeTime: string): void;
  /** Sends as a worker would at that moment; gives who was told what by that, as `<login>: <title>`. */
  sendAt(officeTime: string): Promise<string[]>;
  /** Gives the id of the task. */
  openTask(variables: JsonObject & { dueAt: string }, key?: string): Promise<string>;
  /** Gives the id of the deadline. */
  openCase(deadline: { dueAt: string; unitCode?: string; instanceId: string }): Promise<string>;
  remindersOf(kind: DeadlineKind, id: string): Promise<Reminder[]>;
  /** Puts one policy, as old as the office, in the place of all. */
  onlyPolicy(policy: Partial<ReminderPolicyFields>): Promise<void>;
  /** Monday morning in an office where nothing is open, nobody was ever reminded and all can be; one policy for everything. */
  reset(steps: readonly ReminderStep[]): Promise<void>;
}

export const EVERYTHING: Omit<ReminderPolicyFields, 'steps' | 'name'> = {
  enabled: true,
  processKey: null,
  elementId: null,
  kind: null,
  unitCode: null,
  urgency: null,
  digest: true,
};

/** An office with people, two processes, and nobody who sends reminders but the test. Close it in `afterAll`. */
export async function openReminderOffice(): Promise<ReminderOffice> {
  const idle = (topic: string) => ({ topic, handle: async () => ({}) });
  const office = await openTestOffice({
    processes: { 'work.bpmn': WORK, 'reminding.bpmn': REMINDING },
    handlers: [idle('notifications.remind'), idle('worklist.escalate')],
  });
  await office.database.query(PEOPLE);
  await office.database.query(POSTS);
  const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
  const [told, unreachable, unknown] = [[] as ToldNotice[], new Set<string>(), new Set<string>()];
  const climbed: [string, string][] = [];
  const tools = toolsOf(office.executor, { calendars, told, unreachable, unknown, climbed });
  const onlyPolicy = async (policy: Partial<ReminderPolicyFields>) => {
    const [some] = await listReminderPolicies(office.database);
    const { name, enabled, processKey, elementId, kind, unitCode, urgency, steps, digest } = { ...some!, ...EVERYTHING, ...policy };
    await office.database.transaction(async (tx) => {
      await tx.execute(`delete from reminder_policy where id <> $1`, [some!.id]);
      await tx.execute(
        `update reminder_policy set (name, enabled, process_key, element_id, kind, unit_code, urgency, steps, digest, changed_at)
           = ($2, $3, $4, $5, $6, $7, $8, $9, $10, '2020-01-01') where id = $1`,
        [some!.id, name, enabled, processKey, elementId, kind, unitCode, urgency, JSON.stringify(steps), digest],
      );
      await tx.query(`select nextval('reminder_policy_revision')`);
    });
  };
  const at = (officeTime: string) => {
    office.clock.offsetMs = Date.parse(vn(officeTime)) - Date.now();
  };
  return {
    ...office,
    tools,
    calendars,
    told,
    unreachable,
    unknown,
    climbed,
    at,
    sendAt: async (officeTime) => {
      at(officeTime);
      const before = told.length;
      await sendDueReminders(tools, { actor: 'system:reminders', requestId: 'reminders' });
      return told.slice(before).map(({ login, notice }) => `${login}: ${notice.title}`);
    },
    openTask: async (variables, key = 'work') => {
      const started = { key, businessKey: 'case', variables: { assignee: null, groups: [], ...variables } };
      const { instanceId } = await office.executor.execute(startInstance, started, office.as('clerk'));
      const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
      return task!.id;
    },
    openCase: async ({ dueAt, unitCode = null, instanceId }) => {
      const id = newId();
      await office.database.query(
        `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule,
                               first_due_at, due_at, status)
         values ($1, $2, 'dueAt', 'Phúc đáp văn bản', 'test', $3, $4, business_now(), 'test', '{"kind": "fixed"}', $5, $5, 'open')`,
        [id, instanceId, id, unitCode, dueAt],
      );
      return id;
    },
    remindersOf: (kind, id) => office.database.transaction((tx) => remindersOf(tx, { kind, id })),
    onlyPolicy,
    reset: async (steps) => {
      at('2026-03-02 08:00');
      await office.database.query('truncate reminder, reminder_recipient, reminder_plan, reminder_run, deadline, calendar_move cascade');
      await office.database.query(`update user_task set status = 'cancelled', ended_at = business_now() where status = 'open'`);
      await onlyPolicy({ steps: [...steps] });
      unreachable.clear();
      unknown.clear();
      [told.length, climbed.length] = [0, 0];
    },
  };
}

function toolsOf(
  executor: CommandExecutor,
  { calendars, told, unreachable, unknown, climbed }: Pick<ReminderOffice, 'calendars' | 'told' | 'unreachable' | 'unknown' | 'climbed'>,
): ReminderTools {
  return {
    executor,
    calendars,
    membersOf: async (tx, group, onDate) => {
      if (unknown.has(group)) throw new Error(`no list of ${group}`);
      const rows = await tx.query<{ login: string }>(
        'select distinct login from post where groups @> array[$1] and held_on(post, $2) order by login',
        [group, onDate],
      );
      return rows.map(({ login }) => login);
    },
    escalateTasks: async (context, taskIds, group) => {
      for (const id of taskIds) {
        context.audit({ subject: 'user-task', subjectId: id, detail: { new: { escalatedTo: [group] } } });
        context.tx.afterCommit(() => climbed.push([id, group]));
      }
      return taskIds;
    },
    tellPerson: async (context, login, notice) => {
      if (unreachable.has(login)) await context.tx.query('select 1/0');
      // What is told in a transaction that is rolled back was not told.
      context.tx.afterCommit(() => told.push({ login, notice }));
    },
  };
}

const PEOPLE = `
  insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1);
  insert into person (login, full_name) values
    ('cuongpv', 'Phan Văn Cường'), ('hoalt', 'Lê Thị Hoa'), ('minhnv', 'Nguyễn Văn Minh')`;

const POSTS = `
  insert into post (id, login, unit_code, role, title, valid_from) values
    (gen_random_uuid(), 'cuongpv', 'QLCN', 'staff', 'Chuyên viên', '2020-01-01'),
    (gen_random_uuid(), 'hoalt', 'QLCN', 'head', 'Trưởng phòng', '2020-01-01'),
    (gen_random_uuid(), 'minhnv', 'QLCN', 'leader', 'Giám đốc', '2020-01-01')`;

