import type { AccountSystem } from '#connectors';
import { type JobContext, type JobHandler, type JobResult, nameSchema, PermanentFailure } from '#runtime';
import { z } from 'zod';
import { isExposedIn } from '../exposure/exposed-elsewhere.js';
import { readVariables, requireThere, workIn } from './account-job.js';
import type { AccountSystems } from './account-systems.js';
import { personOf } from './person-of-account.js';
import { recordAbsence, recordAccount } from './record-account.js';
import { takeName } from './take-name.command.js';

const variablesSchema = z.object({ system: nameSchema, person: nameSchema });
const renameSchema = variablesSchema.extend({ accountName: nameSchema });

type AccountAct = (there: AccountSystem, login: string, system: string) => Promise<unknown>;

/**
 * The service tasks on accounts of people, each in the system of the variable `system` and for the person of the variable
 * `person` (a login). All may run twice: what stands as it should is left alone.
 */
export function accountHandlers(reach: () => AccountSystems): JobHandler[] {
  return [
    { topic: 'accounts.provision', handle: (job) => provision(reach(), job) },
    { topic: 'accounts.rename', handle: (job) => rename(reach(), job) },
    { topic: 'accounts.lock', handle: (job) => change(reach(), job, 'locked', (there, login) => there.lockAccount(login)) },
    { topic: 'accounts.unlock', handle: (job) => change(reach(), job, 'active', unlockUnexposed(reach())) },
    { topic: 'accounts.remove', handle: (job) => change(reach(), job, 'removed', (there, login) => there.removeAccount(login)) },
  ];
}

/** Makes the account, or brings name and address of the person in it up to date. An account that is locked stays locked. */
async function provision(systems: AccountSystems, job: JobContext): Promise<JobResult> {
  const { system, person: login } = readVariables(variablesSchema, job);
  const { name, fullName, mail } = await personOf(systems, login);
  const held = await workIn(systems, system, job, async (there) => {
    await there.putAccount({ key: login, name, fullName, mail });
    return there.findAccount(login);
  });
  if (held === undefined) throw new Error(`The account of ${login} in ${system} is gone right after it was made.`);
  const state = held.locked ? 'locked' : 'active';
  const { externalId } = held;
  return { commit: (context) => recordAccount(context, { system, login, act: job.topic }, { name: held.name, externalId, state }) };
}

/** Lets the person sign in as `accountName`, which nobody else ever had. */
async function rename(systems: AccountSystems, job: JobContext): Promise<JobResult> {
  const { system, person: login, accountName: name } = readVariables(renameSchema, job);
  const held = await workIn(systems, system, job, async (there) => {
    const caller = { actor: 'system:accounts', requestId: job.jobId };
    await systems.tools.executor.execute(takeName, { login, name }, caller);
    requireThere(await there.renameAccount(login, name), system, login);
    return there.findAccount(login);
  });
  const { externalId = '', locked = false } = held ?? {};
  return {
    commit: (context) =>
      recordAccount(context, { system, login, act: job.topic }, { name, externalId, state: locked ? 'locked' : 'active' }),
  };
}

/** Opens the account with the password it has: never with one that others may know. */
function unlockUnexposed({ tools }: AccountSystems): AccountAct {
  const requireUnexposed = async (login: string, system: string): Promise<void> => {
    if (!(await isExposedIn(tools.database, login, system))) return;
    throw new PermanentFailure(`The password of ${login} in ${system} is exposed: POST /accounts/${login}/reissue gives another and unlocks, then cancel this job.`);
  };
  return async (there, login, system) => {
    await requireUnexposed(login, system);
    requireThere(await there.unlockAccount(login), system, login);
    try {
      await requireUnexposed(login, system);
    } catch (error) {
      // Reported in the meantime, and perhaps locked there before it was opened here.
      await there.lockAccount(login);
      throw error;
    }
  };
}

/** Of an account that is not there nothing is left to lock or to remove: an earlier run may have done it. */
async function change(
  systems: AccountSystems,
  job: JobContext,
  state: 'active' | 'locked' | 'removed',
  act: AccountAct,
): Promise<JobResult> {
  const { system, person: login } = readVariables(variablesSchema, job);
  const held = await workIn(systems, system, job, async (there) => {
    const before = await there.findAccount(login);
    await act(there, login, system);
    return before;
  });
  if (held === undefined) return { commit: (context) => recordAbsence(context, { system, login, act: job.topic }) };
  const { name, externalId } = held;
  return { commit: (context) => recordAccount(context, { system, login, act: job.topic }, { name, externalId, state }) };
}
