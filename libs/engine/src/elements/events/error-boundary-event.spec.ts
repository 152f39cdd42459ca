import { UncaughtBpmnError } from '../../index.js';
import {
  boundaryEvent,
  error,
  errorEnd,
  errorTrigger,
  type Model,
  run,
  serviceTask,
  subProcess,
  timer,
  userTask,
} from '../../testing/model.js';

const definitions = error('NO_UNIT') + error('NO_BUDGET');
/** A service task with events on its border, each of which leads to a user task. */
const job = (...events: (readonly [next: string, boundaryEvent: string])[]): Model => ({
  elements: serviceTask('Job') + events.map(([next, event]) => event + userTask(next)).join(''),
  flows: ['Start -> Job -> End', ...events.map(([next]) => `On${next} -> ${next}`)].join('\n'),
  definitions,
});
const forUnit = ['Mend', boundaryEvent('OnMend', 'Job', errorTrigger('NO_UNIT'))] as const;
const forAny = ['Other', boundaryEvent('OnOther', 'Job', errorTrigger())] as const;

describe('Error boundary event', () => {
  it('is not armed, so it takes no room in the state', async () => {
    const instance = await run(job(forUnit, forAny));
    expect(instance.waitingFor).toEqual(['Job']);
    expect(instance.state!.instances.map(({ element }) => element)).toEqual(['P', 'Job']);
  });

  it('takes over from a job that fails with its code; the job is used up and the activity cancelled', async () => {
    const late = ['Late', boundaryEvent('OnLate', 'Job', timer('timeDuration', 'P1D'))] as const;
    const instance = await run(job(forUnit, forAny, late));
    const effects = instance.failJob('Job', 'NO_UNIT');
    expect(effects.map((effect) => [effect.type, 'event' in effect && `${effect.element} ${effect.event}`])).toEqual([
      ['disarmTimer', false],
      ['recordActivity', 'Job cancel'],
      ['recordActivity', 'OnMend start'],
      ['recordActivity', 'OnMend end'],
      ['recordActivity', 'Mend start'],
      ['openTask', false],
    ]);
    expect(instance.waitingFor).toEqual(['Mend']);
  });

  it.each([
    ['NO_UNIT', 'Mend'],
    ['NO_BUDGET', 'Other'],
  ])('with its code goes before the one without, in whatever order they stand: %s', async (code, next) => {
    for (const model of [job(forUnit, forAny), job(forAny, forUnit)]) {
      const instance = await run(model);
      instance.failJob('Job', code);
      expect(instance.waitingFor).toEqual([next]);
    }
  });

  it('leaves an error with another code alone', async () => {
    const instance = await run(job(forUnit));
    expect(() => instance.failJob('Job', 'NO_BUDGET')).toThrow(UncaughtBpmnError);
    expect(instance.waitingFor).toEqual(['Job']);
  });

  it('stores code and message where it names variables', async () => {
    const names = 'camunda:errorCodeVariable="code" camunda:errorMessageVariable="message"';
    const model = job(['Other', boundaryEvent('OnOther', 'Job', errorTrigger(undefined, names))]);
    const told = await run(model);
    told.failJob('Job', 'NO_UNIT', 'XYZ is no unit');
    expect(told.variables).toEqual({ code: 'NO_UNIT', message: 'XYZ is no unit' });
    const silent = await run(model, { message: 'of an earlier error' });
    silent.failJob('Job', 'NO_UNIT');
    expect(silent.variables).toEqual({ code: 'NO_UNIT', message: null });
  });

  it('on a sub-process cancels what else goes on in it and nothing beside it', async () => {
    const inner = subProcess('Inner', serviceTask('Job') + userTask('Beside'), '');
    const elements =
      subProcess('Outer', inner + userTask('Around'), '') +
      boundaryEvent('Unit', 'Outer', errorTrigger('NO_UNIT')) +
      userTask('Mend') +
      userTask('Elsewhere');
    const flows = 'Start -> Outer -> End\nStart -> Elsewhere\nUnit -> Mend';
    const instance = await run({ elements, flows, definitions });
    instance.failJob('Job', 'NO_UNIT');
    expect(instance.waitingFor).toEqual(['Elsewhere', 'Mend']);
    instance.completeTask('Elsewhere');
    instance.completeTask('Mend');
    expect(instance.ended).toBe(true);
  });

  it('is the innermost one that catches the code, also where an outer one is more exact', async () => {
    const inner = subProcess('Inner', serviceTask('Job'), '') + boundaryEvent('Any', 'Inner', errorTrigger());
    const elements =
      subProcess('Outer', inner + userTask('Near'), 'Any -> Near') +
      boundaryEvent('Unit', 'Outer', errorTrigger('NO_UNIT')) +
      userTask('Far');
    const instance = await run({ elements, flows: 'Start -> Outer -> End\nUnit -> Far', definitions });
    instance.failJob('Job', 'NO_UNIT');
    expect(instance.waitingFor).toEqual(['Near']);
  });

  it('does not catch what goes wrong on the way out of its own host', async () => {
    const elements =
      subProcess('Sub', errorEnd('Fail', 'NO_UNIT'), '') +
      boundaryEvent('Unit', 'Sub', errorTrigger('NO_UNIT')) +
      serviceTask('Job');
    const instance = await run({ elements, flows: 'Start -> Sub -> End\nUnit -> Job', definitions });
    expect(() => instance.failJob('Job', 'NO_UNIT')).toThrow(UncaughtBpmnError);
  });

  it.each([true, false])('on a multi-instance activity ends all its runs, sequential: %s', async (sequential) => {
    const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}">
      <loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>`;
    for (const [host, each] of [
      ['Job', serviceTask('Job', '', loop)],
      ['Each', subProcess('Each', serviceTask('Job') + userTask('Beside'), '', loop)],
    ] as const) {
      const elements = `${each}${boundaryEvent('Unit', host, errorTrigger('NO_UNIT'))}${userTask('Mend')}`;
      const instance = await run({ elements, flows: `Start -> ${host} -> End\nUnit -> Mend`, definitions });
      instance.failJob('Job', 'NO_UNIT');
      expect(instance.waitingFor).toEqual(['Mend']);
      instance.completeTask('Mend');
      expect(instance.ended).toBe(true);
    }
  });

  it('interrupts even where the file says that it does not', async () => {
    const instance = await run(job(['Mend', boundaryEvent('OnMend', 'Job', errorTrigger('NO_UNIT'), false)]));
    instance.failJob('Job', 'NO_UNIT');
    expect(instance.waitingFor).toEqual(['Mend']);
  });
});
