import { bpmn, type LoadModel, serviceTask, timer, userTask } from './model.js';

/** Three branches, a service, a person and a timer in each one, meet in a parallel join. */
export const branches: LoadModel = {
  key: 'load-branches',
  bpmn: bpmn(
    'load-branches',
    `<startEvent id="begin"/><parallelGateway id="split"/><parallelGateway id="join"/><endEvent id="end"/>
    ${serviceTask('fetch')}${userTask('read')}${serviceTask('ask')}${serviceTask('close')}
    <intermediateCatchEvent id="pause">${timer('timeDuration', 'PT1S')}</intermediateCatchEvent>`,
    ['begin-split', 'split-fetch', 'fetch-join', 'split-read', 'read-join', 'split-ask', 'ask-pause', 'pause-join'].concat(
      ['join-close', 'close-end'],
    ),
  ),
  ways: [{ begin: 1, split: 1, fetch: 1, read: 1, ask: 1, pause: 1, close: 1, end: 1 }],
  timers: [{ event: 'pause', since: 'pause', seconds: 1 }],
  start: () => ({}),
};
