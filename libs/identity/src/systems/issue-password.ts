import type { Caller } from '#audit';
import { CongvanError } from '#foundation';
import { settleExposure } from '../exposure/exposed-elsewhere.js';
import type { Helped } from '../privileged-accounts.js';
import { type DirectResetInput, type DirectResetTools, resetDirectly } from '../reset-directly.command.js';
import type { ResetPasswordInput } from '../reset-password.command.js';
import type { AccountSystems } from './account-systems.js';

export interface IssuedPassword {
  /** Shown this once. */
  readonly initialPassword: string;
  /** What became of it in the other systems in which the person has an account. */
  readonly systems: readonly { readonly system: string; readonly done: boolean; readonly problem: string | null }[];
}

/**
 * Gives a person one new initial password in all account systems; our own comes first. It is nowhere kept, so a system that
 * is down does not get it later: the password is issued again when the system is back.
 * @throws what `resetDirectly` throws
 */
export async function issuePassword(
  systems: AccountSystems,
  tools: DirectResetTools,
  { input, groups }: Helped<DirectResetInput>,
  caller: Caller,
): Promise<IssuedPassword> {
  const { initialPassword } = await systems.tools.executor.execute(resetDirectly(tools), { input, groups }, caller);
  return { initialPassword, systems: await setEverywhere(systems, { ...input, password: initialPassword }, caller) };
}

/** Sets a password that our own account has already in all other systems in which the person has one. */
export async function setEverywhere(
  systems: AccountSystems,
  input: ResetPasswordInput & { readonly password: string },
  caller: Caller,
): Promise<IssuedPassword['systems']> {
  const outcomes = await Promise.all(systems.others.map((system) => issueIn(systems, system, input, caller)));
  return outcomes.flatMap((outcome) => outcome ?? []);
}

/** Undefined where the person has no account there. */
async function issueIn(
  systems: AccountSystems,
  name: string,
  { login, unlock, password }: ResetPasswordInput & { readonly password: string },
  caller: Caller,
): Promise<IssuedPassword['systems'][number] | undefined> {
  try {
    const system = systems.get(name);
    const set = await system.setPassword(login, password, { mustChange: true });
    await systems.tools.executor.execute(settleExposure, { login, system: name }, caller);
    if (set === 'absent') return undefined;
    // In this order the exposed password never opens the account again.
    if (unlock === true) await system.unlockAccount(login);
    return { system: name, done: true, problem: null };
  } catch (error) {
    if (!(error instanceof CongvanError)) throw error;
    return { system: name, done: false, problem: error.message };
  }
}
