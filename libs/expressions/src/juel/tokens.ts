import { ExpressionSyntaxError } from '../expression-errors.js';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly from: number; readonly to: number }
  | { readonly kind: 'string'; readonly value: string; readonly from: number; readonly to: number }
  | { readonly kind: 'name'; readonly value: string; readonly from: number; readonly to: number }
  | { readonly kind: 'symbol'; readonly value: string; readonly from: number; readonly to: number }
  | { readonly kind: 'end'; readonly value: ''; readonly from: number; readonly to: number };

const SPACE = /\s*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy;
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]}]/y;

/** Words that mean the same as a symbol (JSR-341, 1.14). */
const WORDS = new Map<string, string>(
  Object.entries({
    and: '&&',
    or: '||',
    not: '!',
    eq: '==',
    ne: '!=',
    lt: '<',
    gt: '>',
    le: '<=',
    ge: '>=',
    div: '/',
    mod: '%',
  }),
);

/** Reads the token at `position` of an expression; `text` is the whole text, so positions are the author's. */
export function readToken(text: string, position: number): Token {
  const from = position + (match(SPACE, text, position)?.length ?? 0);
  if (from >= text.length) return { kind: 'end', value: '', from, to: from };
  const number = match(NUMBER, text, from);
  if (number !== undefined) return { kind: 'number', value: Number(number), from, to: from + number.length };
  const name = match(NAME, text, from);
  if (name !== undefined) {
    const symbol = WORDS.get(name);
    const to = from + name.length;
    return symbol === undefined ? { kind: 'name', value: name, from, to } : { kind: 'symbol', value: symbol, from, to };
  }
  const string = match(STRING, text, from);
  if (string !== undefined) {
    return { kind: 'string', value: string.slice(1, -1).replace(/\\(.)/gs, '$1'), from, to: from + string.length };
  }
  const symbol = match(SYMBOL, text, from);
  if (symbol !== undefined) return { kind: 'symbol', value: symbol, from, to: from + symbol.length };
  throw syntaxError(text, from, `"${text[from]}" is not expected here`);
}

export function syntaxError(text: string, position: number, what: string): ExpressionSyntaxError {
  const mend = 'Correct it, or write the expression in FEEL (starting with "=").';
  return new ExpressionSyntaxError(text, [{ where: `character ${position}`, what, mend, code: 'expressions.syntax' }]);
}

function match(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}
