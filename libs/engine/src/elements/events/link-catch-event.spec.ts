import {
  catchEvent,
  eventSubProcess,
  linkTrigger,
  message,
  messageTrigger,
  run,
  throwEvent,
  userTask,
  userTasks,
} from '../../testing/model.js';

const come = (id: string, attributes = '') =>
  catchEvent(id, linkTrigger('on')).replace(`id="${id}"`, `id="${id}" ${attributes}`);
const go = throwEvent('Go', linkTrigger('on'));

describe('Catching link event', () => {
  it('goes on along every flow behind it', async () => {
    const instance = await run({
      elements: go + come('Come') + userTasks('A', 'B'),
      flows: 'Start -> Go\nCome -> A\nCome -> B',
    });
    expect(instance.waitingFor).toEqual(['A', 'B']);
  });

  it('begins by itself in no scope', async () => {
    const instance = await run({ elements: come('Come') + userTasks('A', 'B'), flows: 'Start -> A\nCome -> B' });
    expect(instance.waitingFor).toEqual(['A']);
  });

  it('may stand behind a job of its own', async () => {
    const instance = await run({
      elements: go + come('Come', 'camunda:asyncBefore="true"') + userTask('A'),
      flows: 'Start -> Go\nCome -> A',
    });
    expect(instance.waitingFor).toEqual(['Come']);
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeJob('Come');
    expect(instance.waitingFor).toEqual(['A']);
  });

  it('in an event sub-process takes the tokens that are thrown in there', async () => {
    const inside = go + come('Come') + userTask('B') + '<sequenceFlow id="F" sourceRef="Come" targetRef="B"/>';
    const instance = await run({
      elements: userTask('A') + eventSubProcess('Aside', messageTrigger('m'), inside, 'On_Aside -> Go'),
      flows: 'Start -> A',
      definitions: message('m'),
    });
    instance.deliverMessage('On_Aside');
    expect(instance.waitingFor).toEqual(['B']);
  });
});
