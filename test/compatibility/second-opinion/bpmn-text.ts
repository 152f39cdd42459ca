/** A process as a test writes it down; its key is `P`. */
export interface Model {
  /** Flow elements as BPMN XML in the default namespace; `Start` and `End` need not be among them. */
  readonly elements?: string;
  /** Chains of ids, one a line: `A -> B -> C`. A condition of the last flow follows a colon: `Gate -> A : = n > 1`. */
  readonly flows: string;
  /** What stands beside the process: messages, errors, further processes. */
  readonly definitions?: string;
}

/** The BPMN file of a model. */
export function bpmnText({ elements = '', flows, definitions = '' }: Model): string {
  const implied = ['Start', 'End'].filter(
    (id) => new RegExp(`\\b${id}\\b`).test(flows) && !elements.includes(`"${id}"`),
  );
  const ends = implied.map((id) => `<${id.toLowerCase()}Event id="${id}"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test" id="Definitions">
  ${definitions}
  <process id="P" isExecutable="true">${ends}${elements}
    ${flowXml(flows)}
  </process>
</definitions>`;
}

/** Sequence flows; the one from `A` to `B` has the id `A_B`, further ones `A_B_`, `A_B__`. */
function flowXml(flows: string): string {
  const lines = flows.split('\n').filter((line) => line.includes('->'));
  const taken = new Set<string>();
  const idOf = (source?: string, target?: string) => {
    let id = `${source}_${target}`;
    while (taken.has(id)) id += '_';
    taken.add(id);
    return id;
  };
  return lines
    .flatMap((line) => {
      const colon = line.indexOf(':');
      const nodes = (colon < 0 ? line : line.slice(0, colon)).split('->').map((id) => id.trim());
      return nodes.slice(1).map((target, index) => {
        const isLast = index === nodes.length - 2;
        const condition = colon >= 0 && isLast ? formal('conditionExpression', line.slice(colon + 1).trim()) : '';
        const source = nodes[index];
        return `<sequenceFlow id="${idOf(source, target)}" sourceRef="${source}" targetRef="${target}">${condition}</sequenceFlow>`;
      });
    })
    .join('\n');
}

const formal = (tag: string, text: string): string =>
  `<${tag} xsi:type="tFormalExpression"><![CDATA[${text}]]></${tag}>`;

export const users = (...ids: string[]): string => ids.map((id) => user(id)).join('');

export const user = (id: string, content = ''): string => `<userTask id="${id}">${content}</userTask>`;

const EXTERNAL = 'camunda:type="external" camunda:topic="t"';

/** A task whose work is a job. */
export const job = (id: string, kind: 'service' | 'send' | 'businessRule' = 'service', content = ''): string =>
  `<${kind}Task id="${id}" ${EXTERNAL}>${content}</${kind}Task>`;

/** @param defaultTarget where its default flow leads. */
export const gateway = (
  id: string,
  kind: 'exclusive' | 'parallel' | 'inclusive' | 'eventBased' | 'complex',
  defaultTarget?: string,
): string => `<${kind}Gateway id="${id}" ${defaultTarget === undefined ? '' : `default="${id}_${defaultTarget}"`}/>`;

/** Start and end event of it are written out, or implied as `<id>Start` and `<id>End`. */
export function subProcess(id: string, elements: string, flows: string, content = '', tag = 'subProcess'): string {
  const [start, end] = [`${id}Start`, `${id}End`];
  const implied =
    (flows.includes(start) && !elements.includes(`"${start}"`) ? `<startEvent id="${start}"/>` : '') +
    (flows.includes(end) && !elements.includes(`"${end}"`) ? `<endEvent id="${end}"/>` : '');
  return `<${tag} id="${id}">${content}${implied}${elements}${flowXml(flows)}</${tag}>`;
}

/** Its start event is `On_<id>`. */
export const eventSubProcess = (
  id: string,
  trigger: string,
  elements: string,
  flows: string,
  interrupting = true,
): string =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="On_${id}" isInterrupting="${interrupting}">${trigger}</startEvent>
    ${elements}${flowXml(flows)}</subProcess>`;

export const boundary = (id: string, attachedTo: string, trigger: string, interrupting = true): string =>
  `<boundaryEvent id="${id}" attachedToRef="${attachedTo}" cancelActivity="${interrupting}">${trigger}</boundaryEvent>`;

export const catching = (id: string, trigger: string): string =>
  `<intermediateCatchEvent id="${id}">${trigger}</intermediateCatchEvent>`;

export const throwing = (id: string, trigger: string): string =>
  `<intermediateThrowEvent id="${id}">${trigger}</intermediateThrowEvent>`;

export const ending = (id: string, trigger: string): string => `<endEvent id="${id}">${trigger}</endEvent>`;

export const timer = (text: string, kind: 'timeDuration' | 'timeDate' | 'timeCycle' = 'timeDuration'): string =>
  `<timerEventDefinition>${formal(kind, text)}</timerEventDefinition>`;

export const condition = (text: string): string =>
  `<conditionalEventDefinition>${formal('condition', text)}</conditionalEventDefinition>`;

export const terminate = '<terminateEventDefinition/>';
export const cancel = '<cancelEventDefinition/>';
export const link = (name: string): string => `<linkEventDefinition name="${name}"/>`;
export const compensate = (activity?: string): string =>
  `<compensateEventDefinition ${activity === undefined ? '' : `activityRef="${activity}"`}/>`;

/** Triggers that name a definition; see {@link definitions}. */
export const message = (name: string): string => `<messageEventDefinition messageRef="Message_${name}"/>`;
export const signal = (name: string): string => `<signalEventDefinition signalRef="Signal_${name}"/>`;
export const error = (name: string): string => `<errorEventDefinition errorRef="Error_${name}"/>`;
export const escalation = (name: string): string => `<escalationEventDefinition escalationRef="Escalation_${name}"/>`;

/** The message, signal, error and escalation `name`. */
export const definitions = (name: string): string =>
  `<message id="Message_${name}" name="${name}"/><signal id="Signal_${name}" name="${name}"/>
   <error id="Error_${name}" name="${name}" errorCode="${name}"/>
   <escalation id="Escalation_${name}" name="${name}" escalationCode="${name}"/>`;

/** The activity that undoes another one, on its compensation boundary event `<id>Undone`. */
export const undoneBy = (id: string, handler: string): string =>
  `${boundary(`${id}Undone`, id, compensate())}<userTask id="${handler}" isForCompensation="true"/>
   <association id="To_${handler}" associationDirection="One" sourceRef="${id}Undone" targetRef="${handler}"/>`;

export const multiInstance = (text: string, attributes = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${text}</multiInstanceLoopCharacteristics>`;
export const cardinality = (times: number): string => formal('loopCardinality', String(times));
export const completionCondition = (text: string): string => formal('completionCondition', text);
export const standardLoop = (text: string, attributes = ''): string =>
  `<standardLoopCharacteristics ${attributes}>${formal('loopCondition', text)}</standardLoopCharacteristics>`;

/** The process `Child` for call activities: the user task `A` and what follows it. */
export const childProcess = (elements = '', flows = ''): string =>
  `<process id="Child"><startEvent id="S"/>${user('A')}${elements}${flowXml(`S -> A\n${flows}`)}</process>`;
