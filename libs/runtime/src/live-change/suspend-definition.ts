import type { Caller } from '#audit';
import type { Database } from '#database';
import { InstanceEndedError } from '../errors.js';
import type { Command } from '../executor/command.js';
import type { LockedInstance } from '../instances/instance.js';
import type { OperatorTools } from './operator-tools.js';
import { resumeInstance, type ResumeInstanceInput } from './resume-instance.command.js';
import { setDefinitionSuspension } from './set-definition-suspension.command.js';
import { suspendInstance, type SuspendedTimers } from './suspend-instance.command.js';

/** Instances read at a time. */
const BATCH = 200;

/**
 * Holds one version of a process: no instance of it starts, and all that run are suspended, each in a transaction of its
 * own. First the definition, so that none slips in between. What fails half-way is simply called again.
 * @throws DefinitionNotFoundError
 */
export async function suspendDefinition(
  { executor, database }: OperatorTools,
  input: { readonly definitionId: string; readonly timers: SuspendedTimers; readonly reason: string; readonly withCalled?: boolean },
  caller: Caller,
): Promise<{ instances: number }> {
  const { definitionId, ...how } = input;
  await executor.execute(setDefinitionSuspension, { definitionId, suspended: true, reason: how.reason }, caller);
  return forEachInstance(database, definitionId, false, (instanceId) =>
    executor.execute(suspendInstance, { ...how, instanceId }, caller),
  );
}

export interface ResumeDefinitionInput {
  readonly definitionId: string;
  readonly withCalled?: boolean;
}

/** What the office knows of single instances; it lies above this lib, so the app hands it in. */
export interface ResumeRules {
  readonly resume: Command<ResumeInstanceInput, { instances: number }, LockedInstance>;
  /** Whether `resume` has thrown this for an instance that stays suspended, while the others go on. */
  isSpared(error: unknown): boolean;
}

/**
 * Lets the definition and all of its instances go on, also those that were suspended one by one.
 * @throws DefinitionNotFoundError
 */
export async function resumeDefinition(
  { executor, database }: OperatorTools,
  { definitionId, withCalled }: ResumeDefinitionInput,
  caller: Caller,
  { resume, isSpared }: ResumeRules = { resume: resumeInstance, isSpared: () => false },
): Promise<{ instances: number }> {
  await executor.execute(setDefinitionSuspension, { definitionId, suspended: false }, caller);
  return forEachInstance(database, definitionId, true, async (instanceId) => {
    try {
      return await executor.execute(resume, { instanceId, withCalled }, caller);
    } catch (error) {
      if (isSpared(error)) return { instances: 0 };
      throw error;
    }
  });
}

async function forEachInstance(
  database: Database,
  definitionId: string,
  suspended: boolean,
  change: (instanceId: string) => Promise<{ instances: number }>,
): Promise<{ instances: number }> {
  let instances = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const batch = await database.query<{ id: string }>(
      `select id from process_instance
       where definition_id = $1 and status = 'active' and (suspended_at is not null) = $2 and id > $3
       order by id limit ${BATCH}`,
      [definitionId, suspended, after],
    );
    for (const { id } of batch) instances += await changed(change(id));
    const last = batch.at(-1);
    if (last === undefined) return { instances };
    after = last.id;
  }
}

/** An instance that ends while its turn comes needs nothing any more. */
async function changed(change: Promise<{ instances: number }>): Promise<number> {
  try {
    return (await change).instances;
  } catch (error) {
    if (error instanceof InstanceEndedError) return 0;
    throw error;
  }
}
