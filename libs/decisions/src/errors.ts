import { CongvanError } from '#foundation';

/** Nobody has deployed a decision with this key, or a decision requires one that is not there. */
export class DecisionNotFoundError extends CongvanError {
  readonly code = 'decisions.not-found';
  readonly kind = 'not-found';

  constructor(
    readonly decision: string,
    requiredBy?: string,
  ) {
    const by = requiredBy === undefined ? '' : `, which "${requiredBy}" requires`;
    super(`There is no decision "${decision}"${by}. Deploy the DMN file that holds it, or correct the key.`);
  }
}

/** Decisions require one another in a circle. */
export class DecisionCycleError extends CongvanError {
  readonly code = 'decisions.cycle';
  readonly kind = 'invalid';

  /** @param decisions ids around the circle, the first one again at the end. */
  constructor(readonly decisions: readonly string[]) {
    super(`The decisions ${decisions.join(' → ')} require one another. Remove one of the requirements.`);
  }
}

/** More than one rule of a table with the hit policy UNIQUE matches. */
export class SeveralRulesMatchError extends CongvanError {
  readonly code = 'decisions.several-rules-match';
  readonly kind = 'invalid';

  constructor(
    readonly decision: string,
    readonly rules: readonly string[],
  ) {
    super(
      `Decision "${decision}": the rules ${rules.join(', ')} match at once, but its hit policy UNIQUE allows one. ` +
        'Make their conditions exclude one another, or choose another hit policy.',
    );
  }
}

/** Rules of a table with the hit policy ANY match and do not agree. */
export class DifferingOutputsError extends CongvanError {
  readonly code = 'decisions.differing-outputs';
  readonly kind = 'invalid';

  constructor(
    readonly decision: string,
    readonly rules: readonly string[],
  ) {
    super(
      `Decision "${decision}": the rules ${rules.join(', ')} match with different outputs, but its hit policy ANY ` +
        'wants them equal. Correct the outputs, or choose another hit policy.',
    );
  }
}

/** An expression of a decision has no value. */
export class DecisionExpressionError extends CongvanError {
  readonly code = 'decisions.expression';
  readonly kind = 'invalid';

  /** @param place e.g. `rule "r1", input "Độ khẩn"`. */
  constructor(
    readonly decision: string,
    readonly place: string,
    cause: Error,
  ) {
    super(`Decision "${decision}", ${place}: ${cause.message}`, { cause });
  }
}

/** A value is not of the type of its column, or none of the values that the column allows. */
export class DecisionValueError extends CongvanError {
  readonly code = 'decisions.value';
  readonly kind = 'invalid';

  constructor(
    readonly decision: string,
    readonly place: string,
    reason: string,
  ) {
    super(`Decision "${decision}", ${place}: ${reason}`);
  }
}

/** The result has more in it than `camunda:mapDecisionResult` lets through. */
export class ResultMappingError extends CongvanError {
  readonly code = 'decisions.result-mapping';
  readonly kind = 'invalid';

  constructor(mapping: string, reason: string) {
    super(`The result cannot be mapped with "${mapping}": ${reason} Map it with another of the result mappings.`);
  }
}
