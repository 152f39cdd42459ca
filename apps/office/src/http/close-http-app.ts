import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { Office } from '../office.js';

/** Part of the limit that requests may take; the rest is for jobs, queue and database. */
const SHARE_OF_REQUESTS = 0.4;
/** Connections whose answer had begun before the end was announced become idle without being asked to close. */
const IDLE_CHECK_MS = 50;

/**
 * Stops in the order that loses nobody's work: accept no new connection, answer the requests that are here, let the
 * jobs finish (shutdown hooks of the modules), close the queue and, last, the database.
 */
export async function closeHttpApp(app: NestFastifyApplication): Promise<void> {
  const { stopping, configuration } = app.get(Office);
  await stopping.announce(0);
  await stopping.run(
    'requests',
    () => drain(app.getHttpServer(), configuration.STOP_LIMIT_MS * SHARE_OF_REQUESTS),
    () => [...stopping.requests],
  );
  await app.close();
}

/** What is not answered after `patienceMs` loses its connection: an upload over a slow line, a caller who never reads. */
async function drain(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const closeIdle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const giveUp = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(giveUp);
}
