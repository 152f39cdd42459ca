import { DurabilityHarness } from './harness/durability-harness.js';
import {
  askedToStop,
  heldUp,
  killedAtAnyTime,
  killedAtPoints,
  stoppedForAWhile,
  stoppedForLong,
} from './harness/faults/index.js';

jest.setTimeout(120_000);

describe('under load, with workers and clients that are broken', () => {
  let harness: DurabilityHarness;

  beforeAll(async () => {
    harness = await DurabilityHarness.open({ seed: 1 });
  });
  afterAll(() => harness.close());

  it.each([...killedAtPoints, killedAtAnyTime, stoppedForAWhile, stoppedForLong, heldUp, askedToStop])(
    'nothing is lost and nothing happens twice: $name',
    async (fault) => {
      await fault.run(harness, { severe: false });
      expect(await harness.check()).toEqual([]);
    },
  );

  it('every case comes to its end, and the queue is empty', async () => {
    await harness.untilBegun(100);
    expect(await harness.settle(60_000)).toEqual([]);
    const { instances, kills } = await harness.progress();
    expect(instances).toBeGreaterThan(100);
    expect(kills).toBeGreaterThan(10);
  });
});
