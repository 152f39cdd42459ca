import type { Database } from '#database';
import { requireReaderOfMailboxCase } from '#directory';
import { CongvanError, type JsonObject } from '#foundation';
import { requireReaderOfIncidentCase } from '#incidents';
import { requireReaderOfPersonnelCase } from '#personnel';
import { requireReaderOfWebsiteCase } from '#website';
import type { CaseGuard } from '#worklist';

interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/**
 * One for each lib whose cases repeat what only some may read; of other cases it says nothing. Throws an error of the kind `forbidden`.
 * It holds for the case itself, its history, its jobs, and its tasks with their forms.
 */
const REQUIREMENTS: readonly ((database: Database, person: Person, instanceId: string) => Promise<void>)[] = [
  requireReaderOfIncidentCase,
  requireReaderOfMailboxCase,
  requireReaderOfPersonnelCase,
  requireReaderOfWebsiteCase,
];

/** Whoever oversees all cases sees where each stands; what stands in it is for those alone who read what it is about. Throws errors of the kind `forbidden`. */
export async function requireReaderOfCase(database: Database, person: Person, instanceId: string): Promise<void> {
  for (const require of REQUIREMENTS) await require(database, person, instanceId);
}

/** Whether what stands in a case is not for the person. */
async function isHidden(database: Database, person: Person, instanceId: string): Promise<boolean> {
  try {
    await requireReaderOfCase(database, person, instanceId);
    return false;
  } catch (error) {
    if (error instanceof CongvanError && error.kind === 'forbidden') return true;
    throw error;
  }
}

/** The cases, by any of their instances, that repeat what is not for the person to read. */
export const hiddenCases: CaseGuard = async (database, person, instanceIds) => {
  const hidden = new Set<string>();
  for (const id of new Set(instanceIds)) if (await isHidden(database, person, id)) hidden.add(id);
  return hidden;
};

/** Something in a case as it is shown to whoever oversees or operates: without its variables where these are not for him. */
export async function withReadableVariables<Shown extends { readonly variables: JsonObject }>(
  database: Database,
  person: Person,
  instanceId: string | null,
  shown: Shown,
): Promise<Shown> {
  if (instanceId === null || !(await isHidden(database, person, instanceId))) return shown;
  return { ...shown, variables: {} };
}
