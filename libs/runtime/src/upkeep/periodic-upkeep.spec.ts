import type { Logger } from '#foundation';
import { PeriodicUpkeep } from './periodic-upkeep.js';

let runs: number;
let work: (goOn: () => boolean) => Promise<void>;
let warned: object[];
let upkeep: PeriodicUpkeep;
beforeEach(() => {
  jest.useFakeTimers();
  [runs, work, warned] = [0, async () => {}, []];
  upkeep = new PeriodicUpkeep({
    everyMs: 60_000,
    run: (goOn) => {
      runs++;
      return work(goOn);
    },
    logger: { warn: (line: object) => warned.push(line) } as unknown as Logger,
    failureCode: 'test.upkeep-failed',
  });
});
afterEach(async () => {
  await upkeep.stop();
  jest.useRealTimers();
});

/** A run that lasts until it is let go. */
function lastingWork(): () => void {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  work = () => ended;
  return end;
}

it('runs at the start and so long after each end until it stops', async () => {
  upkeep.start();
  await jest.advanceTimersByTimeAsync(59_999);
  expect(runs).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
  await upkeep.stop();
  await jest.advanceTimersByTimeAsync(600_000);
  expect(runs).toBe(2);
});

it('never runs twice at a time, however long a run lasts', async () => {
  const end = lastingWork();
  upkeep.start();
  await jest.advanceTimersByTimeAsync(600_000);
  expect(runs).toBe(1);
  end();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(2);
});

it('that is asked runs at once, and the next follows so long after that', async () => {
  upkeep.start();
  await jest.advanceTimersByTimeAsync(30_000);
  upkeep.runNow();
  await jest.advanceTimersByTimeAsync(59_999);
  expect(runs).toBe(2);
  await jest.advanceTimersByTimeAsync(1);
  expect(runs).toBe(3);
});

it('that is asked often during a run runs once more after it', async () => {
  const end = lastingWork();
  upkeep.start();
  upkeep.runNow();
  upkeep.runNow();
  end();
  await jest.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
});

it('tells a run that it is to stop, and waits for it', async () => {
  const parts: number[] = [];
  work = async (goOn) => {
    while (goOn()) {
      await Promise.resolve();
      parts.push(parts.length);
    }
  };
  upkeep.start();
  await upkeep.stop();
  expect(parts).toEqual([0]);
  upkeep.runNow();
  expect(runs).toBe(1);
});

it('logs a run that fails, and the next goes on', async () => {
  work = () => Promise.reject(new Error('no database'));
  upkeep.start();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(2);
  expect(warned).toEqual(Array(2).fill({ code: 'test.upkeep-failed', error: 'no database' }));
});
