import { bpmn, type LoadModel, serviceTask, timer } from './model.js';

const LETTER = '<messageEventDefinition messageRef="letter"/>';

/** Waits for two letters with its own key; for the second only three seconds. */
export const letters: LoadModel = {
  key: 'load-letters',
  bpmn: bpmn(
    'load-letters',
    `<startEvent id="begin"/><endEvent id="end"/><endEvent id="silent"/><eventBasedGateway id="wait"/>
    <intermediateCatchEvent id="first">${LETTER}</intermediateCatchEvent>
    <intermediateCatchEvent id="second">${LETTER}</intermediateCatchEvent>
    <intermediateCatchEvent id="overdue">${timer('timeDuration', 'PT3S')}</intermediateCatchEvent>
    ${serviceTask('read_first')}${serviceTask('read_second')}${serviceTask('close')}`,
    ['begin-first', 'first-read_first', 'read_first-wait', 'wait-second', 'second-read_second', 'read_second-end'].concat(
      ['wait-overdue', 'overdue-close', 'close-silent'],
    ),
    `<message id="letter" name="letter"><extensionElements><camunda:properties>
      <camunda:property name="correlationKey" value="= case"/></camunda:properties></extensionElements></message>`,
  ),
  ways: [
    { begin: 1, first: 1, read_first: 1, second: 1, read_second: 1, end: 1, overdue: 0, close: 0, silent: 0 },
    { begin: 1, first: 1, read_first: 1, second: 0, read_second: 0, end: 0, overdue: 1, close: 1, silent: 1 },
  ],
  timers: [{ event: 'overdue', since: 'overdue', seconds: 3 }],
  start: () => ({}),
};
