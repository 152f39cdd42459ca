import { compileUnaryTests, evaluate, toBoolean, type UnaryTests } from '#expressions';
import type { Cell, DecisionTable, ValueType } from '../decision.js';
import { compileOutput, type Output } from './output.js';

/** Name under which every cell sees the value of its column, as in Camunda 7. */
export const CELL_INPUT = 'cellInput';

/** Whether the value under {@link CELL_INPUT} passes a cell. */
export type CellTest = UnaryTests;

/** A table with its cells parsed. Columns and outputs stand in the order of the table. */
export interface CompiledTable {
  readonly table: DecisionTable;
  /** For each input, the different cells of its column. Real columns have few, and each is tested once. */
  readonly columns: readonly (readonly CellTest[])[];
  readonly allowed: readonly (CellTest | undefined)[];
  readonly rules: readonly CompiledRule[];
}

export interface CompiledRule {
  readonly id: string;
  /** For each input, the index of its test in the column; -1 where anything passes. */
  readonly cells: readonly number[];
  readonly outputs: readonly Output[];
}

/** @throws {ExpressionSyntaxError} for a table that should not have been accepted. */
export function compileTable(table: DecisionTable): CompiledTable {
  const columns = table.inputs.map(({ type }) => new Column(type));
  const rules = table.rules.map(({ id, conditions, outputs }) => ({
    id,
    cells: columns.map((column, index) => column.indexOf(conditions[index] ?? '-')),
    outputs: outputs.map(compileOutput),
  }));
  return {
    table,
    columns: columns.map(({ tests }) => tests),
    allowed: table.inputs.map(({ allowed, type }) => (allowed === undefined ? undefined : compileCell(allowed, type))),
    rules,
  };
}

class Column {
  readonly tests: CellTest[] = [];
  private readonly indices = new Map<Cell, number>([['-', -1]]);

  constructor(private readonly type: ValueType) {}

  indexOf(cell: Cell): number {
    const known = this.indices.get(cell);
    if (known !== undefined) return known;
    const index = this.tests.push(compileCell(cell, this.type)) - 1;
    this.indices.set(cell, index);
    return index;
  }
}

/** @throws {ExpressionSyntaxError} */
export function compileCell(cell: Cell, type: ValueType): CellTest {
  if (!isTemplate(cell)) return compileUnaryTests(cell, { value: CELL_INPUT, type: temporal(type) });
  return { isPlain: false, matches: (variables, env) => toBoolean(evaluate(cell, variables, env)) };
}

/** Whether a cell or an expression is in the `${…}` form. FEEL cannot begin like that. */
export function isTemplate(text: string): boolean {
  return /^[$#]\{/.test(text);
}

function temporal(type: ValueType) {
  return type === 'date' || type === 'time' || type === 'date and time' || type === 'duration' ? type : undefined;
}
