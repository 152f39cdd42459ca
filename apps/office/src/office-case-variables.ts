import type { Database } from '#database';
import { requireReaderOfMailboxCase } from '#directory';
import { CongvanError, type JsonObject } from '#foundation';
import { requireReaderOfVariables } from '#incidents';
import { requireReaderOfWebsiteVariables } from '#website';

interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** One for each lib whose cases repeat what only some may read; of other cases it says nothing. Throws an error of the kind `forbidden`. */
const REQUIREMENTS: readonly ((database: Database, person: Person, instanceId: string) => Promise<void>)[] = [
  requireReaderOfVariables,
  requireReaderOfMailboxCase,
  requireReaderOfWebsiteVariables,
];

/** Whoever oversees all cases sees where each stands; what stands in it is for those alone who read what it is about. @throws IncidentForbiddenError, WebsiteForbiddenError */
export async function requireReaderOfCase(database: Database, person: Person, instanceId: string): Promise<void> {
  for (const require of REQUIREMENTS) await require(database, person, instanceId);
}

/** Something in a case as it is shown to whoever oversees or operates: without its variables where these are not for him. */
export async function withReadableVariables<Shown extends { readonly variables: JsonObject }>(
  database: Database,
  person: Person,
  instanceId: string | null,
  shown: Shown,
): Promise<Shown> {
  if (instanceId === null) return shown;
  try {
    await requireReaderOfCase(database, person, instanceId);
    return shown;
  } catch (error) {
    if (error instanceof CongvanError && error.kind === 'forbidden') return { ...shown, variables: {} };
    throw error;
  }
}
