import type { CalledElementBinding } from '#bpmn';
import type { Statement } from '#database';
import { DefinitionNotFoundError, DefinitionSuspendedError } from '../errors.js';

/** How a call activity, or whoever starts a process, names what is to run. */
export interface CalledDefinition {
  readonly key: string;
  readonly binding: CalledElementBinding;
  readonly bindingValue?: string;
  /** The calling definition: `deployment` binding stays inside its deployment. */
  readonly callerDefinitionId?: string;
}

export interface FoundDefinition {
  readonly id: string;
  readonly suspended: boolean;
}

/** The statement whose rows {@link definitionIn} reads. */
export function findDefinition(called: CalledDefinition): Statement {
  return {
    sql: `select id, suspended_at is not null as suspended from process_definition
          where key = $1
            and ($2 <> 'version' or version::text = $3)
            and ($2 <> 'versionTag' or version_tag = $3)
            and ($2 <> 'deployment' or deployment_id = (select deployment_id from process_definition where id = $4))
          order by version desc limit 1`,
    parameters: [called.key, called.binding, called.bindingValue ?? null, called.callerDefinitionId ?? null],
  };
}

/**
 * The id of the definition that was found.
 * @throws DefinitionNotFoundError naming the key and the binding; DefinitionSuspendedError.
 */
export function definitionIn([found]: readonly FoundDefinition[], called: CalledDefinition): string {
  if (found === undefined) {
    const which = called.bindingValue === undefined ? called.binding : `${called.binding} ${called.bindingValue}`;
    throw new DefinitionNotFoundError(`No process "${called.key}" (${which}) is deployed. Deploy it, or correct the key.`);
  }
  if (found.suspended) throw new DefinitionSuspendedError(called.key);
  return found.id;
}
