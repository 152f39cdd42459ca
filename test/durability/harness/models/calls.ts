import { bpmn, type LoadModel, serviceTask, timer } from './model.js';

const passAll = '<extensionElements><camunda:in variables="all"/><camunda:out variables="all"/></extensionElements>';
const refused = '<error id="refusal" name="refusal" errorCode="REFUSED"/>';

/** Calls two deep; an error of the innermost is caught by the outermost. */
export const outer: LoadModel = {
  key: 'load-outer',
  bpmn: bpmn(
    'load-outer',
    `<startEvent id="begin"/><endEvent id="end"/><endEvent id="mended"/>${serviceTask('mend')}
    <callActivity id="call" calledElement="load-middle">${passAll}</callActivity>
    <boundaryEvent id="caught" attachedToRef="call"><errorEventDefinition errorRef="refusal"/></boundaryEvent>`,
    ['begin-call', 'call-end', 'caught-mend', 'mend-mended'],
    refused,
  ),
  ways: [
    { begin: 1, call: 1, end: 1, caught: 0, mend: 0, mended: 0 },
    { begin: 1, call: 0, end: 0, caught: 1, mend: 1, mended: 1 },
  ],
  start: (chance) => ({ refuse: chance() < 0.3 }),
};

export const middle: LoadModel = {
  key: 'load-middle',
  bpmn: bpmn(
    'load-middle',
    `<startEvent id="begin"/><endEvent id="end"/>${serviceTask('prepare')}
    <callActivity id="call" calledElement="load-inner">${passAll}</callActivity>`,
    ['begin-prepare', 'prepare-call', 'call-end'],
  ),
  ways: [{ begin: 1, prepare: 1, call: 1, end: 1 }],
};

export const inner: LoadModel = {
  key: 'load-inner',
  bpmn: bpmn(
    'load-inner',
    `<startEvent id="begin"/><exclusiveGateway id="choice" default="flow3"/><endEvent id="end"/>
    <endEvent id="no"><errorEventDefinition errorRef="refusal"/></endEvent>${serviceTask('work')}
    <intermediateCatchEvent id="pause">${timer('timeDuration', 'PT1S')}</intermediateCatchEvent>`,
    ['begin-work', 'work-pause', 'pause-choice', 'choice-end', 'choice-no?refuse'],
    refused,
  ),
  ways: [{ begin: 1, work: 1, pause: 1, end: 1 }],
  timers: [{ event: 'pause', since: 'pause', seconds: 1 }],
};
