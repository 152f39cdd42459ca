import { DurabilityHarness } from './harness/durability-harness.js';
import { hostileDeliveries, redisFaults } from './harness/faults/index.js';

jest.setTimeout(120_000);

describe('under load, with a Redis that is broken', () => {
  let harness: DurabilityHarness;

  beforeAll(async () => {
    harness = await DurabilityHarness.open({ seed: 3 });
  });
  afterAll(() => harness.close());

  it.each([...redisFaults, hostileDeliveries])('nothing is lost and nothing happens twice: $name', async (fault) => {
    await fault.run(harness, { severe: false });
    expect(await harness.check()).toEqual([]);
  });

  it('every case comes to its end, and the queue is empty', async () => {
    await harness.untilBegun(100);
    expect(await harness.settle(60_000)).toEqual([]);
    expect((await harness.progress()).instances).toBeGreaterThan(100);
  });
});
