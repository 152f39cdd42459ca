import type { BinaryOperator, SyntaxTree } from './syntax-tree.js';
import { readToken, syntaxError, type Token } from './tokens.js';

const MAX_NESTING = 100;
const MAX_NODES = 1_000;

/** Binary operators from the loosest to the tightest (JSR-341, 1.14). */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses one expression that begins at `start` (after `${`) and ends before a `}`; `end` is the position after it.
 * @throws {ExpressionSyntaxError}
 */
export function parseTree(text: string, start: number): { tree: SyntaxTree; end: number } {
  const parser = new Parser(text, start);
  const tree = parser.expression();
  return { tree, end: parser.close() };
}

/** Recursive descent, one token ahead. Nesting and size are limited, so that nothing overflows the stack. */
class Parser {
  private token: Token;
  private nesting = 0;
  private nodes = 0;

  constructor(
    private readonly text: string,
    start: number,
  ) {
    this.token = readToken(text, start);
  }

  expression(): SyntaxTree {
    if (++this.nesting > MAX_NESTING) this.fail('it is nested too deeply');
    const test = this.binary(0);
    let tree = test;
    if (this.accept('?')) {
      const yes = this.expression();
      this.expect(':');
      tree = this.node({ kind: 'choice', test, yes, no: this.expression() });
    }
    this.nesting--;
    return tree;
  }

  /** The position after the closing brace, which must be the present token. */
  close(): number {
    const { to } = this.token;
    if (this.token.kind !== 'symbol' || this.token.value !== '}') this.fail('"}" is missing');
    return to;
  }

  private binary(level: number): SyntaxTree {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.accept(candidate));
      if (operator === undefined) return left;
      left = this.node({ kind: 'binary', operator, left, right: this.binary(level + 1) });
    }
  }

  private unary(): SyntaxTree {
    if (++this.nesting > MAX_NESTING) this.fail('it is nested too deeply');
    const operator = (['!', '-'] as const).find((candidate) => this.accept(candidate)) ?? this.acceptEmpty();
    const tree =
      operator === undefined ? this.postfix() : this.node({ kind: 'unary', operator, operand: this.unary() });
    this.nesting--;
    return tree;
  }

  private acceptEmpty(): 'empty' | undefined {
    if (this.token.kind !== 'name' || this.token.value !== 'empty') return undefined;
    this.advance();
    return 'empty';
  }

  private postfix(): SyntaxTree {
    let tree = this.primary();
    for (;;) {
      const at = this.token.to;
      if (this.accept('.')) tree = this.property(tree);
      else if (this.accept('[')) {
        const key = this.expression();
        this.expect(']');
        tree = this.node({ kind: 'member', target: tree, key, at });
      } else return tree;
    }
  }

  private property(target: SyntaxTree): SyntaxTree {
    const { token } = this;
    if (token.kind !== 'name') return this.fail('a property name is missing');
    this.advance();
    const { value: name, from: at } = token;
    if (this.accept('(')) return this.node({ kind: 'call', target, name, args: this.callArguments(), at });
    return this.node({ kind: 'member', target, key: { kind: 'literal', value: name }, at });
  }

  private callArguments(): SyntaxTree[] {
    const args: SyntaxTree[] = [];
    if (this.accept(')')) return args;
    do args.push(this.expression());
    while (this.accept(','));
    this.expect(')');
    return args;
  }

  private primary(): SyntaxTree {
    const { token } = this;
    if (this.accept('(')) {
      const tree = this.expression();
      this.expect(')');
      return tree;
    }
    if (token.kind === 'number' || token.kind === 'string') {
      this.advance();
      return this.node({ kind: 'literal', value: token.value });
    }
    if (token.kind !== 'name') return this.fail('a value is missing');
    this.advance();
    const { value: name, from: at } = token;
    if (this.accept('(')) return this.node({ kind: 'call', target: null, name, args: this.callArguments(), at });
    const constant = CONSTANTS.get(name);
    return this.node(constant === undefined ? { kind: 'variable', name } : { kind: 'literal', value: constant });
  }

  private node(tree: SyntaxTree): SyntaxTree {
    if (++this.nodes > MAX_NODES) this.fail('it is too long');
    return tree;
  }

  private accept(symbol: string): boolean {
    if (this.token.kind !== 'symbol' || this.token.value !== symbol) return false;
    this.advance();
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail(`"${symbol}" is missing`);
  }

  private advance(): void {
    this.token = readToken(this.text, this.token.to);
  }

  private fail(what: string): never {
    throw syntaxError(this.text, this.token.from, what);
  }
}
