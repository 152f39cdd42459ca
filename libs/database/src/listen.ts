import type { Logger } from '#foundation';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface ListenOptions {
  /** Of the database, as a connection URL. */
  readonly url: string;
  /** Of `notify` and `pg_notify`; a plain lower-case name. */
  readonly channel: string;
  readonly logger: Logger;
  /** Called with the payload of each notification, in order. Must not throw. */
  readonly onNotification: (payload: string) => void;
  /** Called whenever the subscription stands, again also: what was sent before it did is lost. Must not throw. */
  readonly onListening?: () => void;
}

/** A subscription to a channel of Postgres, on a connection of its own. */
export interface Listening {
  close(): Promise<void>;
}

const RECONNECT_AFTER_MS = 1000;

/**
 * Listens to the notifications of committed transactions. A connection that is lost is made again for as long as it
 * takes; what is sent meanwhile is lost, so a listener needs another way to find it, if a slower one.
 *
 * A connection of its own: one of the pool would be handed on with its subscription, and `listen` does not work through
 * a pooler in transaction mode anyway.
 */
export function listen({ url, channel, logger, onNotification, onListening }: ListenOptions): Listening {
  const closed = new AbortController();
  let current: pg.Client | undefined;

  const listenOnce = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: 'congvan-listen', keepAlive: true });
    current = client;
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', (error) => logger.warn({ code: 'database.listener-lost', channel, error: error.message }));
    client.on('notification', ({ payload = '' }) => onNotification(payload));
    const begin = async (): Promise<void> => {
      await client.connect();
      // Closed in the meantime: to a client that had no connection yet, `end` meant nothing.
      if (closed.signal.aborted) return client.end();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      onListening?.();
    };
    // A client that is ended while it connects never says that it has connected, nor that it has not.
    await Promise.race([begin(), ended]);
    await ended;
  };

  const listenOn = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await listenOnce().catch((error: Error) => {
        // Closed while it connected: nobody misses it.
        if (!closed.signal.aborted) logger.warn({ code: 'database.listener-not-connected', channel, error: error.message });
        return current?.end().catch(() => undefined);
      });
      await pause(RECONNECT_AFTER_MS, undefined, { signal: closed.signal }).catch(() => undefined);
    }
  };

  const running = listenOn();
  return {
    close: async () => {
      closed.abort();
      await current?.end().catch(() => undefined);
      await running;
    },
  };
}
