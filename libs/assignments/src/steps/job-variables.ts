import type { JobContext } from '#runtime';
import { z } from 'zod';
import { BadAssignmentVariablesError } from '../errors.js';

/** A unit code or a login. */
export const nameSchema = z.string().min(1);

/** Text of an optional form field: missing, null and blank all mean that nothing was entered. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

/** @throws BadAssignmentVariablesError naming every variable that is missing or odd */
export function readVariables<Schema extends z.ZodType>(schema: Schema, job: JobContext): z.output<Schema> {
  const result = schema.safeParse(job.variables);
  if (result.success) return result.data;
  const findings = result.error.issues.map((issue) => ({ where: issue.path.join('.'), what: issue.message }));
  throw new BadAssignmentVariablesError(job.elementId, findings);
}
