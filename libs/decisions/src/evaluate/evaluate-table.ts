import type { ExpressionEnv } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import type { ValueType } from '../decision.js';
import { DecisionValueError } from '../errors.js';
import { CELL_INPUT, type CellTest, type CompiledRule, type CompiledTable } from './compile-table.js';
import { aggregate, choose, type Hit } from './hit-policies.js';
import { compileOutput, located, valueOf, type Output } from './output.js';

/** What a table yields: rows of outputs in the order of its columns, and the rules they come from. */
export interface TableResult {
  readonly rows: readonly (readonly JsonValue[])[];
  readonly rules: readonly string[];
}

/**
 * Evaluates a table (DMN 1.3, 8.2 and 8.3). Every input is evaluated, then the rules from the first to the last.
 * @param decision id, for the errors.
 */
export function evaluateTable(
  decision: string,
  compiled: CompiledTable,
  variables: JsonObject,
  env: ExpressionEnv,
): TableResult {
  const run = new TableRun(decision, compiled, variables, env);
  const hits = run.hits();
  const { outputs, aggregation } = compiled.table;
  if (hits.length === 0 && outputs.some(({ fallback }) => fallback !== undefined)) {
    return { rows: [run.fallbacks()], rules: [] };
  }
  const chosen = choose(decision, compiled.table, hits);
  const rules = chosen.map(({ rule }) => rule);
  if (aggregation === undefined) return { rows: chosen.map((hit) => hit.outputs), rules };
  const total = aggregate(decision, aggregation, chosen);
  return { rows: total === undefined ? [] : [[total]], rules };
}

/** One evaluation of one table. */
class TableRun {
  constructor(
    private readonly decision: string,
    private readonly compiled: CompiledTable,
    private readonly variables: JsonObject,
    private readonly env: ExpressionEnv,
  ) {}

  hits(): readonly Hit[] {
    const { rules, columns, table } = this.compiled;
    const scopes = table.inputs.map((_, column) => this.scopeOf(column));
    // What the different cells of each column yield, so that each is tested once.
    const known = columns.map((tests) => new Array<boolean | undefined>(tests.length));
    const hits: Hit[] = [];
    for (const rule of rules) {
      if (!this.matches(rule, scopes, known)) continue;
      hits.push({ rule: rule.id, outputs: this.outputsOf(rule) });
      if (table.hitPolicy === 'FIRST') break;
    }
    return hits;
  }

  fallbacks(): readonly JsonValue[] {
    return this.compiled.table.outputs.map(({ fallback, name, type }) => {
      const output = fallback === undefined ? { constant: null } : compileOutput(fallback);
      return this.valueOf(output, type, () => `default of "${name}"`);
    });
  }

  /** What the cells of a column see: the variables and the value of the column. */
  private scopeOf(column: number): JsonObject {
    const { expression, type, variable = CELL_INPUT, allowed } = this.compiled.table.inputs[column]!;
    const value = this.valueOf({ expression }, type, () => this.placeOf(column));
    const scope = { ...this.variables, [variable]: value, [CELL_INPUT]: value };
    const test = this.compiled.allowed[column];
    if (value === null || test === undefined || this.passes(test, scope, column)) return scope;
    const reason = `${JSON.stringify(value)} is not one of the allowed values (${allowed}).`;
    throw new DecisionValueError(this.decision, this.placeOf(column), reason);
  }

  private matches(rule: CompiledRule, scopes: readonly JsonObject[], known: (boolean | undefined)[][]): boolean {
    return rule.cells.every((cell, column) => {
      if (cell === -1) return true;
      const results = known[column]!;
      return (results[cell] ??= this.passes(this.compiled.columns[column]![cell]!, scopes[column]!, column, rule));
    });
  }

  private passes(test: CellTest, scope: JsonObject, column: number, rule?: CompiledRule): boolean {
    try {
      return test.matches(scope, this.env);
    } catch (error) {
      throw located(error as Error, this.decision, this.placeOf(column, rule));
    }
  }

  private outputsOf(rule: CompiledRule): readonly JsonValue[] {
    return this.compiled.table.outputs.map(({ name, type }, index) =>
      this.valueOf(rule.outputs[index]!, type, () => `rule "${rule.id}", output "${name}"`),
    );
  }

  private valueOf(output: Output, type: ValueType, place: () => string): JsonValue {
    return valueOf(output, type, { decision: this.decision, place }, this.variables, this.env);
  }

  private placeOf(column: number, rule?: CompiledRule): string {
    const input = `input "${this.compiled.table.inputs[column]!.label}"`;
    return rule === undefined ? input : `rule "${rule.id}", ${input}`;
  }
}
