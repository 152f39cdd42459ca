import type { Finding } from '#foundation';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { RequestInvalidError } from './errors.js';

/** Findings are read by the people who filled in the form. */
const { localeError } = z.locales.vi();

/** Of a field that is missing, and of a pattern, the library speaks as programmers do. */
const say: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'Ô này còn thiếu.';
  if (issue.code === 'invalid_format' && issue.format === 'regex') return 'Viết chưa đúng dạng.';
  return localeError(issue);
};

const PART_NAMES: Readonly<Record<ArgumentMetadata['type'], string>> = {
  body: 'body',
  query: 'query',
  param: 'path',
  custom: 'request',
};

/** More than these nobody reads at once; a request made to be wrong has thousands. */
const MOST_FINDINGS = 200;

/** Checks what a route declares with `@Body({ schema })`, `@Query({ schema })` or `@Param(…, { schema })`. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  /** @throws RequestInvalidError with all findings at once, the first 200 of very many. */
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.schema === undefined) return value;
    const schema = metadata.schema as z.ZodType;
    const result = schema.safeParse(value, { error: say });
    if (result.success) return result.data;
    const part = PART_NAMES[metadata.type];
    throw invalidRequest(result.error.issues, metadata.data === undefined ? part : `${part}.${metadata.data}`);
  }
}

function invalidRequest(issues: readonly z.core.$ZodIssue[], part: string): RequestInvalidError {
  const findings = issues.slice(0, MOST_FINDINGS).map((issue): Finding => ({
    where: [part, ...issue.path.map(String)].join('.'),
    what: issue.message,
    code: issue.code,
  }));
  return new RequestInvalidError(`Yêu cầu có ${issues.length} chỗ chưa đúng.`, { findings });
}
