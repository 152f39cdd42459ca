import {
  boundaryEvent,
  error,
  errorEnd,
  errorTrigger,
  eventSubProcess,
  run,
  serviceTask,
  subProcess,
  userTask,
} from '../../testing/model.js';

const definitions = error('E') + error('F');
const esp = (name: string | undefined, task: string, id = 'Esp', attributes = '') =>
  eventSubProcess(id, errorTrigger(name, attributes), userTask(task), `On_${id} -> ${task}`);

describe('Error start event of an event sub-process', () => {
  it('catches an error of its scope and takes the place of the rest, tokens under way too', async () => {
    const instance = await run({
      elements: `<parallelGateway id="Split"/>${errorEnd('Thrown', 'E')}${userTask('Never')}${esp('E', 'Handle')}`,
      flows: 'Start -> Split -> Thrown\nSplit -> Never',
      definitions,
    });
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
  });

  it('takes code and message of the error into the variables that it names', async () => {
    const attributes = 'camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"';
    const instance = await run({
      elements: serviceTask('Task') + esp(undefined, 'Handle', 'Esp', attributes),
      flows: 'Start -> Task -> End',
      definitions,
    });
    instance.failJob('Task', 'X', 'no paper');
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.variables).toEqual({ code: 'X', text: 'no paper' });
  });

  it('comes before the boundary event of its sub-process, the one for the code before the one for all', async () => {
    const inside = `<startEvent id="S"/>${serviceTask('Task')}
      ${esp(undefined, 'Any', 'Esp1')}${esp('E', 'Exact', 'Esp2')}`;
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'S -> Task') +
        boundaryEvent('Caught', 'Sub', errorTrigger('E')) +
        userTask('Outside'),
      flows: 'Start -> Sub -> End\nCaught -> Outside',
      definitions,
    });
    instance.failJob('Task', 'E');
    expect(instance.waitingFor).toEqual(['Exact']);
  });

  it('lets what its own sub-process throws go outward, not round', async () => {
    const thrower = eventSubProcess('Esp', errorTrigger(), errorEnd('Again', 'E'), 'On_Esp -> Again');
    const instance = await run({
      elements:
        subProcess('Sub', `<startEvent id="S"/>${serviceTask('Task')}${thrower}`, 'S -> Task') +
        boundaryEvent('Caught', 'Sub', errorTrigger('E')) +
        userTask('Outside'),
      flows: 'Start -> Sub -> End\nCaught -> Outside',
      definitions,
    });
    instance.failJob('Task', 'F');
    expect(instance.waitingFor).toEqual(['Outside']);
  });

  it('catches inside an event sub-process what that throws', async () => {
    const inner = `${serviceTask('Job')}${esp('E', 'Innermost', 'Inner')}`;
    const instance = await run({
      elements: serviceTask('Task') + eventSubProcess('Outer', errorTrigger('E'), inner, 'On_Outer -> Job'),
      flows: 'Start -> Task -> End',
      definitions,
    });
    instance.failJob('Task', 'E');
    instance.failJob('Job', 'E');
    expect(instance.waitingFor).toEqual(['Innermost']);
    instance.completeTask('Innermost');
    expect(instance.ended).toBe(true);
  });

  it('leaves a technical failure, which is no BPMN error, and a code of another event alone', async () => {
    const model = { elements: serviceTask('Task') + esp('E', 'Handle'), flows: 'Start -> Task -> End', definitions };
    const instance = await run(model);
    expect(() => instance.failJob('Task', 'F')).toThrow('nothing catches the BPMN error F');
    expect(instance.waitingFor).toEqual(['Task']);
  });

  it('catches in one run of a multi-instance sub-process and leaves the other runs alone', async () => {
    const inside = `<multiInstanceLoopCharacteristics>
        <loopCardinality>2</loopCardinality>
      </multiInstanceLoopCharacteristics>
      <startEvent id="S"/>${serviceTask('Task')}${esp('E', 'Handle')}`;
    const model = { elements: subProcess('Sub', inside, 'S -> Task'), flows: 'Start -> Sub -> End', definitions };
    const instance = await run(model);
    instance.failJob('Task', 'E');
    expect(instance.waitingFor).toEqual(['Task', 'Handle']);
    instance.completeJob('Task');
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
  });

  it('catches what an event sub-process beside it throws that has not interrupted their scope', async () => {
    const signalled = `<signalEventDefinition signalRef="signal_help"/>`;
    const beside = eventSubProcess('Beside', signalled, errorEnd('Broken', 'E'), 'On_Beside -> Broken', false);
    const instance = await run({
      elements: userTask('On') + beside + esp('E', 'Handle'),
      flows: 'Start -> On -> End',
      definitions: `${definitions}<signal id="signal_help" name="help"/>`,
    });
    instance.deliverSignal('help');
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
  });
});
