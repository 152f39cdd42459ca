import type { CongvanError, Finding } from '#foundation';
import { z } from 'zod';
import type { JobContext } from './job-handler.js';

/** A unit code or a login among the variables of a job. */
export const nameSchema = z.string().min(1);

/** Text of an optional form field: missing, null and blank all mean that nothing was entered. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

type Reader = <Schema extends z.ZodType>(schema: Schema, job: JobContext) => z.output<Schema>;

/**
 * How the handlers of a lib read the variables of their jobs.
 * @param Refused the error of that lib, which gets every variable that is missing or odd
 */
export function jobVariablesReader(Refused: new (job: JobContext, findings: readonly Finding[]) => CongvanError): Reader {
  return (schema, job) => {
    const result = schema.safeParse(job.variables);
    if (result.success) return result.data;
    const findings = result.error.issues.map((issue) => ({ where: issue.path.join('.'), what: issue.message }));
    throw new Refused(job, findings);
  };
}
