import { type EngineState, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { definitionIn, findDefinition, type FoundDefinition } from '../definitions/find-definition.js';
import { InstanceNotFoundError } from '../errors.js';
import { beginInstance } from './advance-instance.js';

export interface ContinueCaseInput {
  /** The instance that began the case; as a rule it has ended. */
  readonly instanceId: string;
  /** Key of the process that goes on; its latest version runs. */
  readonly key: string;
  /** What is to be other than the case had it last. */
  readonly variables: JsonObject;
}

/**
 * Starts a process as a further part of a case that has been: with its variables, its business key and its root. So whatever
 * is asked of the case (its tasks, deadlines, pauses, readers, how long it is kept) counts the new part in, and nobody
 * called it whom its end would have to reach.
 * @throws InstanceNotFoundError, DefinitionNotFoundError
 */
export const continueCase: Command<ContinueCaseInput, { instanceId: string }, FoundDefinition> = {
  name: 'runtime.continue-case',

  opening: ({ key }) => findDefinition({ key, binding: 'latest' }),

  async run(context, { instanceId: earlierId, key, variables }, found) {
    const definitionId = definitionIn(found, { key, binding: 'latest' });
    const earlier = await lockEarlier(context, earlierId);
    const instanceId = await beginInstance(context, {
      definitionId,
      businessKey: earlier.businessKey ?? undefined,
      variables: { ...(earlier.ended ?? variablesOf(earlier.state)), ...variables },
      rootInstanceId: earlier.rootInstanceId,
    });
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { key, continues: earlierId } });
    return { instanceId };
  },
};

interface EarlierPart {
  readonly rootInstanceId: string;
  readonly businessKey: string | null;
  /** Variables with which it ended; null while it runs. */
  readonly ended: JsonObject | null;
  readonly state: EngineState;
}

/** Locked, so that housekeeping does not delete the case under its new part. */
async function lockEarlier({ tx }: CommandContext, id: string): Promise<EarlierPart> {
  const [earlier] = await tx.query<EarlierPart>(
    `select root_instance_id as "rootInstanceId", business_key as "businessKey", variables as ended, state
     from process_instance where id = $1 for no key update`,
    [id],
  );
  if (earlier === undefined) throw new InstanceNotFoundError(`There is no process instance ${id}.`);
  return earlier;
}
