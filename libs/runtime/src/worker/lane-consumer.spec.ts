import type { TakeDelivery } from '#queue';
import { testLogger } from '../../../../test/support/database.js';
import { ToyQueue } from '../../../../test/support/queues.js';
import { LaneConsumer } from './lane-consumer.js';

/** A consumer that the test takes deliveries with, or, silently, does not. */
class HandFedQueue extends ToyQueue {
  take: TakeDelivery = () => Promise.resolve();
  rebuilds = 0;

  override consume = (_lane?: unknown, take?: TakeDelivery) => {
    this.take = take ?? this.take;
    return Promise.resolve({
      close: () => Promise.resolve(),
      rebuild: () => {
        this.rebuilds++;
        return Promise.resolve();
      },
    });
  };
}

let now: number;
let queue: HandFedQueue;
let lane: LaneConsumer;
let finish: () => void;
let reported: number;

beforeEach(async () => {
  [now, reported] = [0, 0];
  queue = new HandFedQueue();
  lane = new LaneConsumer({
    queue,
    lane: 'work',
    concurrency: 2,
    take: () => new Promise<void>((resolve) => (finish = resolve)),
    logger: testLogger,
    onRebuilt: () => reported++,
    clock: () => now,
  });
  await lane.open();
});

/** A second passes, and the sweep looks. */
const sweeps = async (count: number, overdue = true) => {
  for (let n = 0; n < count; n++) {
    await lane.inspect(overdue);
    now += 1_000;
  }
};

describe('a consumer', () => {
  it('that takes nothing for five seconds although it could is rebuilt, counted and complained of', async () => {
    await sweeps(5);
    expect([queue.rebuilds, lane.stuck]).toEqual([0, null]);
    await sweeps(1);
    expect([queue.rebuilds, reported]).toEqual([1, 1]);
    expect(lane.stuck).toContain('lane work');
    await sweeps(5);
    expect(queue.rebuilds).toBe(2);
  });

  it('is complained of until something is taken, however many sweeps look', async () => {
    await sweeps(6);
    for (let n = 0; n < 10; n++) {
      await sweeps(1);
      expect(lane.stuck).toContain('lane work');
    }
  });

  it('is well again with the first delivery it takes', async () => {
    await sweeps(6);
    const taken = queue.take('job');
    expect(lane.stuck).toBeNull();
    finish();
    await taken;
    await sweeps(5);
    expect(queue.rebuilds).toBe(1);
  });

  it('is well again when others have done the work', async () => {
    await sweeps(6);
    await sweeps(1, false);
    expect(lane.stuck).toBeNull();
  });

  it('with its hands full is not stuck, whatever the backlog', async () => {
    void queue.take('one');
    void queue.take('two');
    await sweeps(30);
    expect([queue.rebuilds, lane.stuck]).toEqual([0, null]);
  });

  it('with nothing to take is not stuck', async () => {
    await sweeps(30, false);
    expect([queue.rebuilds, lane.stuck]).toEqual([0, null]);
  });

  it('that takes something now and then under a backlog is not stuck', async () => {
    for (let n = 0; n < 5; n++) {
      await sweeps(4);
      const taken = queue.take('job');
      finish();
      await taken;
    }
    expect(queue.rebuilds).toBe(0);
  });
});
