import type { CommandContext } from '#runtime';
import { DutyByHandError } from './errors.js';

/**
 * Refuses to write variables of a case of a recurring duty: they say whose part a task is, and who is asked.
 * @param names of the variables that an operator sets
 * @throws DutyByHandError
 */
export async function refuseDutyVariables({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const found = await tx.query(
    `select from process_instance i
     where i.id = $1 and (exists (select from work_programme p where p.instance_id = i.root_instance_id)
       or exists (select from it_report r where r.instance_id = i.root_instance_id))`,
    [instanceId],
  );
  if (found.length > 0) throw new DutyByHandError('Setting variables in the case of a recurring duty', 'Whoever is asked decides in his task.');
}

/** What is to be done instead of sending these messages: the act that records it sends them. */
const ACTS: Readonly<Record<string, string>> = {
  'work-programme.cancelled': 'Cancel the programme: POST /api/v1/work-programmes/{id}/cancellation.',
  'work-programme.corrected': 'Correct the part: POST /api/v1/work-programmes/{id}/parts/{unit}/versions.',
  'work-programme.asked': 'Ask for the programme: POST /api/v1/work-programmes.',
  'it-report.cancelled': 'Cancel the report: POST /api/v1/it-reports/{id}/cancellation.',
};

/** @throws DutyByHandError */
export function refuseDutyMessage(message: string): void {
  const instead = Object.hasOwn(ACTS, message) ? ACTS[message] : undefined;
  if (instead !== undefined) throw new DutyByHandError(`The message "${message}"`, instead);
}
