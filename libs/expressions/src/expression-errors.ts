import { CongvanError, type Finding } from '#foundation';

/** Base of what can go wrong with one expression; `text` is the whole expression as it stands in the model. */
export abstract class ExpressionError extends CongvanError {
  readonly kind = 'invalid';

  constructor(
    readonly text: string,
    reason: string,
    options: { findings?: readonly Finding[]; cause?: unknown } = {},
  ) {
    super(`Expression "${shorten(text)}": ${reason}`, options);
  }
}

/** The text is not a well-formed expression. `findings` say where in the text; a model with one cannot be deployed. */
export class ExpressionSyntaxError extends ExpressionError {
  readonly code = 'expressions.syntax';

  constructor(text: string, findings: readonly Finding[]) {
    super(text, findings.map((finding) => `${finding.what} (${finding.where})`).join('; '), { findings });
  }
}

/** The text is well-formed but has no usable value with these variables. */
export class ExpressionEvaluationError extends ExpressionError {
  readonly code = 'expressions.evaluation';
}

/** A value does not have the type its place in the model asks for, e.g. a condition that yields a number. */
export class ValueError extends CongvanError {
  readonly code = 'expressions.value';
  readonly kind = 'invalid';
}

/** Any value as it may stand in a message: as JSON, on one line, at most 80 characters. */
export function quote(value: unknown): string {
  try {
    return shorten(JSON.stringify(value) ?? String(value));
  } catch {
    // JSON.stringify goes down by recursion; values from outside are read without.
    return 'a value nested too deeply to be shown';
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 80 ? line : `${line.slice(0, 77)}…`;
}
