import { bpmn, type LoadModel, serviceTask } from './model.js';

/** A service that fails once or twice before it succeeds, then one that may answer with a BPMN error. */
export const failures: LoadModel = {
  key: 'load-failures',
  bpmn: bpmn(
    'load-failures',
    `<startEvent id="begin"/><endEvent id="end"/><endEvent id="mended"/>
    ${serviceTask('unsteady', 'unsteady')}${serviceTask('judge', 'judge')}${serviceTask('mend')}
    <boundaryEvent id="caught" attachedToRef="judge"><errorEventDefinition errorRef="refusal"/></boundaryEvent>`,
    ['begin-unsteady', 'unsteady-judge', 'judge-end', 'caught-mend', 'mend-mended'],
    '<error id="refusal" name="refusal" errorCode="REFUSED"/>',
  ),
  ways: [
    { begin: 1, unsteady: 1, judge: 1, end: 1, caught: 0, mend: 0, mended: 0 },
    { begin: 1, unsteady: 1, judge: 0, end: 0, caught: 1, mend: 1, mended: 1 },
  ],
  start: (chance) => ({ failures: Math.floor(chance() * 3), refuse: chance() < 0.5 }),
};

/** A job that fails whatever is done: it must stand as a failed job and hinder nobody. */
export const poison: LoadModel = {
  key: 'load-poison',
  bpmn: bpmn(
    'load-poison',
    `<startEvent id="begin"/><endEvent id="end"/>${serviceTask('poison', 'poison')}`,
    ['begin-poison', 'poison-end'],
  ),
  ways: [],
  start: () => ({}),
};
