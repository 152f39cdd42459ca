import { CongvanError, type JsonObject } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { AccountNotFoundError } from '../errors.js';
import { revokeSessionsOf } from '../revoke-sessions-of.js';
import { noteExposedElsewhere } from './exposed-elsewhere.js';

export interface LockEverywhereInput {
  readonly login: string;
  /** For the audit trail. */
  readonly reason: string;
  /** The account systems beside our own. */
  readonly systems: readonly string[];
  /** Groups that are told; none where others tell them. */
  readonly tell: readonly string[];
}

export interface LockedEverywhere {
  readonly revokedSessions: number;
  /** Names of worker tokens that came from this account while it had the exposed password. */
  readonly revokedTokens: readonly string[];
  /** The case that locks the other systems; null where its process cannot be started, which an operator must mend. */
  readonly instanceId: string | null;
}

export const LOCK_PROCESS = 'account-lock';
/** By which the cases of one person are found. */
export const lockCaseOf = (login: string): string => `account:${login}`;

/**
 * Locks the account of somebody whose password others may know (148/QĐ-SCT 2014 §12.5), in one transaction: the account, its
 * sessions, the worker tokens made with that password, and a case that locks it in every other system.
 * @throws AccountNotFoundError
 */
export const lockEverywhere: Command<LockEverywhereInput, LockedEverywhere> = {
  name: 'identity.lock-everywhere',
  async run(context, { login, reason, systems, tell }) {
    const [account] = await context.tx.query<{ fullName: string; status: string; changedAt: string }>(
      `select full_name as "fullName", status, password_changed_at as "changedAt"
       from account join person using (login) where login = $1 for update of account`,
      [login],
    );
    if (account === undefined) throw new AccountNotFoundError(login);
    await context.tx.execute(`update account set status = 'locked', exposed_at = $2 where login = $1`, [login, context.now]);
    await noteExposedElsewhere(context, login, systems);
    const revokedSessions = await revokeSessionsOf(context, login);
    const tokens = await context.tx.query<{ name: string }>(
      `update worker_token set revoked_at = $3 where created_by = $1 and created_at >= $2 and revoked_at is null returning name`,
      [login, account.changedAt, context.now],
    );
    const revokedTokens = tokens.map(({ name }) => name);
    const { fullName, status } = account;
    const instanceId = await startLockCase(context, login, { person: login, fullName, systems: [...systems], tell: [...tell] });
    context.audit({
      subject: 'account',
      subjectId: login,
      detail: { reason, old: { status }, new: { status: 'locked' }, revokedSessions, revokedTokens, systems: [...systems], instanceId },
    });
    return { revokedSessions: revokedSessions.length, revokedTokens, instanceId };
  },
};

/** The lock of our own account must not depend on what is deployed. */
async function startLockCase(context: CommandContext, login: string, variables: JsonObject): Promise<string | null> {
  try {
    const input = { key: LOCK_PROCESS, businessKey: lockCaseOf(login), variables };
    const { instanceId } = await context.withSavepoint(() => context.run(startInstance, input));
    return instanceId;
  } catch (error) {
    if (!(error instanceof CongvanError) || error.kind === 'transient') throw error;
    context.log.error({ code: 'identity.lock-case-not-started', login, error: error.message });
    return null;
  }
}
