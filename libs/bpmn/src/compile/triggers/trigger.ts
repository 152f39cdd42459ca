import { childrenOf, kindOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EventTrigger } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileError } from './error.js';
import { compileMessage } from './message.js';
import { compileTimer } from './timer.js';

/** Makes the trigger of one kind of event definition; undefined when it reported an error. */
type TriggerCompiler = (definition: BpmnElement, source: ElementSource) => EventTrigger | undefined;

/** A further event definition is one more file and one line here. */
const TRIGGERS: Readonly<Record<string, TriggerCompiler>> = {
  'bpmn:TimerEventDefinition': compileTimer,
  'bpmn:MessageEventDefinition': compileMessage,
  'bpmn:ErrorEventDefinition': compileError,
  'bpmn:TerminateEventDefinition': () => ({ kind: 'terminate' }),
};

/** What triggers an event (BPMN 2.0.2 §10.5.5), or undefined for a none event and after an error. */
export function compileTrigger(source: ElementSource): EventTrigger | undefined {
  const { element, id, findings } = source;
  const definitions = [...childrenOf(element, 'eventDefinitions'), ...childrenOf(element, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (definition === undefined) return undefined;
  if (definitions.length > 1) {
    findings.error(
      id,
      'several-triggers',
      'Events with several event definitions are not supported.',
      'Use one event for each.',
    );
    return undefined;
  }
  const compile = Object.hasOwn(TRIGGERS, definition.$type) ? TRIGGERS[definition.$type] : undefined;
  if (compile !== undefined) return compile(definition, source);
  findings.error(
    id,
    'unsupported',
    `${kindOf(definition)} is not supported yet.`,
    'Use a timer, a message, an error or a terminate event.',
  );
  return undefined;
}
