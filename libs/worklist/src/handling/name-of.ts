import type { Transaction } from '#database';

/** Full name of a person, or the login of somebody whom the directory does not know. */
export async function nameOf(tx: Transaction, login: string): Promise<string> {
  const [person] = await tx.query<{ name: string }>('select full_name as name from person where login = $1', [login]);
  return person?.name ?? login;
}
