import { type JsonObject, type JsonValue, ownValue } from '#foundation';
import type { ExpressionEnv } from '../compiled-expression.js';
import { quote } from '../expression-errors.js';
import { EXECUTION_METHODS, EXECUTION_PROPERTIES } from './execution-members.js';
import { type ArgumentCount, FUNCTIONS } from './functions.js';
import { binary, truth, unary } from './operators.js';
import { isExecution, type SyntaxTree } from './syntax-tree.js';
import { syntaxError } from './tokens.js';
import { callMethod, VALUE_METHODS } from './value-methods.js';

/** A parsed expression made a function: nothing is looked up by name any more, except variables and properties. */
export type Evaluator = (variables: JsonObject, env: ExpressionEnv) => JsonValue;

/**
 * Turns a parsed `${…}` expression into a function, with the coercions of the unified expression language (JSR-341,
 * 1.18–1.23). A variable that does not exist is an error as in Camunda 7; a property that does not exist is null. Only
 * own properties of JSON objects and elements of lists can be reached. What it returns throws an Error with the reason
 * in words.
 * @throws {ExpressionSyntaxError} for a function or method that does not exist here, or has too few or many arguments.
 */
export function compileTree(tree: SyntaxTree, text: string): Evaluator {
  const compile = (part: SyntaxTree) => compileTree(part, text);
  switch (tree.kind) {
    case 'literal': {
      const { value } = tree;
      return () => value;
    }
    case 'variable': {
      const { name } = tree;
      return (variables) => variable(variables, name);
    }
    case 'member': {
      if (isExecution(tree.target)) return executionProperty(tree, text);
      const [target, key] = [compile(tree.target), compile(tree.key)];
      return (variables, env) => member(target(variables, env), key(variables, env));
    }
    case 'call':
      return compileCall(tree, text);
    case 'unary': {
      const { operator } = tree;
      const operand = compile(tree.operand);
      return (variables, env) => unary(operator, operand(variables, env));
    }
    case 'binary': {
      const { operator } = tree;
      const [left, right] = [compile(tree.left), compile(tree.right)];
      if (operator === '&&') return (variables, env) => truth(left(variables, env)) && truth(right(variables, env));
      if (operator === '||') return (variables, env) => truth(left(variables, env)) || truth(right(variables, env));
      return (variables, env) => binary(operator, left(variables, env), right(variables, env));
    }
    case 'choice': {
      const [test, yes, no] = [compile(tree.test), compile(tree.yes), compile(tree.no)];
      return (variables, env) => (truth(test(variables, env)) ? yes : no)(variables, env);
    }
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

function executionProperty({ key, at }: Extract<SyntaxTree, { kind: 'member' }>, text: string): Evaluator {
  const name = key.kind === 'literal' ? String(key.value) : '…';
  const read = EXECUTION_PROPERTIES.get(name);
  if (read === undefined) throw syntaxError(text, at, `"execution.${name}" cannot be read`);
  return (_variables, env) => read(env);
}

type Call = Extract<SyntaxTree, { kind: 'call' }>;

function compileCall(call: Call, text: string): Evaluator {
  const args = call.args.map((arg) => compileTree(arg, text));
  const values: Values = (variables, env) => args.map((arg) => arg(variables, env));
  if (call.target === null) {
    const { run } = admit(FUNCTIONS, call, text);
    return (variables, env) => run(values(variables, env), env);
  }
  if (isExecution(call.target)) {
    const { run } = admit(EXECUTION_METHODS, call, text);
    return (variables, env) => run(variables, env, values(variables, env));
  }
  const { name } = call;
  const method = admit(VALUE_METHODS, call, text);
  const target = compileTree(call.target, text);
  return (variables, env) => callMethod(name, method, target(variables, env), values(variables, env), env);
}

type Values = (variables: JsonObject, env: ExpressionEnv) => JsonValue[];

function admit<Callable extends { readonly takes: ArgumentCount }>(
  known: ReadonlyMap<string, Callable>,
  { name, args, at }: Call,
  text: string,
): Callable {
  const callable = known.get(name);
  if (callable === undefined) throw syntaxError(text, at, `"${name}()" cannot be called`);
  const [least, most] = callable.takes;
  if (args.length >= least && args.length <= most) return callable;
  const takes = least === most ? least : `${least} to ${most}`;
  throw syntaxError(text, at, `"${name}()" takes ${takes} arguments, not ${args.length}`);
}
