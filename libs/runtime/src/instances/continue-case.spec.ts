import { continueCase, getInstance } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  await desk.deploy({
    'first.bpmn': bpmn('first', sequence(userTask('check'), 'check')),
    'second.bpmn': bpmn('second', sequence(userTask('again'), 'again')),
  });
});
afterAll(() => desk.close());

const goOn = async (instanceId: string) =>
  (await desk.executor.execute(continueCase, { instanceId, key: 'second', variables: { round: 2 } }, desk.as('vanthu'))).instanceId;

describe('a case that goes on in another process', () => {
  it('has its root, its business key and the variables with which it ended', async () => {
    const first = await desk.start('first', { subject: 'x', round: 1 });
    await desk.complete((await desk.openTasks(first))[0]!.id, { result: 'y' });
    const second = await goOn(first);
    expect(await getInstance(desk.database, second)).toMatchObject({
      status: 'active',
      rootInstanceId: first,
      parentInstanceId: null,
      businessKey: 'case-1',
      variables: { subject: 'x', result: 'y', round: 2 },
    });
    await desk.complete((await desk.openTasks(second))[0]!.id);
    expect(await getInstance(desk.database, second)).toMatchObject({ status: 'completed' });
    expect(await getInstance(desk.database, first)).toMatchObject({ status: 'completed' });
  });

  it('may go on while its first part still runs, and a third part belongs to the first', async () => {
    const first = await desk.start('first', { subject: 'x' });
    const second = await goOn(first);
    expect(await getInstance(desk.database, await goOn(second))).toMatchObject({ rootInstanceId: first, variables: { subject: 'x' } });
  });

  it('is one that exists', async () => {
    const unknown = '00000000-0000-7000-8000-000000000000';
    await expect(goOn(unknown)).rejects.toMatchObject({ code: 'runtime.instance-not-found' });
  });
});
