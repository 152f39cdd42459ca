import { checkExpression, ExpressionSyntaxError, type ExpressionText } from '#expressions';
import type { Finding } from '#foundation';
import type { Cell, ValueType } from '../decision.js';
import { compileCell, isTemplate } from '../evaluate/compile-table.js';
import { compileOutput } from '../evaluate/output.js';
import type { DecisionFindings } from '../findings.js';

/** Most different expressions of a file, literals apart; reading one takes up to 500 µs, keeping it some kB. */
const MAX_EXPRESSIONS = 5_000;

/** Tells what is wrong with the expressions of a file, reading each text once. */
export class ExpressionCheck {
  private readonly problems = new Map<string, string>();
  private different = 0;

  constructor(private readonly findings: DecisionFindings) {}

  /** @param element where a finding is reported. */
  expression(element: string, text: ExpressionText): void {
    if ('constant' in compileOutput(text)) return;
    this.check(element, text, () => ({ isPlain: false, problem: wordsOf(checkExpression(text)) }));
  }

  /** @param element where a finding is reported. */
  cell(element: string, cell: Cell, type: ValueType): void {
    if (cell === '-') return;
    if (isTemplate(cell)) return this.expression(element, cell);
    this.check(element, `${type} ${cell}`, () => {
      try {
        return { isPlain: compileCell(cell, type).isPlain, problem: '' };
      } catch (error) {
        if (error instanceof ExpressionSyntaxError) return { isPlain: false, problem: wordsOf(error.findings) };
        throw error;
      }
    });
  }

  private check(element: string, text: string, read: () => { isPlain: boolean; problem: string }): void {
    if (this.different > MAX_EXPRESSIONS) return;
    let problem = this.problems.get(text);
    if (problem === undefined) {
      const result = read();
      problem = result.problem;
      this.problems.set(text, problem);
      if (!result.isPlain && ++this.different > MAX_EXPRESSIONS) {
        const what = `The file has more than ${MAX_EXPRESSIONS} different expressions that are no literals.`;
        this.findings.error('', 'too-many-expressions', what, 'Split it into several files.');
      }
    }
    if (problem !== '') this.findings.error(element, 'expression', `${problem}.`, 'Correct the expression.');
  }
}

function wordsOf(findings: readonly Finding[]): string {
  return findings.map(({ what }) => what).join('; ');
}
