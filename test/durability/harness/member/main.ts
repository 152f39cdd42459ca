import { Accidents } from './accidents.js';
import { Clients } from './clients.js';
import { setHostClock } from './host-clock.js';
import type { MemberOptions, Order, Report } from './member-options.js';
import { openRuntime } from './open-runtime.js';

/** One process of the crew, a worker, clients or both: `node main.js OPTIONS`, with a channel to the harness. */
const options = JSON.parse(process.argv[2] ?? '{}') as MemberOptions;
setHostClock(options.hostClockOffsetMs);
const accidents = new Accidents((point) => tell({ type: 'accident', point }));
const runtime = await openRuntime(options);
const clients = options.clients && new Clients(runtime, options.name, options.clients);

process.on('message', (order: Order) => {
  switch (order.type) {
    case 'accident':
      return accidents.await(order);
    case 'calm':
      return accidents.callOff();
    case 'finish':
      return clients?.finish();
  }
});
// The harness is gone, however it went: nobody is left to stop us.
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => {
  Promise.resolve(clients?.stop())
    .then(() => runtime.close())
    .then(
      () => process.exit(0),
      (error: Error) => {
        runtime.logger.error({ code: 'durability.stop-failed', error: error.message });
        process.exit(1);
      },
    );
});

await tell({ type: 'ready' });
clients?.start();

function tell(report: Report): Promise<void> {
  return new Promise((resolve) => process.send?.(report, undefined, undefined, () => resolve()));
}
