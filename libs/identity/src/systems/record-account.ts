import type { CommandContext } from '#runtime';
import { forgetExposure } from '../exposure/exposed-elsewhere.js';

export interface AccountAct {
  readonly system: string;
  readonly login: string;
  /** What a service task did: its topic. */
  readonly act: string;
}

/** Remembers where an account stands after what a service task did, and writes it to the audit trail. */
export async function recordAccount(context: CommandContext, { system, login, act }: AccountAct, now: AccountState): Promise<void> {
  const { name, externalId, state } = now;
  if (state === 'removed') await forgetExposure(context, login, system);
  await context.tx.execute(
    `insert into system_account (system, login, name, external_id, state, changed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (system, login) do update set name = $3, external_id = $4, state = $5, changed_at = $6`,
    [system, login, name, externalId, state, context.now],
  );
  context.audit({ subject: 'account', subjectId: login, detail: { system, act, name, state } });
}

/** Remembers that an account of which we knew is gone. */
export async function recordAbsence(context: CommandContext, { system, login, act }: AccountAct): Promise<void> {
  await forgetExposure(context, login, system);
  const gone = await context.tx.execute(
    `update system_account set state = 'removed', changed_at = $3 where system = $1 and login = $2 and state <> 'removed'`,
    [system, login, context.now],
  );
  if (gone > 0) context.audit({ subject: 'account', subjectId: login, detail: { system, act, state: 'removed' } });
}

export interface AccountState {
  readonly name: string;
  readonly externalId: string;
  readonly state: 'active' | 'locked' | 'removed';
}
