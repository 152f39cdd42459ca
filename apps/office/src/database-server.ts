import { startEmbeddedPostgres } from '#embedded-postgres';
import { type Configuration, readConfiguration } from '#foundation';
import { resolve } from 'node:path';

/** Stands for the address of the embedded Postgres until that runs. */
const EMBEDDED_URL = 'postgres://embedded';

export interface Settings {
  readonly configuration: Configuration;
  /** No DATABASE_URL was given: the office lives in the embedded Postgres of this folder. */
  readonly embedded: boolean;
}

export interface DatabaseServer {
  /** Connection URL. */
  readonly url: string;
  /** Stops the server if it is ours and nobody else uses it. */
  stop(): Promise<void>;
}

/** The settings of a program that can do without a database server. @throws ConfigurationError */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const embedded = !environment['DATABASE_URL'];
  const configuration = readConfiguration(embedded ? { ...environment, DATABASE_URL: EMBEDDED_URL } : environment);
  return { configuration, embedded };
}

/** The server of the settings; the embedded one is started, or joined where another program of ours runs it already. */
export async function startDatabaseServer(settings: Settings, log: (line: string) => void): Promise<DatabaseServer> {
  if (!settings.embedded) return { url: settings.configuration.DATABASE_URL, stop: async () => {} };
  return startEmbeddedPostgres({ dataDir: resolve('.data/postgres'), database: 'congvan', log });
}
