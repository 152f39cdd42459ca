import type { JsonObject } from '#foundation';
import { RemovalByWhoConfirmedError } from '../errors.js';

interface TaskOfSomebody {
  readonly candidateGroups: readonly string[];
  readonly person: { readonly login: string };
  readonly variables: JsonObject;
}

/**
 * What is a secret is confirmed by one and removed by another: nothing is destroyed on the word of one person, whatever posts he
 * holds. What the procedure for secrets offers to IT is the removal, and no operator changes its tasks or variables.
 * @throws RemovalByWhoConfirmedError
 */
export function refuseUnfitRemover({ candidateGroups, person, variables }: TaskOfSomebody): void {
  const { spillId, decidedBy } = variables;
  if (typeof spillId !== 'string' || !candidateGroups.includes('it') || decidedBy !== person.login) return;
  throw new RemovalByWhoConfirmedError(spillId, person.login);
}
