import {
  AccountSystemRefusedError,
  type AccountSystem,
  AccountSystemUnavailableError,
  LastManagerError,
  NameHeldByAnotherError,
} from '#connectors';
import { BpmnError, type JobContext, jobVariablesReader, PermanentFailure } from '#runtime';
import { AccountSystemUnknownError, BadAccountVariablesError, NameTakenError } from '../errors.js';
import type { AccountSystems } from './account-systems.js';

/** Reads what the model gives a service task. @throws BadAccountVariablesError */
export const readVariables = jobVariablesReader(BadAccountVariablesError);

/** The codes by which a model catches an outcome that people must decide about. */
const OUTCOMES: readonly (readonly [new (...args: never[]) => Error, string])[] = [
  [NameHeldByAnotherError, 'account-held-by-another'],
  [NameTakenError, 'account-held-by-another'],
  [LastManagerError, 'mailbox-without-manager'],
];

/**
 * Does the work of a service task in an account system. A system that is down makes the job wait for its next attempt,
 * one that refuses for an operator, and a conflict goes to the model as a BPMN error.
 */
export async function workIn<Result>(
  systems: AccountSystems,
  name: string,
  job: JobContext,
  work: (system: AccountSystem) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(systems.get(name));
  } catch (error) {
    const [, outcome] = OUTCOMES.find(([kind]) => error instanceof kind) ?? [];
    if (outcome !== undefined) throw new BpmnError(outcome, (error as Error).message);
    if (error instanceof AccountSystemUnavailableError) {
      job.log.warn({ code: 'identity.account-system-unavailable', system: name, error: error.message });
      throw error;
    }
    if (error instanceof AccountSystemRefusedError || error instanceof AccountSystemUnknownError) {
      throw new PermanentFailure(error.message, { cause: error });
    }
    throw error;
  }
}

/** For what needs an account that the system does not have. */
export function requireThere(changed: string, system: string, login: string): void {
  if (changed !== 'absent') return;
  throw new PermanentFailure(`${login} has no account in ${system}. Make it there first, by accounts.provision, and try again.`);
}
