import { DurabilityHarness } from './harness/durability-harness.js';
import {
  clockAhead,
  clockBack,
  crowdedPool,
  hostileDeliveries,
  postgresCrashes,
  sessionsEnded,
  skewedWorkers,
} from './harness/faults/index.js';

jest.setTimeout(120_000);

describe('under load, with a database that is broken and carries the deliveries too', () => {
  let harness: DurabilityHarness;

  beforeAll(async () => {
    harness = await DurabilityHarness.open({ seed: 2, queue: 'postgres' });
  });
  afterAll(() => harness.close());

  it.each([postgresCrashes, sessionsEnded, crowdedPool, hostileDeliveries, ...clockAhead, clockBack, skewedWorkers])(
    'nothing is lost and nothing happens twice or early: $name',
    async (fault) => {
      await fault.run(harness, { severe: false });
      expect(await harness.check()).toEqual([]);
    },
  );

  it('every case comes to its end, and the queue is empty', async () => {
    await harness.untilBegun(100);
    expect(await harness.settle(60_000)).toEqual([]);
    expect((await harness.progress()).instances).toBeGreaterThan(100);
  });
});
