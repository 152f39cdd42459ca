/** What kind of refusal an error is. It chooses the HTTP status (in the problem filter of `apps/office`), nothing else. */
export type ErrorKind =
  | 'malformed' // 400, the request does not have the documented shape
  | 'invalid' // 422, it has, and cannot be done as it stands
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not-found' // 404
  | 'conflict' // 409, the state of the thing forbids it
  | 'too-large' // 413
  | 'unsupported-type' // 415
  | 'locked' // 423, there, and closed to everybody for now or for good
  | 'outside-range' // 416, no part of the content lies there
  | 'too-many' // 429
  | 'transient' // 503, the same call may succeed later
  | 'internal'; // 500, a defect of ours

/** One finding inside a refusal: where it is, what is wrong, how to mend it. */
export interface Finding {
  /** Field path, BPMN element id, `file:element`, … */
  readonly where: string;
  readonly what: string;
  readonly mend?: string;
  /** Stable machine-readable code of the finding, where there are several kinds. */
  readonly code?: string;
}

/**
 * Base of every error that Congvan raises on purpose. One subclass per meaning, beside the code that raises it; `code`
 * is stable, kebab-case with the lib in front (`worklist.task-already-done`) and part of the public API.
 */
export abstract class CongvanError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** After how many seconds the same call may succeed, where that is known. */
  readonly retryAfterSeconds?: number;
  readonly findings: readonly Finding[];

  constructor(message: string, options: { findings?: readonly Finding[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.findings = options.findings ?? [];
  }
}
