import type { Database, Transaction } from '#database';

/** The person who signs in under this name; null for nobody. A login that was replaced by another name is not one. */
export async function loginOfName(reader: Database | Transaction, name: string): Promise<string | null> {
  const [account] = await reader.query<{ login: string }>('select login from account where coalesce(sign_in_name, login) = $1', [name]);
  return account?.login ?? null;
}
