import { textOf } from '../../document/bpmn-element.js';
import type { UserTaskNode } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileHandlingTime } from '../handling-time.js';
import { roleOwnersOf } from '../resource-roles.js';
import { splitNames } from '../split-names.js';
import { compileActivity } from '../activity.js';

/** `bpmn:userTask` (BPMN 2.0.2 §10.3.4.2) with its `camunda:` attributes and its resource roles. */
export function compileUserTask(source: ElementSource): UserTaskNode {
  const { element } = source;
  const attribute = (name: string) => textOf(element, `camunda:${name}`);
  const roles = roleOwnersOf(element);
  const assignee = attribute('assignee') ?? roles.assignee;
  const [followUpDate, priority] = [attribute('followUpDate'), attribute('priority')];
  return {
    ...compileActivity(source),
    type: 'userTask',
    ...(assignee !== undefined && { assignee }),
    candidateUsers: [...splitNames(attribute('candidateUsers')), ...roles.candidateUsers],
    candidateGroups: [...splitNames(attribute('candidateGroups')), ...roles.candidateGroups],
    ...compileDueDate(source),
    ...(followUpDate !== undefined && { followUpDate }),
    ...(priority !== undefined && { priority }),
    ...compileForm(source),
  };
}

/** `camunda:dueDate`, or the working time that the task is given. */
function compileDueDate(source: ElementSource): Pick<UserTaskNode, 'dueDate' | 'isHandlingTime' | 'countedByUnit'> {
  const { element, id, findings } = source;
  const dueDate = textOf(element, 'camunda:dueDate');
  const handlingTime = compileHandlingTime(source);
  if (dueDate !== undefined && handlingTime !== undefined) {
    const what = 'The task has both camunda:dueDate and a handlingTime; the due date would count.';
    findings.error(id, 'two-due-dates', what, 'Keep one of them.');
  }
  if (dueDate !== undefined) return { dueDate };
  if (handlingTime === undefined) return {};
  return { dueDate: handlingTime.due, isHandlingTime: true, ...(!handlingTime.namesCalendar && { countedByUnit: true }) };
}

const FORM_BINDINGS: readonly NonNullable<UserTaskNode['formBinding']>[] = ['deployment', 'latest', 'version'];

function compileForm({
  element,
  id,
  findings,
}: ElementSource): Pick<UserTaskNode, 'formKey' | 'formBinding' | 'formVersion'> {
  const formRef = textOf(element, 'camunda:formRef');
  const formKey = textOf(element, 'camunda:formKey') ?? formRef;
  const binding = textOf(element, 'camunda:formRefBinding');
  if (formRef === undefined || binding === undefined) return formKey === undefined ? {} : { formKey };
  const formBinding = FORM_BINDINGS.find((candidate) => candidate === binding);
  const formVersion = textOf(element, 'camunda:formRefVersion');
  if (formBinding === undefined) {
    const what = `camunda:formRefBinding "${binding}" is unknown.`;
    findings.error(id, 'unsupported-form-binding', what, `Use ${FORM_BINDINGS.join(', ')}.`);
  } else if (formBinding === 'version' && formVersion === undefined) {
    const what = 'The binding "version" needs camunda:formRefVersion.';
    findings.error(id, 'no-binding-value', what, 'Give camunda:formRefVersion.');
  }
  return {
    formKey: formKey ?? formRef,
    ...(formBinding !== undefined && { formBinding }),
    ...(formVersion !== undefined && { formVersion }),
  };
}
