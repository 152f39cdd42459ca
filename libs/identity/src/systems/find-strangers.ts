import type { AccountSystems } from './account-systems.js';

/** What an account system holds that we do not know. */
export interface Strangers {
  readonly accounts: readonly { readonly name: string; readonly fullName: string; readonly lastUsedAt: string | null }[];
  /** Addresses. */
  readonly mailboxes: readonly string[];
}

/**
 * Looks through a system for accounts of nobody in our directory, and for mailboxes that we did not make. Asks the system
 * for everything it holds: for people who look after it, not for a routine.
 * @throws AccountSystemUnknownError, AccountSystemUnavailableError, AccountSystemRefusedError
 */
export async function findStrangers(systems: AccountSystems, name: string): Promise<Strangers> {
  const system = systems.get(name);
  const people = await systems.tools.database.query<{ login: string }>('select login from person');
  const known = new Set(people.map(({ login }) => login));
  const accounts: Strangers['accounts'][number][] = [];
  for await (const { key, name: account, fullName, lastUsedAt } of system.listAccounts()) {
    if (key === null || !known.has(key)) accounts.push({ name: account, fullName, lastUsedAt });
  }
  const mailboxes: string[] = [];
  for await (const { ours, address } of system.listMailboxes()) if (!ours) mailboxes.push(address);
  return { accounts: accounts.toSorted((one, other) => one.name.localeCompare(other.name)), mailboxes: mailboxes.toSorted() };
}
