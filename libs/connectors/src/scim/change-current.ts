import { AccountSystemUnavailableError } from '../errors.js';
import type { ScimChange, ScimClient, ScimResource } from './scim-client.js';

/** Others change the same resource at the same moment so many times in a row only if something is wrong. */
const ATTEMPTS = 3;

/**
 * Reads a resource, decides what to change and changes that version of it; again where somebody was faster.
 * @param read gives undefined where there is none
 * @param decide gives no change where all is right
 */
export async function changeCurrent<Resource extends ScimResource>(
  { client, system, endpoint }: { readonly client: ScimClient; readonly system: string; readonly endpoint: string },
  read: () => Promise<Resource | undefined>,
  decide: (resource: Resource) => readonly ScimChange[],
): Promise<'changed' | 'unchanged' | 'absent' | 'taken'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const resource = await read();
    if (resource === undefined) return 'absent';
    const changes = decide(resource);
    if (changes.length === 0) return 'unchanged';
    const end = await client.change(endpoint, resource, changes);
    if (end !== 'stale') return end === 'taken' ? 'taken' : 'changed';
  }
  throw new AccountSystemUnavailableError(system, 'others go on changing the same entry');
}
