import { type JsonObject, type JsonValue, ownValue } from '#foundation';
import { isDeepStrictEqual } from 'node:util';
import { quote } from '../expression-errors.js';
import { EXECUTION_METHODS, VALUE_METHODS } from './methods.js';
import type { BinaryOperator, SyntaxTree } from './syntax-tree.js';

/**
 * The value of a parsed `${…}` expression, with the coercions of the unified expression language (JSR-341, 1.18–1.23).
 * A variable that does not exist is an error as in Camunda 7; a property that does not exist is null. Only own
 * properties of JSON objects and elements of lists can be reached.
 * @throws {Error} with the reason in words.
 */
export function evaluateTree(tree: SyntaxTree, variables: JsonObject): JsonValue {
  const value = (node: SyntaxTree): JsonValue => evaluateTree(node, variables);
  switch (tree.kind) {
    case 'literal':
      return tree.value;
    case 'variable':
      return variable(variables, tree.name);
    case 'member':
      return member(value(tree.target), value(tree.key));
    case 'call': {
      const argument = tree.args[0] === undefined ? null : value(tree.args[0]);
      if (tree.target.kind === 'variable' && tree.target.name === 'execution') {
        return (EXECUTION_METHODS[tree.method] as (typeof EXECUTION_METHODS)[string])(variables, argument);
      }
      return (VALUE_METHODS[tree.method] as (typeof VALUE_METHODS)[string])(value(tree.target), argument);
    }
    case 'unary':
      return unary(tree.operator, value(tree.operand));
    case 'binary':
      if (tree.operator === '&&') return truth(value(tree.left)) && truth(value(tree.right));
      if (tree.operator === '||') return truth(value(tree.left)) || truth(value(tree.right));
      return binary(tree.operator, value(tree.left), value(tree.right));
    case 'choice':
      return truth(value(tree.test)) ? value(tree.yes) : value(tree.no);
  }
}

function variable(variables: JsonObject, name: string): JsonValue {
  const value = ownValue(variables, name);
  if (value === undefined) throw new Error(`there is no variable "${name}"`);
  return value;
}

function member(target: JsonValue, key: JsonValue): JsonValue {
  if (target === null) return null;
  if (Array.isArray(target)) return typeof key === 'number' ? ((target[key] as JsonValue | undefined) ?? null) : null;
  if (typeof target === 'object') return ownValue(target as JsonObject, key) ?? null;
  throw new Error(`${quote(target)} has no property ${quote(key)}`);
}

function unary(operator: '!' | '-' | 'empty', operand: JsonValue): JsonValue {
  if (operator === '!') return !truth(operand);
  if (operator === '-') return -number(operand);
  if (operand === null || operand === '') return true;
  return typeof operand === 'object' && Object.keys(operand).length === 0;
}

function binary(operator: Exclude<BinaryOperator, '&&' | '||'>, left: JsonValue, right: JsonValue): JsonValue {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case '<':
      return compare(left, right, (order) => order < 0);
    case '>':
      return compare(left, right, (order) => order > 0);
    case '<=':
      return equal(left, right) || compare(left, right, (order) => order <= 0);
    case '>=':
      return equal(left, right) || compare(left, right, (order) => order >= 0);
    default:
      return finite(arithmetic(operator, number(left), number(right)));
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`it yields ${value}, which is not a usable number`);
  return value;
}

function equal(left: JsonValue, right: JsonValue): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === 'number' || typeof right === 'number') {
    const number = numeric(left);
    return number !== undefined && number === numeric(right);
  }
  if (typeof left === 'boolean') return left === right || String(left) === right;
  if (typeof right === 'boolean') return left === String(right);
  return isDeepStrictEqual(left, right);
}

/** Nothing is before or after null. */
function compare(left: JsonValue, right: JsonValue, accepts: (order: number) => boolean): boolean {
  if (left === null || right === null) return false;
  if (typeof left === 'string' && typeof right === 'string') return accepts(left < right ? -1 : left > right ? 1 : 0);
  return accepts(number(left) - number(right));
}

function truth(value: JsonValue): boolean {
  if (value === null || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`${quote(value)} is neither true nor false`);
}

function number(value: JsonValue): number {
  if (value === null || value === '') return 0;
  const result = numeric(value);
  if (result === undefined) throw new Error(`${quote(value)} is not a number`);
  return result;
}

function numeric(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const result = Number(value);
  return Number.isFinite(result) ? result : undefined;
}
