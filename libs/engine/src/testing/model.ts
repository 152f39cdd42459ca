import { compileProcess, type ProcessGraph } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { EngineContext } from '../command.js';
import { InMemoryProcess } from '../in-memory-process.js';

/** A process of the size of a test: nothing but what the test is about. Its key is `P`. */
export interface Model {
  /** Flow elements as BPMN XML, in the default namespace. `Start` and `End` need not be written out. */
  readonly elements?: string;
  /** See {@link flows}. */
  readonly flows: string;
  /** Messages and other elements beside the process. */
  readonly definitions?: string;
}

/** The BPMN file of a model. */
export function bpmn({ elements = '', flows: flowText, definitions = '' }: Model): string {
  const implied = [
    ['Start', '<startEvent id="Start"/>'],
    ['End', '<endEvent id="End"/>'],
  ].filter(([id]) => new RegExp(`\\b${id}\\b`).test(flowText) && !elements.includes(`id="${id}"`));
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test" id="Definitions">
  ${definitions}
  <process id="P" isExecutable="true">
    ${implied.map(([, xml]) => xml).join('')}
    ${elements}
    ${flows(flowText)}
  </process>
</definitions>`;
}

/**
 * Sequence flows in short: one chain of node ids per line, `Start -> Task -> End`; a condition for the last flow of a
 * line follows a colon, `Gateway -> Task : = amount > 5`. The flow from `A` to `B` has the id `A_B` (`A_B_2` for a
 * second one).
 */
export function flows(text: string): string {
  const taken = new Map<string, number>();
  const flow = (source: string, target: string, condition?: string) => {
    const pair = `${source}_${target}`;
    const count = (taken.get(pair) ?? 0) + 1;
    taken.set(pair, count);
    const id = count === 1 ? pair : `${pair}_${count}`;
    return `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${conditionXml(condition)}</sequenceFlow>`;
  };
  return text
    .split('\n')
    .filter((line) => line.trim())
    .flatMap((line) => {
      const [, chain = '', condition] = /^([^:]*)(?::\s*(.*))?$/.exec(line.trim()) ?? [];
      const nodes = chain.split('->').map((id) => id.trim());
      const last = nodes.length - 2;
      return nodes.slice(1).map((target, i) => flow(nodes[i] as string, target, i === last ? condition : undefined));
    })
    .join('\n');
}

function conditionXml(condition: string | undefined): string {
  return condition === undefined
    ? ''
    : `<conditionExpression xsi:type="tFormalExpression"><![CDATA[${condition}]]></conditionExpression>`;
}

export const userTask = (id: string, attributes = '', content = ''): string =>
  `<userTask id="${id}" ${attributes}>${content}</userTask>`;

export const serviceTask = (id: string, attributes = '', content = ''): string =>
  `<serviceTask id="${id}" camunda:type="external" camunda:topic="test" ${attributes}>${content}</serviceTask>`;

/** User tasks without anything but their ids. */
export const userTasks = (...ids: string[]): string => ids.map((id) => userTask(id)).join('');

export const gateway = (
  kind: 'exclusive' | 'parallel' | 'inclusive' | 'complex',
  id: string,
  attributes = '',
  content = '',
): string => `<${kind}Gateway id="${id}" ${attributes}>${content}</${kind}Gateway>`;

/** An embedded sub-process; its own elements are written out, start and end events too. */
export const subProcess = (id: string, elements: string, flowText: string, content = ''): string =>
  `<subProcess id="${id}">${content}${elements}${flows(flowText)}</subProcess>`;

export const boundaryEvent = (id: string, attachedTo: string, trigger: string, interrupting = true): string =>
  `<boundaryEvent id="${id}" attachedToRef="${attachedTo}" cancelActivity="${interrupting}">${trigger}</boundaryEvent>`;

export const catchEvent = (id: string, trigger: string): string =>
  `<intermediateCatchEvent id="${id}">${trigger}</intermediateCatchEvent>`;

/** A timer event definition. */
export const timer = (kind: 'timeDate' | 'timeDuration' | 'timeCycle', value: string): string =>
  `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${value}</${kind}></timerEventDefinition>`;

/** A message event definition; the message is declared by {@link message}. */
export const messageTrigger = (name: string): string => `<messageEventDefinition messageRef="Message_${name}"/>`;

/** Declares a message among the definitions. */
export const message = (name: string, correlationKey?: string): string =>
  correlationKey === undefined
    ? `<message id="Message_${name}" name="${name}"/>`
    : `<message id="Message_${name}" name="${name}"><extensionElements><camunda:properties>
        <camunda:property name="correlationKey" value="${correlationKey}"/>
      </camunda:properties></extensionElements></message>`;

/** An error event definition; the error is declared by {@link error}. Without a name it stands for every error. */
export const errorTrigger = (name?: string, attributes = ''): string =>
  `<errorEventDefinition ${name === undefined ? '' : `errorRef="Error_${name}"`} ${attributes}/>`;

/** Declares an error among the definitions; its code is its name. */
export const error = (name: string, attributes = ''): string =>
  `<error id="Error_${name}" name="${name}" errorCode="${name}" ${attributes}/>`;

export const errorEnd = (id: string, name: string): string => `<endEvent id="${id}">${errorTrigger(name)}</endEvent>`;

/** An activity with a compensation boundary event, `Undo_<id>`, and the manual task or other activity that undoes it. */
export const compensable = (activity: string, id: string, handler: string, handlerId: string): string =>
  `${activity}${boundaryEvent(`Undo_${id}`, id, '<compensateEventDefinition/>')}${handler}
  <association id="To_${handlerId}" associationDirection="One" sourceRef="Undo_${id}" targetRef="${handlerId}"/>`;

/** A compensation event definition of a throwing event. */
export const compensate = (activity?: string): string =>
  `<compensateEventDefinition ${activity === undefined ? '' : `activityRef="${activity}"`}/>`;

export const throwEvent = (id: string, trigger: string): string =>
  `<intermediateThrowEvent id="${id}">${trigger}</intermediateThrowEvent>`;

export const endEvent = (id: string, trigger: string): string => `<endEvent id="${id}">${trigger}</endEvent>`;

/** A signal event definition; the signal is declared by {@link signal}. `payload` goes along: source by target. */
export const signalTrigger = (name: string, payload: Record<string, string> = {}): string =>
  `<signalEventDefinition signalRef="Signal_${name}"><extensionElements>${Object.entries(payload)
    .map(([target, source]) => `<camunda:in source="${source}" target="${target}"/>`)
    .join('')}</extensionElements></signalEventDefinition>`;

/** Declares a signal among the definitions; `text` is its name in the process, where that is an expression. */
export const signal = (name: string, text = name): string => `<signal id="Signal_${name}" name="${text}"/>`;

/** An escalation event definition; it is declared by {@link escalation}. Without a name it stands for all of them. */
export const escalationTrigger = (name?: string, attributes = ''): string =>
  `<escalationEventDefinition ${name === undefined ? '' : `escalationRef="Escalation_${name}"`} ${attributes}/>`;

/** Declares an escalation among the definitions; its code is its name. */
export const escalation = (name: string): string =>
  `<escalation id="Escalation_${name}" name="${name}" escalationCode="${name}"/>`;

export const conditionalTrigger = (condition: string, attributes = ''): string =>
  `<conditionalEventDefinition ${attributes}>
    <condition xsi:type="tFormalExpression"><![CDATA[${condition}]]></condition>
  </conditionalEventDefinition>`;

export const linkTrigger = (name: string): string => `<linkEventDefinition name="${name}"/>`;

/** An event sub-process; its start event is `On_<id>`, `flowText` leads on from there. */
export const eventSubProcess = (
  id: string,
  trigger: string,
  elements: string,
  flowText: string,
  interrupting = true,
): string =>
  `<subProcess id="${id}" triggeredByEvent="true">
    <startEvent id="On_${id}" isInterrupting="${interrupting}">${trigger}</startEvent>${elements}${flows(flowText)}
  </subProcess>`;

/** `camunda:inputOutput`, from name to expression. */
export function mappings(inputs: Record<string, string>, outputs: Record<string, string> = {}): string {
  const parameters = (tag: string, all: Record<string, string>) =>
    Object.entries(all).map(([name, text]) => `<camunda:${tag} name="${name}"><![CDATA[${text}]]></camunda:${tag}>`);
  return `<extensionElements><camunda:inputOutput>${parameters('inputParameter', inputs).join('')}${parameters(
    'outputParameter',
    outputs,
  ).join('')}</camunda:inputOutput></extensionElements>`;
}

/** When and where models run. */
export const context = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

/** The compiled model. */
export function graphOf(model: Model): Promise<ProcessGraph> {
  return compileProcess(bpmn(model), 'P');
}

/** Starts an instance of the model. @param world what else it is to know, e.g. that it was called. */
export async function run(
  model: Model,
  variables: JsonObject = {},
  world: Partial<EngineContext> = {},
): Promise<InMemoryProcess> {
  const instance = new InMemoryProcess(await graphOf(model), { ...context, ...world });
  instance.start(variables);
  return instance;
}
