import type { Database } from '#database';
import { eventually } from '../../../../test/support/eventually.js';
import type { Command } from '../executor/command.js';
import type { ProcessDesk } from './process-desk.js';

/** A command that has done its work and waits, its transaction open, until the test says how it goes on. */
export interface HeldTransaction<Output> {
  /** Resolves when all is written and only the commit is missing. */
  readonly written: Promise<void>;
  commit(): Promise<Output>;
  rollBack(): Promise<void>;
}

class RolledBackByTest extends Error {}

/** Runs a command up to its commit, so that a race can be stepped by hand. */
export function holdBeforeCommit<Input, Output>(
  desk: ProcessDesk,
  command: Command<Input, Output>,
  input: Input,
): HeldTransaction<Output> {
  let hasWritten: () => void;
  let goOn: (failure?: Error) => void;
  const written = new Promise<void>((resolve) => (hasWritten = resolve));
  const gate = new Promise<void>((resolve, reject) => (goOn = (failure) => (failure ? reject(failure) : resolve())));
  const held: Command<Input, Output> = {
    ...command,
    run: async (context, given, opened) => {
      const output = await command.run(context, given, opened);
      hasWritten();
      await gate;
      return output;
    },
  };
  const result = desk.executor.execute(held, input, desk.as('vanthu'));
  result.catch(() => undefined);
  return {
    written,
    commit: () => {
      goOn();
      return result;
    },
    rollBack: async () => {
      goOn(new RolledBackByTest());
      await result.catch((error: Error) => {
        if (!(error instanceof RolledBackByTest)) throw error;
      });
    },
  };
}

/** Resolves when so many transactions of this database wait for a lock of another one. */
export async function waitingForLocks(database: Database, count: number): Promise<void> {
  await eventually(async () => {
    const [row] = await database.query<{ waiting: number }>(
      `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row?.waiting === count;
  });
}
