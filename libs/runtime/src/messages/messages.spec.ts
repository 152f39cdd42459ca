import { correlateMessage, type CorrelateMessageInput, getInstance, startInstance } from '../index.js';
import { forgetOldMessages } from './forget-old-messages.command.js';
import { bpmn, messageCatch, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const MESSAGE = '<message id="m" name="scan.arrived"/>';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  await desk.deploy({
    'keyed.bpmn': bpmn('keyed', sequence(messageCatch('wait', '= order'), 'wait'), MESSAGE),
    'later.bpmn': bpmn('later', sequence(userTask('before') + messageCatch('wait', '= order'), 'before', 'wait'), MESSAGE),
    'bare.bpmn': bpmn('bare', sequence(messageCatch('wait'), 'wait'), MESSAGE.replace('scan', 'bare')),
  });
});
afterAll(() => desk.close());

const send = (input: Partial<CorrelateMessageInput>) =>
  desk.executor.execute(correlateMessage, { message: 'scan.arrived', ...input }, desk.as('vanthu'));
const statusOf = async (id: string) => (await getInstance(desk.database, id)).status;
const startFor = async (key: string, businessKey: string, variables = {}) =>
  (await desk.executor.execute(startInstance, { key, businessKey, variables }, desk.as('vanthu'))).instanceId;
const sweep = () => desk.executor.execute(forgetOldMessages, undefined, desk.as('system:sweep'));

describe('a message', () => {
  it('reaches the one instance that waits for its key, once', async () => {
    const [mine, other] = [await desk.start('keyed', { order: 'A' }), await desk.start('keyed', { order: 'B' })];
    expect(await send({ correlationKey: 'A', variables: { pages: 3 } })).toEqual({
      outcome: 'delivered',
      delivered: true,
      instanceId: mine,
      expiresAt: null,
    });
    expect(await getInstance(desk.database, mine)).toMatchObject({ status: 'completed', variables: { pages: 3 } });
    expect(await statusOf(other)).toBe('active');
    expect(await send({ correlationKey: 'A' })).toMatchObject({ outcome: 'nobody', delivered: false });
  });

  it('reaches an instance by its business key, alone or beside the correlation key', async () => {
    const [one, two] = [await startFor('keyed', 'case-17', { order: 'C' }), await startFor('keyed', 'case-18', { order: 'C' })];
    expect(await send({ businessKey: 'case-17' })).toMatchObject({ instanceId: one });
    expect(await send({ businessKey: 'case-17', correlationKey: 'C' })).toMatchObject({ outcome: 'nobody' });
    expect(await send({ businessKey: 'case-18', correlationKey: 'C' })).toMatchObject({ instanceId: two });
  });

  it('that several instances wait for reaches none, and the refusal says how many', async () => {
    const waiting = [await desk.start('bare'), await desk.start('bare'), await desk.start('bare')];
    await expect(send({ message: 'bare.arrived' })).rejects.toMatchObject({
      code: 'runtime.ambiguous-message',
      message: expect.stringContaining('fits 3 waiting instances'),
      findings: [{ mend: expect.stringContaining('correlation key') }],
    });
    for (const id of waiting) expect(await statusOf(id)).toBe('active');
  });

  it('that nobody takes is refused when it has to match, with what to do', async () => {
    await expect(send({ correlationKey: 'nobody', mustMatch: true })).rejects.toMatchObject({
      code: 'runtime.message-not-correlated',
      findings: [{ mend: expect.stringContaining('timeToLive') }],
    });
  });

  it('with an id acts once, and its repetition gets the same answer', async () => {
    const [first, second] = [await desk.start('keyed', { order: 'D' }), await desk.start('keyed', { order: 'D2' })];
    const answer = await send({ correlationKey: 'D', messageId: 'mail-1' });
    expect(answer).toMatchObject({ outcome: 'delivered', instanceId: first });
    expect(await send({ correlationKey: 'D2', messageId: 'mail-1' })).toEqual(answer);
    expect(await statusOf(second)).toBe('active');
    expect(await send({ correlationKey: 'D2', messageId: 'mail-2' })).toMatchObject({ instanceId: second });
  });

  it('with an id that came to nobody may be sent again', async () => {
    expect(await send({ correlationKey: 'E', messageId: 'mail-3' })).toMatchObject({ outcome: 'nobody' });
    const id = await desk.start('keyed', { order: 'E' });
    expect(await send({ correlationKey: 'E', messageId: 'mail-3' })).toMatchObject({ instanceId: id });
  });

  it('has its id forgotten after the retention', async () => {
    await desk.start('keyed', { order: 'F' });
    await send({ correlationKey: 'F', messageId: 'mail-4' });
    const known = () => desk.database.query(`select 1 from handled_message where message_id = 'mail-4'`);
    desk.clock.advance(6 * 86_400_000);
    await sweep();
    expect(await known()).toHaveLength(1);
    desk.clock.advance(2 * 86_400_000);
    await sweep();
    expect(await known()).toEqual([]);
  });
});

describe('a message that comes early', () => {
  const audited = async (id: string) =>
    desk.database.query(`select action, detail->>'outcome' as outcome from audit_entry where subject_id = $1 order by id`, [id]);
  const keptIds = async () => (await desk.database.query<{ id: string }>('select id from kept_message')).map(({ id }) => id);

  it('is kept for its time to live and taken by who comes to wait for it, the oldest first', async () => {
    for (const pages of [1, 2]) {
      const answer = await send({ correlationKey: 'G', timeToLive: 'PT2H', variables: { pages } });
      expect(answer).toMatchObject({ outcome: 'kept', instanceId: null });
      const hours = (Date.parse(answer.expiresAt!) - desk.clock.now().getTime()) / 3_600_000;
      expect(hours).toBeCloseTo(2, 2);
    }
    const other = await desk.start('keyed', { order: 'H' });
    const first = await desk.start('keyed', { order: 'G' });
    const second = await desk.start('keyed', { order: 'G' });
    const third = await desk.start('keyed', { order: 'G' });
    expect(await getInstance(desk.database, first)).toMatchObject({ status: 'completed', variables: { pages: 1 } });
    expect(await getInstance(desk.database, second)).toMatchObject({ status: 'completed', variables: { pages: 2 } });
    expect([await statusOf(other), await statusOf(third)]).toEqual(['active', 'active']);
    expect(await keptIds()).toEqual([]);
  });

  it('is taken by a case that comes to wait for it later', async () => {
    const id = await desk.start('later', { order: 'I' });
    await send({ correlationKey: 'I', timeToLive: 'P1D' });
    await desk.complete((await desk.openTasks(id))[0]!.id);
    expect(await statusOf(id)).toBe('completed');
  });

  it('without a key is taken by whoever waits for its name; with a business key, by that case', async () => {
    await send({ businessKey: 'case-19', timeToLive: 'PT1H' });
    expect(await statusOf(await startFor('keyed', 'case-20', { order: 'J' }))).toBe('active');
    expect(await statusOf(await startFor('keyed', 'case-19', { order: 'J' }))).toBe('completed');
  });

  it('several of them serve one case that waits again and again', async () => {
    for (const pages of [1, 2]) await send({ correlationKey: 'K', timeToLive: 'PT1H', variables: { pages } });
    const twice = sequence(messageCatch('one', '= order') + messageCatch('two', '= order'), 'one', 'two');
    await desk.deploy({ 'twice.bpmn': bpmn('twice', twice, MESSAGE) });
    const id = await desk.start('twice', { order: 'K' });
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'completed', variables: { pages: 2 } });
  });

  it('is not taken when its time is over, and that stands in the audit trail', async () => {
    await send({ correlationKey: 'L', timeToLive: 'PT2H' });
    const [kept] = await keptIds();
    desk.clock.advance(3 * 3_600_000);
    expect(await statusOf(await desk.start('keyed', { order: 'L' }))).toBe('active');
    expect(await sweep()).toEqual({ forgotten: 1 });
    expect(await sweep()).toEqual({ forgotten: 0 });
    expect(await audited(kept!)).toEqual([
      { action: 'runtime.correlate-message', outcome: 'kept' },
      { action: 'runtime.forget-old-messages', outcome: 'expired' },
    ]);
  });

  it('leaves in the audit trail who has taken it', async () => {
    await send({ correlationKey: 'M', timeToLive: 'PT2H' });
    const [kept] = await keptIds();
    await desk.start('keyed', { order: 'M' });
    expect((await audited(kept!)).at(-1)).toMatchObject({ action: 'runtime.take-kept-message' });
  });
});
