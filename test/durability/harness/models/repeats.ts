import { bpmn, type LoadModel, multiInstance, serviceTask, userTask } from './model.js';

/** Multi-instance activities: services at once, services one after the other, people at once. */
export const repeats: LoadModel = {
  key: 'load-repeats',
  bpmn: bpmn(
    'load-repeats',
    `<startEvent id="begin"/><endEvent id="end"/>
    ${serviceTask('each', 'work', multiInstance(4, 'parallel'))}
    ${serviceTask('row', 'work', multiInstance(3, 'sequential'))}
    ${userTask('opinion', multiInstance(2, 'parallel'))}`,
    ['begin-each', 'each-row', 'row-opinion', 'opinion-end'],
  ),
  ways: [{ begin: 1, each: 4, row: 3, opinion: 2, end: 1 }],
  start: () => ({}),
};
