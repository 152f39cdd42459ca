import { CongvanError } from '#foundation';
import type { JobContext } from '#runtime';
import { z } from 'zod';

/** A process gave a service task variables that its handler cannot work with: the model, or a form, is wrong. */
export class JobVariablesError extends CongvanError {
  readonly code = 'documents.bad-job-variables';
  readonly kind = 'internal';
}

/** A unit code or a login. */
export const nameSchema = z.string().min(1);

/** Text of an optional form field: missing, null and blank all mean that nothing was entered. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

/** @throws JobVariablesError naming every variable that is missing or odd */
export function readVariables<Schema extends z.ZodType>(schema: Schema, job: JobContext): z.output<Schema> {
  const result = schema.safeParse(job.variables);
  if (result.success) return result.data;
  const findings = result.error.issues.map((issue) => ({ where: issue.path.join('.'), what: issue.message }));
  const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
  throw new JobVariablesError(`Service task ${job.elementId} (${job.topic}) cannot read its variables: ${list}.`, { findings });
}
