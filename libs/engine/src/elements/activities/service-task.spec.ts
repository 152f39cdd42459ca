import { UncaughtBpmnError, variablesOf } from '../../index.js';
import { mappings, run, serviceTask } from '../../testing/model.js';

const flows = 'Start -> Service -> End';

describe('Service task', () => {
  it('schedules a job for its topic', async () => {
    const instance = await run({ elements: serviceTask('Service'), flows });
    expect([...instance.open.values()]).toEqual([{ type: 'scheduleJob', key: 3, element: 'Service', topic: 'test' }]);
  });

  it('lets the handler see the variables around it and its own input', async () => {
    const content = mappings({ escalateTo: '= "head:" + unit' });
    const instance = await run({ elements: serviceTask('Service', '', content), flows }, { unit: 'QLCN' });
    expect(variablesOf(instance.state!, 3)).toEqual({ unit: 'QLCN', escalateTo: 'head:QLCN' });
  });

  it('passes the retry cycle on', async () => {
    const content =
      '<extensionElements><camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle></extensionElements>';
    const instance = await run({ elements: serviceTask('Service', '', content), flows });
    expect([...instance.open.values()]).toMatchObject([{ retryTimeCycle: 'R3/PT10M' }]);
  });

  it('gives its job the priority that it has when it is reached, else that of the process', async () => {
    const elements = serviceTask('Service', 'camunda:taskPriority="= 10 * urgency"');
    const instance = await run({ elements, flows }, { urgency: 3 });
    expect([...instance.open.values()]).toMatchObject([{ priority: 30 }]);
    await expect(run({ elements, flows }, { urgency: 0.55 })).rejects.toMatchObject({ code: 'engine.unusable-attribute' });
  });

  it('shows local results to its output mappings alone', async () => {
    const content =
      '<extensionElements><camunda:inputOutput><camunda:outputParameter name="kept">= secret + 1</camunda:outputParameter></camunda:inputOutput></extensionElements>';
    const instance = await run({ elements: serviceTask('Service', '', content), flows });
    instance.send({ type: 'completeJob', key: 3, output: { open: 1 }, local: { secret: 2 } });
    expect(instance.outcome?.variables).toEqual({ open: 1, kept: 3 });
  });

  it('merges the output into the variables', async () => {
    const instance = await run({ elements: serviceTask('Service'), flows }, { a: 1, b: 1 });
    instance.completeJob('Service', { b: 2, c: 3 });
    expect(instance.outcome?.variables).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('stores the whole output under its result variable where it has one', async () => {
    const elements = serviceTask('Service', 'camunda:resultVariable="letter"');
    const instance = await run({ elements, flows }, { number: 7 });
    instance.completeJob('Service', { number: 47 });
    expect(instance.outcome?.variables).toEqual({ number: 7, letter: { number: 47 } });
  });

  it('computes an expression on the spot and stores its value', async () => {
    const elements = '<serviceTask id="Service" camunda:expression="${n + 1}" camunda:resultVariable="m"/>';
    const instance = await run({ elements, flows }, { n: 1 });
    expect(instance.outcome?.variables).toEqual({ n: 1, m: 2 });
  });

  it('that names no handler has a job under its own id', async () => {
    const instance = await run({ elements: '<serviceTask id="Service"/>', flows });
    expect([...instance.open.values()]).toMatchObject([{ type: 'scheduleJob', topic: 'Service' }]);
  });

  it('refuses a BPMN error that nothing catches and stays open', async () => {
    const instance = await run({ elements: serviceTask('Service'), flows });
    const before = JSON.stringify(instance.state);
    const fail = () => instance.send({ type: 'failJob', key: 3, errorCode: 'NO_SUCH_UNIT', errorMessage: 'XYZ' });
    expect(fail).toThrow(UncaughtBpmnError);
    expect(fail).toThrow(
      expect.objectContaining({ code: 'engine.uncaught-bpmn-error', element: 'Service', errorCode: 'NO_SUCH_UNIT' }),
    );
    expect(JSON.stringify(instance.state)).toBe(before);
  });
});
