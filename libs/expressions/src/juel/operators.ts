import type { JsonValue } from '#foundation';
import { isDeepStrictEqual } from 'node:util';
import { quote } from '../expression-errors.js';
import type { BinaryOperator } from './syntax-tree.js';

export function unary(operator: '!' | '-' | 'empty', operand: JsonValue): JsonValue {
  if (operator === '!') return !truth(operand);
  if (operator === '-') return -number(operand);
  if (operand === null || operand === '') return true;
  return typeof operand === 'object' && Object.keys(operand).length === 0;
}

export function binary(operator: Exclude<BinaryOperator, '&&' | '||'>, left: JsonValue, right: JsonValue): JsonValue {
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

export function truth(value: JsonValue): boolean {
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
