import { extensionsOf, textOf } from '../../document/bpmn-element.js';
import type { ServiceTaskNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';

/** `bpmn:serviceTask` (BPMN 2.0.2 §10.3.4.1) as a Camunda external task: `camunda:topic` names the handler. */
export function compileServiceTask(source: ElementSource): ServiceTaskNode {
  const { element, id, findings } = source;
  const type = textOf(element, 'camunda:type') ?? 'external';
  const topic = textOf(element, 'camunda:topic') ?? '';
  if (type !== 'external') {
    findings.error(
      id,
      'unsupported-service-type',
      `camunda:type "${type}" is not supported.`,
      'Use camunda:type="external" and a camunda:topic.',
    );
  } else if (topic === '') {
    findings.error(
      id,
      'no-topic',
      'The service task does not say what it does.',
      'Give camunda:type="external" and the camunda:topic of a handler.',
    );
  }
  const resultVariable = textOf(element, 'camunda:resultVariable');
  const retryTimeCycle = textOf(extensionsOf(element, 'camunda:FailedJobRetryTimeCycle')[0], 'body');
  return {
    ...compileActivity(source),
    type: 'serviceTask',
    topic,
    ...(resultVariable !== undefined && { resultVariable }),
    ...(retryTimeCycle !== undefined && { retryTimeCycle }),
  };
}
