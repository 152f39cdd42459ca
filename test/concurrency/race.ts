import type { Database } from '#database';
import { Contender } from './contender.js';

/** What came of one contender: what it gave, or the code of its refusal. */
export type Outcome = { readonly gave: unknown } | { readonly refused: string };

export async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    return { gave: (await work) ?? null };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { refused: code ?? message };
  }
}

export interface Race {
  readonly first: () => Promise<unknown>;
  readonly second: () => Promise<unknown>;
  /** The first one fails before its commit. */
  readonly firstFails?: boolean;
}

/**
 * The scenario of two who want the same thing:
 *  1. the first has written everything and has not committed;
 *  2. the second begins and waits for a lock of the first;
 *  3. the first commits, or fails;
 *  4. the second goes on to its end.
 */
export async function runRace(database: Database, { first, second, firstFails = false }: Race): Promise<Outcome[]> {
  const [leader, follower] = [new Contender('the first', first), new Contender('the second', second)];
  try {
    await toItsCommit(leader);
    await follower.runToLock(database);
  } catch (error) {
    await Promise.allSettled([leader.finish(), follower.finish()]); // leaves no transaction open behind it
    throw error;
  }
  if (firstFails) await leader.breakOff();
  const came = firstFails ? { refused: 'broken off' } : await outcomeOf(leader.finish());
  return [came, await outcomeOf(follower.finish())];
}

/** A worker's lease is a transaction too; what it does is in the one that settles. */
export async function toItsCommit(contender: Contender<unknown>): Promise<void> {
  await contender.runTo('command.in-transaction');
  if (contender.standsAt === 'runtime.lease-job') await contender.runTo('command.in-transaction');
}
