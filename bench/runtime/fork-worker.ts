import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Observer } from './bench-handlers.js';
import type { RuntimeOptions } from './open-runtime.js';

export interface WorkerSetup extends Pick<RuntimeOptions, 'databaseUrl' | 'redisUrl'> {
  /** Takes deliveries and does nothing with them: `begun` is told the job instead of the instance. */
  readonly bare?: boolean;
}

/** `memory` asks for the resident memory after a collection of garbage. */
export type ToWorker = 'stop' | 'memory';

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'memory'; readonly rssBytes: number }
  | {
      readonly type: 'events';
      readonly events: readonly (
        | { readonly begun: string; readonly at: string; readonly attempt: number }
        | { readonly ended: string }
      )[];
    };

/** A worker in another process. */
export interface ForkedWorker {
  rssMib(): Promise<number>;
  /** Lets what runs come to its end. */
  stop(): Promise<void>;
  /** Ends it as a failing machine would. */
  kill(): Promise<void>;
}

/** Resolves when the worker takes deliveries. */
export async function forkWorker(setup: WorkerSetup, observer: Observer): Promise<ForkedWorker> {
  const program = fileURLToPath(new URL('worker-process.js', import.meta.url));
  const child = fork(program, [JSON.stringify(setup)], { execArgv: [...process.execArgv, '--expose-gc'] });
  const ended = once(child, 'exit');
  let answer = (_rssBytes: number): void => {};
  await new Promise<void>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`The worker ended with ${code} before it was ready.`)));
    child.on('message', (message: FromWorker) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'memory') answer(message.rssBytes);
      else
        for (const event of message.events) {
          if ('ended' in event) observer.ended(event.ended);
          else observer.begun(event.begun, BigInt(event.at), event.attempt);
        }
    });
  });
  const leave = async (how: () => unknown): Promise<void> => {
    how();
    await ended;
  };
  return {
    rssMib: () =>
      new Promise((resolve) => {
        answer = (rssBytes) => resolve(rssBytes / 2 ** 20);
        child.send('memory' satisfies ToWorker);
      }),
    stop: () => leave(() => child.send('stop' satisfies ToWorker)),
    kill: () => leave(() => child.kill('SIGKILL')),
  };
}
