import type { JobHandler } from '#runtime';
import { setTimeout as pause } from 'node:timers/promises';

/** Hears what the handlers of a bench see. Instants are those of the machine's monotonic clock, in nanoseconds. */
export interface Observer {
  /** A handler has begun. */
  begun(instanceId: string, at: bigint, attempt: number): void;
  /** The transaction of the last task, and with it the end of the instance, is committed. */
  ended(instanceId: string): void;
}

const SLOW_MS = 3_000;

/** They do nothing but tell the observer. Where there is none, no worker runs them; deploying still asks for their topics. */
export function benchHandlers(observer?: Observer): JobHandler[] {
  const begun = (instanceId: string, attempt: number) => observer?.begun(instanceId, process.hrtime.bigint(), attempt);
  return [
    {
      topic: 'bench',
      handle: async ({ instanceId, attempt }) => {
        begun(instanceId, attempt);
        return {};
      },
    },
    {
      topic: 'bench-last',
      handle: async ({ instanceId, attempt }) => {
        begun(instanceId, attempt);
        return { commit: async ({ tx }) => tx.afterCommit(() => observer?.ended(instanceId)) };
      },
    },
    {
      topic: 'bench-slow',
      handle: async ({ instanceId, attempt, signal }) => {
        begun(instanceId, attempt);
        await pause(SLOW_MS, undefined, { signal });
        return { commit: async ({ tx }) => tx.afterCommit(() => observer?.ended(instanceId)) };
      },
    },
  ];
}
