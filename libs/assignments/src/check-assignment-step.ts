import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { findAddressee } from './acts/addressee.js';
import { type AssignmentRecord, type Person, readAssignment } from './assignment.js';
import { AssignmentForbiddenError, AssignmentNotFoundError } from './errors.js';

/** What tasks of a model may say as `assignmentStep` in their properties. */
const stepSchema = z.enum(['accept', 'perform', 'judge', 'reconsider']);
type AssignmentStep = z.output<typeof stepSchema>;

/** A task and somebody who is about to do it or to get it, as far as these rules look at it. */
export interface PersonAtStep {
  readonly properties: Readonly<Record<string, string>>;
  readonly person: Person;
  /** Whose work it is where an operator has given it to somebody: groups and logins; null: of whoever has it. */
  readonly workOf: readonly string[] | null;
  readonly variables: JsonObject;
}

/** A step that is about to be completed. */
export interface StepAtHand extends PersonAtStep {
  /** What was filled in. */
  readonly values: JsonObject;
}

/** Why somebody may not do a step, completing "you may not …"; undefined: he may. */
const REFUSAL: Readonly<Record<AssignmentStep, (assignment: AssignmentRecord, login: string) => string | undefined>> = {
  accept: ({ assignee }, login) => (assignee === null || assignee === login ? undefined : OF_ANOTHER),
  perform: ({ assignee }, login) => (assignee === login ? undefined : OF_ANOTHER),
  judge: ({ assignee }, login) => (assignee === login ? 'judge your own work' : undefined),
  reconsider: ({ assignee }, login) => (assignee === login ? 'decide about work that you have returned' : undefined),
};

const OF_ANOTHER = 'do work that was given to another: whoever has given it, or the head of the unit it was given to, gives it to you';

/**
 * Work is done by whom it was given to, since reports and deadline are his, and judged by anybody but him. However the task
 * has come to somebody: handed over, claimed or given by an operator. Of an operator only those have the decision who could
 * give such work: whoever has given it, a head or deputy of his unit, a leader.
 * @throws AssignmentForbiddenError, AssignmentNotFoundError
 */
export async function refuseUnfitForAssignment(context: CommandContext, { properties, person, workOf, variables }: PersonAtStep): Promise<void> {
  const { data: step } = stepSchema.safeParse(properties['assignmentStep']);
  if (step === undefined) return;
  const assignment = await assignmentOf(context, variables);
  const refusal = REFUSAL[step](assignment, person.login) ?? refusalByHand(step, assignment, person, workOf);
  if (refusal !== undefined) throw new AssignmentForbiddenError(refusal);
}

const DECIDING: ReadonlySet<AssignmentStep> = new Set(['judge', 'reconsider']);

function refusalByHand(
  step: AssignmentStep,
  { assigner }: AssignmentRecord,
  { login, groups }: Person,
  workOf: readonly string[] | null,
): string | undefined {
  if (workOf === null || !DECIDING.has(step) || login === assigner || groups.includes('leader')) return undefined;
  const units = workOf.filter((group) => group.startsWith('unit:')).map((group) => group.slice('unit:'.length));
  const heads = units.some((unit) => groups.includes(`head:${unit}`) || groups.includes(`deputy-head:${unit}`));
  return heads ? undefined : 'decide about work that another has given: an operator alone has brought it to you';
}

const againSchema = z.object({
  reconsideration: z.literal('again'),
  newAssignee: z.string().nullish(),
  newUnit: z.string().nullish(),
});

/**
 * What must hold where a step is completed: beside whose it is, that returned work goes again only to whom whoever decides
 * could give it now, so that nobody takes up and judges his own. The job that writes it down would fail on that for good,
 * with the task gone.
 * @throws AssignmentForbiddenError, AssignmentRefusedError, AssignmentNotFoundError
 */
export async function checkAssignmentStep(context: CommandContext, step: StepAtHand): Promise<void> {
  await refuseUnfitForAssignment(context, step);
  const { data: again } = againSchema.safeParse(step.values);
  if (step.properties['assignmentStep'] !== 'reconsider' || again === undefined) return;
  const { toUnit, unit, assignee } = await assignmentOf(context, step.variables);
  await findAddressee(context, step.person, toUnit ? { unit: again.newUnit || unit } : { assignee: again.newAssignee || assignee! });
}

function assignmentOf({ tx }: CommandContext, variables: JsonObject): Promise<AssignmentRecord> {
  const { data: id } = z.uuid().safeParse(variables['assignmentId']);
  if (id === undefined) throw new AssignmentNotFoundError(JSON.stringify(variables['assignmentId']));
  return readAssignment(tx, id);
}
