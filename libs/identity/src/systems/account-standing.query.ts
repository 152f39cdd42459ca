import type { Database } from '#database';
import { AccountNotFoundError } from '../errors.js';

/** How the account of a person stands, here and where we have made others. */
export interface AccountStanding {
  readonly login: string;
  readonly fullName: string;
  /** What the person signs in with. */
  readonly name: string;
  readonly status: 'active' | 'locked';
  readonly mustChangePassword: boolean;
  /** Until when the first password opens the account; null once it was changed. */
  readonly initialPasswordUntil: string | null;
  readonly lastSignInAt: string | null;
  /** As our service tasks left it. */
  readonly systems: readonly {
    readonly system: string;
    readonly name: string;
    readonly state: 'active' | 'locked' | 'removed';
    readonly changedAt: string;
  }[];
}

/** @param initialPasswordDays the life of first passwords. @throws AccountNotFoundError */
export async function accountStanding(database: Database, login: string, initialPasswordDays: number): Promise<AccountStanding> {
  const [account] = await database.query<Omit<AccountStanding, 'systems'>>(
    `select login, person.full_name as "fullName", coalesce(sign_in_name, login) as name, status,
            must_change_password as "mustChangePassword",
            case when must_change_password then password_changed_at + make_interval(days => $2) end as "initialPasswordUntil",
            (select max(created_at) from session where session.login = account.login) as "lastSignInAt"
     from account join person using (login) where login = $1`,
    [login, initialPasswordDays],
  );
  if (account === undefined) throw new AccountNotFoundError(login);
  const systems = await database.query<AccountStanding['systems'][number]>(
    'select system, name, state, changed_at as "changedAt" from system_account where login = $1 order by system',
    [login],
  );
  return { ...account, systems };
}
