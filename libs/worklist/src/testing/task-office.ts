import type { JsonObject } from '#foundation';
import { type JobHandler, startInstance } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { CaseGuard } from '../case-guard.js';

/** One task with a form, which climbs when it is overdue; then one without a form for whoever completed the first. */
const ANSWER_PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  <process id="answer" name="Trả lời" isExecutable="true">
    <startEvent id="begin"/>
    <userTask id="work" name="Soạn trả lời" camunda:assignee="= assignee" camunda:candidateUsers="= users"
        camunda:candidateGroups="= groups" camunda:dueDate="= dueAt" camunda:formKey="answer">
      <extensionElements>
        <camunda:inputOutput>
          <camunda:outputParameter name="answeredBy">= completedBy</camunda:outputParameter>
        </camunda:inputOutput>
      </extensionElements>
    </userTask>
    <boundaryEvent id="overdue" attachedToRef="work" cancelActivity="false">
      <timerEventDefinition id="overdue-timer"><timeDate xsi:type="tFormalExpression">= dueAt</timeDate></timerEventDefinition>
    </boundaryEvent>
    <serviceTask id="escalate" camunda:type="external" camunda:topic="worklist.escalate">
      <extensionElements>
        <camunda:inputOutput><camunda:inputParameter name="escalateTo">= climbsTo</camunda:inputParameter></camunda:inputOutput>
      </extensionElements>
    </serviceTask>
    <userTask id="check" name="Kiểm tra" camunda:assignee="= answeredBy"/>
    <endEvent id="escalated"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="work"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="check"/>
    <sequenceFlow id="f3" sourceRef="check" targetRef="end"/>
    <sequenceFlow id="f4" sourceRef="overdue" targetRef="escalate"/>
    <sequenceFlow id="f5" sourceRef="escalate" targetRef="escalated"/>
  </process>
</definitions>`;

export const ANSWER_FORM: JsonObject = {
  type: 'default',
  id: 'answer',
  components: [
    { type: 'textarea', id: 'c1', key: 'answer', label: 'Nội dung trả lời', validate: { required: true } },
    { type: 'select', id: 'c2', key: 'unit', label: 'Đơn vị', valuesExpression: '=units' },
  ],
};

/** What the form of the test's process chooses from. */
export const FORM_DATA: JsonObject = {
  units: [
    { value: 'QLCN', label: 'Phòng Quản lý công nghiệp' },
    { value: 'VP', label: 'Văn phòng' },
  ],
  people: [],
};

interface HeldRow {
  readonly status: string;
  readonly assignee: string | null;
  readonly escalatedTo: string[];
  readonly completedBy: string | null;
}

export interface TaskOffice extends TestOffice {
  /** Starts a case and gives its open task. What is not given: nobody's, offered to nobody, due in two days. */
  openTask(variables?: JsonObject): Promise<{ taskId: string; instanceId: string }>;
  taskRow(taskId: string): Promise<HeldRow>;
  /** Actions and details of the audit trail of a task, oldest first. */
  trailOf(taskId: string): Promise<{ action: string; actor: string; detail: JsonObject }[]>;
}

/** An office with one deployed process, `answer`, on a database of its own. Close it in `afterAll`. */
export async function openTaskOffice(options: { handlers: readonly JobHandler[] }): Promise<TaskOffice> {
  const processes = { 'answer/answer.bpmn': ANSWER_PROCESS, 'answer/answer.form': JSON.stringify(ANSWER_FORM) };
  const office = await openTestOffice({ ...options, processes });
  await office.database.query(
    `insert into person (login, full_name) values ('cuongpv', 'Phan Văn Cường'), ('hoalt', 'Lê Thị Hoa')`,
  );
  return {
    ...office,
    openTask: async (variables = {}) => {
      const { instanceId } = await office.executor.execute(
        startInstance,
        {
          key: 'answer',
          businessKey: 'case-1',
          variables: { assignee: null, users: [], groups: [], climbsTo: 'leader', dueAt: office.inHours(48), ...variables },
        },
        office.as('clerk'),
      );
      const [task] = await office.database.query<{ id: string }>(
        'select id from user_task where instance_id = $1',
        [instanceId],
      );
      return { taskId: task!.id, instanceId };
    },
    taskRow: async (taskId) => {
      const [row] = await office.database.query<HeldRow>(
        `select status, assignee, escalated_to as "escalatedTo", completed_by as "completedBy"
         from user_task where id = $1`,
        [taskId],
      );
      return row!;
    },
    trailOf: (taskId) =>
      office.database.query(
        `select action, actor, detail from audit_entry where subject = 'user-task' and subject_id = $1 order by id`,
        [taskId],
      ),
  };
}

/** Of no case anything is withheld. */
export const hidingNothing: CaseGuard = () => Promise.resolve(new Set<string>());
