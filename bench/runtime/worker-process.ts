import type { Observer } from './bench-handlers.js';
import type { FromWorker, ToWorker, WorkerSetup } from './fork-worker.js';
import { openRuntime } from './open-runtime.js';

/** A worker in a process of its own, as on a server; forked by `forkWorker`. */
const setup = JSON.parse(process.argv[2] ?? '') as WorkerSetup;
const send = (message: FromWorker): void => void process.send?.(message);

// What happens within one turn of the event loop goes out as one message: the pipe must not be what is measured.
let events: Extract<FromWorker, { type: 'events' }>['events'][number][] = [];
const tell = (event: (typeof events)[number]): void => {
  if (events.push(event) > 1) return;
  setImmediate(() => {
    send({ type: 'events', events });
    events = [];
  });
};

const observer: Observer = {
  begun: (instanceId, at, attempt) => tell({ begun: instanceId, at: at.toString(), attempt }),
  ended: (instanceId) => tell({ ended: instanceId }),
};
const runtime = await openRuntime({ ...setup, ...(setup.bare === true ? {} : { observer }) });
const bare =
  setup.bare === true
    ? await runtime.queue.consume('work', async (jobId) => observer.begun(jobId, process.hrtime.bigint(), 1), { concurrency: 8 })
    : undefined;
process.on('message', (message: ToWorker) => {
  if (message === 'stop') {
    void stop().then(() => process.disconnect());
  } else {
    globalThis.gc?.();
    send({ type: 'memory', rssBytes: process.memoryUsage().rss });
  }
});
send({ type: 'ready' });

async function stop(): Promise<void> {
  await bare?.close();
  await runtime.close();
}
