import { bpmn, type LoadModel, serviceTask, timer, userTask } from './model.js';

/** A person with three seconds and two reminders on the way: whoever is first, the others must not count. */
export const deadlines: LoadModel = {
  key: 'load-deadlines',
  bpmn: bpmn(
    'load-deadlines',
    `<startEvent id="begin"/><endEvent id="end"/><endEvent id="reminded"/><endEvent id="expired"/>
    ${userTask('decide')}${serviceTask('remember')}${serviceTask('escalate')}
    <boundaryEvent id="remind" attachedToRef="decide" cancelActivity="false">${timer('timeCycle', 'R2/PT1S')}</boundaryEvent>
    <boundaryEvent id="late" attachedToRef="decide">${timer('timeDuration', 'PT3S')}</boundaryEvent>`,
    ['begin-decide', 'decide-end', 'remind-remember', 'remember-reminded', 'late-escalate', 'escalate-expired'],
  ),
  ways: [0, 1, 2].flatMap((reminders) => [
    { decide: 1, end: 1, late: 0, escalate: 0, expired: 0, ...reminded(reminders) },
    { decide: 0, end: 0, late: 1, escalate: 1, expired: 1, ...reminded(reminders) },
  ]),
  timers: [
    { event: 'remind', since: 'decide', seconds: 1 },
    { event: 'late', since: 'decide', seconds: 3 },
  ],
  start: () => ({}),
};

function reminded(times: number) {
  return { begin: 1, remind: times, remember: times, reminded: times };
}
