import type { Database, Transaction } from '#database';
import type { Command, CommandContext } from '#runtime';

/** What lies in other systems has the exposed password until it gets another there. */
export async function noteExposedElsewhere({ tx, now }: CommandContext, login: string, systems: readonly string[]): Promise<void> {
  await tx.execute(
    `insert into exposed_elsewhere (login, system, exposed_at) select $1, unnest($2::text[]), $3
     on conflict (login, system) do update set exposed_at = excluded.exposed_at`,
    [login, systems, now],
  );
}

/** Whether others may know what opens the account in this system, our own or another: that of the whole person counts everywhere. */
export async function isExposedIn(source: Pick<Database | Transaction, 'query'>, login: string, system: string): Promise<boolean> {
  const found = await source.query(
    `select from account where login = $1 and exposed_at is not null
     union all select from exposed_elsewhere where login = $1 and system = $2`,
    [login, system],
  );
  return found.length > 0;
}

export interface SettleExposureInput {
  readonly login: string;
  readonly system: string;
}

/**
 * The account of a person in another system has a new password, that of our own account today. An exposure that was reported after
 * our own got it stands.
 */
export const settleExposure: Command<SettleExposureInput, void> = {
  name: 'identity.settle-exposure',
  async run(context, { login, system }) {
    const settled = await context.tx.execute(
      `delete from exposed_elsewhere using account
       where exposed_elsewhere.login = $1 and system = $2 and account.login = $1 and exposed_elsewhere.exposed_at <= password_changed_at`,
      [login, system],
    );
    if (settled === 0) return context.nothingChanged();
    context.audit({ subject: 'account', subjectId: login, detail: { system, exposure: 'settled' } });
  },
};

/** With the account its password is gone. */
export async function forgetExposure({ tx }: CommandContext, login: string, system: string): Promise<void> {
  await tx.execute('delete from exposed_elsewhere where login = $1 and system = $2', [login, system]);
}
