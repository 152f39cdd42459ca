import { textOf } from '../../document/bpmn-element.js';
import type { UserTaskNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { splitNames } from '../split-names.js';
import { compileActivity } from '../activity.js';

/** `bpmn:userTask` (BPMN 2.0.2 §10.3.4.2) with its `camunda:` attributes. */
export function compileUserTask(source: ElementSource): UserTaskNode {
  const { element } = source;
  const attribute = (name: string) => textOf(element, `camunda:${name}`);
  const [assignee, dueDate, followUpDate, priority] = [
    attribute('assignee'),
    attribute('dueDate'),
    attribute('followUpDate'),
    attribute('priority'),
  ];
  const formKey = attribute('formKey') ?? attribute('formRef');
  reportFormBinding(source, attribute('formRefBinding'));
  return {
    ...compileActivity(source),
    type: 'userTask',
    ...(assignee !== undefined && { assignee }),
    candidateUsers: splitNames(attribute('candidateUsers')),
    candidateGroups: splitNames(attribute('candidateGroups')),
    ...(dueDate !== undefined && { dueDate }),
    ...(followUpDate !== undefined && { followUpDate }),
    ...(priority !== undefined && { priority }),
    ...(formKey !== undefined && { formKey }),
  };
}

/** Forms are deployed with their process, so `latest` and `deployment` mean the same. */
function reportFormBinding({ id, findings }: ElementSource, binding: string | undefined): void {
  if (binding === undefined || binding === 'latest' || binding === 'deployment') return;
  findings.error(
    id,
    'unsupported-form-binding',
    `camunda:formRefBinding "${binding}" is not supported.`,
    'Use "deployment".',
  );
}
