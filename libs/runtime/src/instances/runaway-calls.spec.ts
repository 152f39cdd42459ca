import { getInstance } from '../index.js';
import { bpmn, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
});
afterAll(() => desk.close());

/** Calls `next` while `level` is above zero, and hands over one less. */
const countdown = (key: string, next: string, before: readonly string[] = []) =>
  bpmn(
    key,
    `<startEvent id="begin"/>${before.map((id) => userTask(id)).join('')}
     <exclusiveGateway id="enough" default="done"/><endEvent id="end"/>
     <callActivity id="deeper" calledElement="${next}"><extensionElements>
       <camunda:in sourceExpression="= level - 1" target="level"/></extensionElements></callActivity>
     ${[...before, 'enough'].map((id, index) => flow(['begin', ...before][index]!, id)).join('')}
     <sequenceFlow id="on" sourceRef="enough" targetRef="deeper">
       <conditionExpression>= level &gt; 0</conditionExpression></sequenceFlow>
     <sequenceFlow id="done" sourceRef="enough" targetRef="end"/>${flow('deeper', 'end')}`,
  );
const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;

const instanceCount = async () => (await desk.database.query('select 1 from process_instance')).length;

describe('calls inside one another', () => {
  it('go as deep as a hundred, and no deeper: then nothing of the command stays', async () => {
    await desk.deploy({ 'ping.bpmn': countdown('ping', 'pong'), 'pong.bpmn': countdown('pong', 'ping') });
    await desk.start('ping', { level: 100 });
    expect(await instanceCount()).toBe(101);
    await expect(desk.start('ping', { level: 101 })).rejects.toMatchObject({
      code: 'runtime.runaway-calls',
      kind: 'conflict',
      message: expect.stringContaining('ping:deeper → pong:deeper → pong'),
      findings: [{ where: 'ping:deeper', mend: expect.stringContaining('branch') }],
    });
    expect(await instanceCount()).toBe(101);
  });

  it('count also where each waited for somebody before it called the next', async () => {
    await desk.deploy({ 'slow.bpmn': countdown('slow', 'slow', ['check']) });
    const waiting = async (parent: string | null) =>
      (
        await desk.database.query<{ id: string }>(
          `select id from process_instance where parent_instance_id is not distinct from $1 and id in (
             select instance_id from user_task where status = 'open')`,
          [parent],
        )
      )[0]!.id;
    await desk.start('slow', { level: 200 });
    let at = await waiting(null);
    for (let depth = 0; depth < 100; depth++) {
      await desk.complete((await desk.openTasks(at))[0]!.id);
      at = await waiting(at);
    }
    const [task] = await desk.openTasks(at);
    await expect(desk.complete(task!.id)).rejects.toMatchObject({ code: 'runtime.runaway-calls' });
    expect((await getInstance(desk.database, at)).status).toBe('active');
    expect(await desk.openTasks(at)).toEqual([task]);
  });
});
