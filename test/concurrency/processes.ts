import { bpmn } from '../support/bpmn-text.js';

/** The processes that contenders contend for, as BPMN text. */

export const WORK_TOPIC = 'test.work';

const flow = (source: string, target: string) =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
const path = (...ids: string[]) => ids.slice(1).map((target, i) => flow(ids[i]!, target)).join('');
const timer = (duration: string) =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition>`;
const userTask = (id: string) => `<userTask id="${id}" camunda:candidateGroups="staff"/>`;
const serviceTask = (id: string) => `<serviceTask id="${id}" camunda:type="external" camunda:topic="${WORK_TOPIC}"/>`;

/** A process between `begin` and `end`; the name makes a content of its own. */
function processOf(key: string, name: string, ...elements: string[]): string {
  const text = `<startEvent id="begin"/>${elements.join('')}<endEvent id="end"/>`;
  const message = '<message id="m" name="answer.arrived"/>';
  return bpmn(key, text, message).replace('isExecutable', `name="${name}" isExecutable`);
}

/**
 * Three branches into one join, all open at once: a draft with a deadline of an hour, an answer for which it waits no
 * longer than an hour, and a service task. Variable `order` is the correlation key.
 */
export function parallelWork(name: string): string {
  return processOf(
    'work',
    name,
    '<parallelGateway id="split"/><parallelGateway id="join"/><exclusiveGateway id="drafted"/><exclusiveGateway id="answered"/>',
    `${userTask('draft')}<boundaryEvent id="late" attachedToRef="draft">${timer('PT1H')}</boundaryEvent>`,
    '<eventBasedGateway id="wait"/>',
    `<intermediateCatchEvent id="answer"><extensionElements><camunda:properties>
       <camunda:property name="correlationKey" value="= order"/></camunda:properties></extensionElements>
       <messageEventDefinition messageRef="m"/></intermediateCatchEvent>`,
    `<intermediateCatchEvent id="silence">${timer('PT1H')}</intermediateCatchEvent>`,
    serviceTask('service'),
    userTask('after'),
    path('begin', 'split', 'draft', 'drafted', 'join', 'after', 'end'),
    path('late', 'drafted'),
    path('split', 'wait', 'answer', 'answered', 'join'),
    path('wait', 'silence', 'answered'),
    path('split', 'service', 'join'),
  );
}

/** Two user tasks side by side, then one. */
export const twoBranches = processOf(
  'branches',
  'branches',
  '<parallelGateway id="split"/><parallelGateway id="join"/>',
  ...['left', 'right', 'after'].map(userTask),
  path('begin', 'split', 'left', 'join', 'after', 'end'),
  path('split', 'right', 'join'),
);

/** One task for each of two people at the same time, then one. */
export const twoVoters = processOf(
  'voters',
  'voters',
  `<userTask id="vote" camunda:candidateGroups="staff"><multiInstanceLoopCharacteristics>
     <loopCardinality xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
  userTask('after'),
  path('begin', 'vote', 'after', 'end'),
);

/** A user task in a process of its own, and a process that calls it. */
export const called = processOf('called', 'called', userTask('inner'), path('begin', 'inner', 'end'));
export const caller = processOf(
  'caller',
  'caller',
  '<callActivity id="call" calledElement="called"/>',
  userTask('after'),
  path('begin', 'call', 'after', 'end'),
);

/** One service task after the other. */
export const services = processOf('services', 'services', serviceTask('one'), serviceTask('two'), path('begin', 'one', 'two', 'end'));

/** Waits for an hour. */
export const delay = processOf(
  'delay',
  'delay',
  `<intermediateCatchEvent id="wait">${timer('PT1H')}</intermediateCatchEvent>`,
  path('begin', 'wait', 'end'),
);

/** Begins every hour, by itself. */
export const hourly = processOf('hourly', 'hourly', userTask('task'), path('begin', 'task', 'end')).replace(
  '<startEvent id="begin"/>',
  `<startEvent id="begin"><timerEventDefinition>
     <timeCycle xsi:type="tFormalExpression">R/PT1H</timeCycle></timerEventDefinition></startEvent>`,
);

/** One user task; the name makes a content of its own. */
export const oneTask = (name: string): string => processOf('one-task', name, userTask('task'), path('begin', 'task', 'end'));
