import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { findAddressee } from './acts/addressee.js';
import { type Person, readAssignment } from './assignment.js';
import { AssignmentNotFoundError } from './errors.js';

/** A task that is about to be completed, as far as this rule looks at it. */
export interface Reconsideration {
  readonly properties: Readonly<Record<string, string>>;
  readonly person: Person;
  readonly variables: JsonObject;
  /** What was filled in. */
  readonly values: JsonObject;
}

const valuesSchema = z.object({
  reconsideration: z.literal('again'),
  newAssignee: z.string().nullish(),
  newUnit: z.string().nullish(),
});

/**
 * Where a task of a model says `assignmentStep` `reconsider` in its properties: returned work goes again only to whom its
 * giver could give it now, so that nobody takes up and judges his own. The job that writes it down would fail on that for
 * good, with the task gone.
 * @throws AssignmentForbiddenError, AssignmentRefusedError, AssignmentNotFoundError
 */
export async function refuseReconsideration(context: CommandContext, { properties, person, variables, values }: Reconsideration): Promise<void> {
  if (properties['assignmentStep'] !== 'reconsider') return;
  const { data: again } = valuesSchema.safeParse(values);
  if (again === undefined) return;
  const { data: id } = z.uuid().safeParse(variables['assignmentId']);
  if (id === undefined) throw new AssignmentNotFoundError(JSON.stringify(variables['assignmentId']));
  const { toUnit, unit, assignee } = await readAssignment(context.tx, id);
  await findAddressee(context, person, toUnit ? { unit: again.newUnit || unit } : { assignee: again.newAssignee || assignee! });
}
