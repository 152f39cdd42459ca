import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#foundation';
import type { Aggregation, DecisionOutput, DecisionTable, HitPolicy } from '../decision.js';
import { DecisionValueError, DifferingOutputsError, SeveralRulesMatchError } from '../errors.js';

/** A rule that matches, with its outputs in the order of the columns. */
export interface Hit {
  readonly rule: string;
  readonly outputs: readonly JsonValue[];
}

type Policy = (hits: readonly Hit[], outputs: readonly DecisionOutput[], decision: string) => readonly Hit[];

const POLICIES: Record<HitPolicy, Policy> = {
  UNIQUE(hits, _outputs, decision) {
    if (hits.length > 1) throw new SeveralRulesMatchError(decision, rulesOf(hits));
    return hits;
  },
  FIRST: (hits) => hits.slice(0, 1),
  ANY(hits, _outputs, decision) {
    const [first, ...others] = hits;
    if (others.some(({ outputs }) => !isDeepStrictEqual(outputs, first?.outputs))) {
      throw new DifferingOutputsError(decision, rulesOf(hits));
    }
    return hits.slice(0, 1);
  },
  PRIORITY: (hits, outputs) => byPriority(hits, outputs).slice(0, 1),
  'OUTPUT ORDER': (hits, outputs) => byPriority(hits, outputs),
  'RULE ORDER': (hits) => hits,
  COLLECT: (hits) => hits,
};

/**
 * The hits that the policy of a table lets through, in the order of the result (DMN 1.3, 8.2.8).
 * @throws {SeveralRulesMatchError} @throws {DifferingOutputsError}
 */
export function choose(decision: string, table: DecisionTable, hits: readonly Hit[]): readonly Hit[] {
  return POLICIES[table.hitPolicy](hits, table.outputs, decision);
}

/**
 * What COLLECT makes of the hits of a table with one output. Of none, the count is 0 and the rest undefined. The least
 * and greatest of texts go by their characters, which is right for dates too.
 * @throws {DecisionValueError} for values that cannot be added or compared.
 */
export function aggregate(decision: string, aggregation: Aggregation, hits: readonly Hit[]): JsonValue | undefined {
  if (aggregation === 'COUNT') return hits.length;
  const values = hits.map(({ outputs }) => outputs[0] ?? null);
  const [first] = values;
  const isText = typeof first === 'string' && aggregation !== 'SUM';
  const odd = values.findIndex((value) => typeof value !== (isText ? 'string' : 'number'));
  if (odd !== -1) {
    const reason = `${JSON.stringify(values[odd])} cannot be part of the aggregation ${aggregation}.`;
    throw new DecisionValueError(decision, `rule "${hits[odd]?.rule}"`, reason);
  }
  if (first === undefined) return undefined;
  if (aggregation === 'SUM') return (values as number[]).reduce((sum, value) => sum + value);
  const isBetter = (a: number | string, b: number | string) => (aggregation === 'MIN' ? a < b : a > b);
  return (values as (number | string)[]).reduce((best, value) => (isBetter(value, best) ? value : best));
}

/** Columns count from left to right; a column without a list of values, or a value that is not in it, comes last. */
function byPriority(hits: readonly Hit[], outputs: readonly DecisionOutput[]): readonly Hit[] {
  const ranks = new Map(hits.map((hit) => [hit, outputs.map((output, index) => rankOf(hit.outputs[index], output))]));
  return hits.toSorted((a, b) => {
    const [left = [], right = []] = [ranks.get(a), ranks.get(b)];
    const column = left.findIndex((rank, index) => rank !== right[index]);
    return column === -1 ? 0 : left[column]! - right[column]!;
  });
}

function rankOf(value: JsonValue | undefined, { values = [] }: DecisionOutput): number {
  const index = values.findIndex((candidate) => isDeepStrictEqual(candidate, value));
  return index === -1 ? values.length : index;
}

function rulesOf(hits: readonly Hit[]): readonly string[] {
  return hits.map(({ rule }) => rule);
}
