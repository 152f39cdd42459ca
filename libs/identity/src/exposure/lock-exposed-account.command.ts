import { CongvanError, dateInZone } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { AccountNotFoundError, ExposureForbiddenError } from '../errors.js';
import { revokeSessionsOf } from '../revoke-sessions-of.js';

export interface LockExposedAccountInput {
  readonly login: string;
  /** What happened, in the words of who reports it. */
  readonly reason: string;
  /** The groups of who reports it, today. */
  readonly groups: readonly string[];
  /** Who may report it: `self`, `head` (of a unit in which the person holds a post) and groups. */
  readonly reporters: readonly string[];
  /** Who is told: groups, and `head`. */
  readonly told: readonly string[];
  /** The account systems beside our own. */
  readonly systems: readonly string[];
}

export interface LockedExposedAccount {
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
 * Locks the account of somebody whose password others may know (148/QĐ-SCT 2014 §12.5), in one transaction everywhere: the
 * account, its sessions, the worker tokens made with that password, and a case that locks it in every other system.
 * @throws ExposureForbiddenError, AccountNotFoundError
 */
export const lockExposedAccount: Command<LockExposedAccountInput, LockedExposedAccount> = {
  name: 'identity.lock-exposed-account',
  async run(context, { login, reason, groups, reporters, told, systems }) {
    const units = await unitsOf(context, login);
    requireReporter(context, { login, groups, reporters, units });
    const [account] = await context.tx.query<{ fullName: string; status: string; changedAt: string }>(
      `select full_name as "fullName", status, password_changed_at as "changedAt"
       from account join person using (login) where login = $1 for update of account`,
      [login],
    );
    if (account === undefined) throw new AccountNotFoundError(login);
    await context.tx.execute(`update account set status = 'locked' where login = $1`, [login]);
    const revokedSessions = await revokeSessionsOf(context, login);
    const tokens = await context.tx.query<{ name: string }>(
      `update worker_token set revoked_at = $3 where created_by = $1 and created_at >= $2 and revoked_at is null returning name`,
      [login, account.changedAt, context.now],
    );
    const revokedTokens = tokens.map(({ name }) => name);
    const tell = told.flatMap((group) => (group === 'head' ? units.map((unit) => `head:${unit}`) : [group]));
    const variables = { person: login, fullName: account.fullName, systems: [...systems], tell };
    const instanceId = await startLockCase(context, login, variables);
    context.audit({
      subject: 'account',
      subjectId: login,
      detail: { reason, old: { status: account.status }, new: { status: 'locked' }, revokedSessions, revokedTokens, systems: [...systems], instanceId },
    });
    return { revokedSessions: revokedSessions.length, revokedTokens, instanceId };
  },
};

async function unitsOf(context: CommandContext, login: string): Promise<string[]> {
  const units = await context.tx.query<{ code: string }>(
    'select distinct unit_code as code from post where login = $1 and held_on(post, $2) order by 1',
    [login, dateInZone(context.now, context.zone)],
  );
  return units.map(({ code }) => code);
}

interface Report {
  readonly login: string;
  readonly groups: readonly string[];
  readonly reporters: readonly string[];
  readonly units: readonly string[];
}

function requireReporter(context: CommandContext, { login, groups, reporters, units }: Report): void {
  const may = reporters.some((reporter) => {
    if (reporter === 'self') return context.caller.actor === login;
    if (reporter === 'head') return units.some((unit) => groups.includes(`head:${unit}`));
    return groups.includes(reporter);
  });
  if (!may) throw new ExposureForbiddenError(login, reporters);
}

/** The lock of our own account must not depend on what is deployed. */
async function startLockCase(
  context: CommandContext,
  login: string,
  variables: { readonly person: string; readonly fullName: string; readonly systems: string[]; readonly tell: string[] },
): Promise<string | null> {
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
