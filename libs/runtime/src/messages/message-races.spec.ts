import { correlateMessage, type CorrelateMessageInput, getInstance, startInstance } from '../index.js';
import type { Command } from '../executor/command.js';
import { cancelInstance } from '../instances/cancel-instance.command.js';
import { bpmn, messageCatch, sequence, startingWith, userTask } from '../../../../test/support/bpmn-text.js';
import { holdBeforeCommit, waitingForLocks } from '../testing/held-transaction.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { deleteKeptMessage } from './delete-kept-message.command.js';
import { placeKeptMessage } from './place-kept-message.js';

const MESSAGE = '<message id="m" name="scan.arrived"/>';
const BEGIN = '<message id="m" name="request.arrived"/>';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  const begun = startingWith('<messageEventDefinition messageRef="m"/>', sequence(userTask('answer'), 'answer'));
  await desk.deploy({
    'keyed.bpmn': bpmn('keyed', sequence(messageCatch('wait', '= order'), 'wait'), MESSAGE),
    'begun.bpmn': bpmn('begun', begun, BEGIN),
  });
});
afterAll(() => desk.close());

const message = (input: Partial<CorrelateMessageInput>): CorrelateMessageInput => ({
  message: 'scan.arrived',
  timeToLive: 'PT1H',
  ...input,
});
const send = (input: Partial<CorrelateMessageInput>) =>
  desk.executor.execute(correlateMessage, message(input), desk.as('vanthu'));
const holdMessage = (input: Partial<CorrelateMessageInput>) => holdBeforeCommit(desk, correlateMessage, message(input));
const holdStart = (order: string) => holdBeforeCommit(desk, startInstance, { key: 'keyed', variables: { order } });
const statusOf = async (id: string) => (await getInstance(desk.database, id)).status;
const kept = () => desk.database.query('select 1 from kept_message');

afterEach(async () => {
  await desk.database.query('delete from kept_message');
});

describe('a message and a subscription that do not see each other', () => {
  it('meet when the subscription is written first', async () => {
    const subscribing = holdStart('A');
    await subscribing.written;
    const sending = send({ correlationKey: 'A' });
    await waitingForLocks(desk.database, 1);
    const { instanceId } = await subscribing.commit();
    expect(await sending).toMatchObject({ outcome: 'delivered', instanceId });
  });

  it('meet when the message is written first', async () => {
    const sending = holdMessage({ correlationKey: 'B' });
    await sending.written;
    const subscribing = holdStart('B');
    await waitingForLocks(desk.database, 1);
    expect(await sending.commit()).toMatchObject({ outcome: 'kept' });
    const { instanceId } = await subscribing.commit();
    expect(await statusOf(instanceId)).toBe('completed');
    expect(await kept()).toEqual([]);
  });

  it('meet when the message has no key', async () => {
    const subscribing = holdStart('C');
    await subscribing.written;
    const sending = send({});
    await waitingForLocks(desk.database, 1);
    const { instanceId } = await subscribing.commit();
    expect(await sending).toMatchObject({ outcome: 'delivered', instanceId });
  });

  it('with other keys do not wait for one another', async () => {
    const subscribing = holdStart('D');
    await subscribing.written;
    expect(await send({ correlationKey: 'D2' })).toMatchObject({ outcome: 'kept' });
    await subscribing.commit();
  });
});

describe('two instances that wait for one kept message', () => {
  it('get it once: the second one waits until the first is certain', async () => {
    await send({ correlationKey: 'E' });
    const first = holdStart('E');
    await first.written;
    const second = holdStart('E');
    await waitingForLocks(desk.database, 1);
    const [one, two] = [await first.commit(), await second.commit()];
    expect([await statusOf(one.instanceId), await statusOf(two.instanceId)]).toEqual(['completed', 'active']);
  });

  it('get it once also when the first one fails: then the second has it', async () => {
    await send({ correlationKey: 'F' });
    const first = holdStart('F');
    await first.written;
    const second = holdStart('F');
    await waitingForLocks(desk.database, 1);
    await first.rollBack();
    expect(await statusOf((await second.commit()).instanceId)).toBe('completed');
    expect(await kept()).toEqual([]);
  });
});

describe('two messages at once', () => {
  it('with one id act once; the second gets the answer of the first', async () => {
    const begin = { message: 'request.arrived', messageId: 'mail-1' };
    const first = holdMessage(begin);
    await first.written;
    const second = send(begin);
    await waitingForLocks(desk.database, 1);
    const answer = await first.commit();
    expect(answer).toMatchObject({ outcome: 'started' });
    expect(await second).toEqual(answer);
  });

  it('with one id act once also when the first fails', async () => {
    const begin = { message: 'request.arrived', messageId: 'mail-2' };
    const first = holdMessage(begin);
    await first.written;
    const second = send(begin);
    await waitingForLocks(desk.database, 1);
    await first.rollBack();
    expect(await second).toMatchObject({ outcome: 'started' });
  });

  it('with one key begin one instance; the second message is kept for the next', async () => {
    const begin = { message: 'request.arrived', correlationKey: 'G' };
    const first = holdMessage(begin);
    await first.written;
    const second = send(begin);
    await waitingForLocks(desk.database, 1);
    expect(await first.commit()).toMatchObject({ outcome: 'started' });
    expect(await second).toMatchObject({ outcome: 'kept' });
  });
});

describe('the end of an instance that a message has begun, and the next message with its key', () => {
  const begin = { message: 'request.arrived', correlationKey: 'H' };
  const active = () =>
    desk.database.query<{ id: string }>(`select id from process_instance where start_key = 'begun:H' and status = 'active'`);
  const holdEnd = (instanceId: string) => holdBeforeCommit(desk, cancelInstance, { instanceId, reason: 'test' });

  it('begin the next one when the message is written first', async () => {
    const { instanceId } = await send(begin);
    const sending = holdMessage(begin);
    await sending.written;
    const ending = holdEnd(instanceId!);
    await waitingForLocks(desk.database, 1);
    expect(await sending.commit()).toMatchObject({ outcome: 'kept' });
    await ending.commit();
    await desk.runDueJobs();
    expect(await active()).toHaveLength(1);
    expect((await active())[0]!.id).not.toBe(instanceId);
  });

  it('begin the next one when the end is written first', async () => {
    const [last] = await active();
    const ending = holdEnd(last!.id);
    await ending.written;
    const sending = send(begin);
    await waitingForLocks(desk.database, 1);
    await ending.commit();
    expect(await sending).toMatchObject({ outcome: 'started' });
    expect(await active()).toHaveLength(1);
  });
});

describe('a kept message for which somebody is looked for', () => {
  const place: Command<string, string | null> = {
    name: 'test.place-kept-message',
    run: async (context, id) => {
      context.nothingChanged();
      return placeKeptMessage(context, id);
    },
  };

  it('can be taken back meanwhile, when nobody takes it', async () => {
    await send({ correlationKey: 'nobody' });
    const [{ id }] = (await desk.database.query<{ id: string }>('select id from kept_message')) as [{ id: string }];
    const placing = holdBeforeCommit(desk, place, id);
    await placing.written;
    const deleting = desk.executor.execute(deleteKeptMessage, { id }, desk.as('vanthu'));
    await waitingForLocks(desk.database, 1);
    expect(await placing.commit()).toBeNull();
    await deleting;
    expect(await kept()).toEqual([]);
  });
});
