import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';
import { ASSIGNMENT_KINDS, ASSIGNMENT_URGENCIES } from '../assignment.js';

const name = z.string().min(1).max(64);
const text = (longest: number) => z.string().overwrite(tidyText).min(1).max(longest);

export const titleSchema = z.string().overwrite(tidyLine).min(1).max(300);
export const contentSchema = text(10_000);
export const remarkSchema = text(4000);

/** What a head or leader orders. To whom: `assignee` or `unit`. Until when: `dueAt`, `workingDays`, or as the table says. */
export const assignmentSchema = z.strictObject({
  title: titleSchema,
  content: contentSchema,
  /** Login, of somebody in a unit that the caller heads. */
  assignee: name.optional(),
  /** Code; its head takes the work up and names who does it. */
  unit: name.optional(),
  coordinatingPeople: z.array(name).max(50).default([]),
  coordinatingUnits: z.array(name).max(50).default([]),
  dueAt: z.iso.datetime({ offset: true }).optional(),
  workingDays: z.int().min(1).max(250).optional(),
  kind: z.enum(ASSIGNMENT_KINDS).default('general'),
  urgency: z.enum(ASSIGNMENT_URGENCIES).default('normal'),
  /** So many days between two reports on the progress. */
  reportEveryDays: z.int().min(1).max(366).optional(),
  workFileId: z.uuid().optional(),
  /** The incoming document that it is about. */
  sourceDocumentId: z.uuid().optional(),
});

export type AssignmentInput = z.output<typeof assignmentSchema>;
