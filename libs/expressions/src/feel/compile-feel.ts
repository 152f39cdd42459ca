import { evaluate as evaluateFeel, SyntaxError as FeelSyntaxError, type FeelFunction } from 'feelin';
import type { JsonObject } from '#foundation';
import { MAX_EXPRESSION_LENGTH, type CompiledExpression, type ExpressionEnv } from '../compiled-expression.js';
import { ExpressionEvaluationError, ExpressionSyntaxError } from '../expression-errors.js';
import { runWithTimeLimit } from '../watchdog.js';
import { correct } from './corrections.js';
import { tooDeepBracket, mayRunLong, tooDeepNode } from './feel-limits.js';
import { namesIn, variableNames } from './feel-names.js';
import { childrenOf, KNOWN_NAMES, nameOf, parseFeel, type FeelNode } from './feel-tree.js';
import { plainValue } from './plain-value.js';
import { calendarsNamed, misusedWorkingTime } from './working-time-calls.js';
import { isWorkingTimeFunction, workingTimeFunctions } from './working-time-functions.js';
import { zoneFunctions } from './zone-functions.js';

const TIME_LIMIT_MS = 250;

/**
 * Makes a FEEL text (with its leading `=`) ready to run.
 *
 * feelin has no compile step: `evaluate` parses each time (14,000/s for `decision = "approve"` on our machine). The
 * text is therefore made the body of a FEEL function once; feelin returns that as a closure over the context it was
 * given, `frame`, and calling it costs no parsing (300,000/s). The frame holds the variables that the text names and
 * nothing else, by own property, so neither a prototype nor a name of the host can be seen from inside.
 *
 * What a variable or property that does not exist yields is null, as FEEL says.
 * @throws {ExpressionSyntaxError}
 */
export function compileFeel(text: string): CompiledExpression {
  const body = text.slice(1);
  const root = parse(text, body);
  let env: ExpressionEnv | undefined;
  const currentEnvironment = () => env as ExpressionEnv;
  const functions = {
    ...zoneFunctions(currentEnvironment),
    ...workingTimeFunctions(currentEnvironment),
  };
  const read = variableNames(root, body);
  const names = [...read].filter((name) => !Object.hasOwn(functions, name));
  // Filled only after the closure is made: more names known while parsing would change how the text reads.
  const frame = Object.assign(Object.create(null), KNOWN_NAMES) as Record<string, unknown>;
  const run = closure(text, root, frame);
  // feelin searches all names for one that is missing, but not for one that is undefined: half the time of a call.
  for (const name of namesIn(root, body)) frame[name] = undefined;
  Object.assign(frame, functions);
  const limited = mayRunLong(root, body);

  return {
    evaluate(variables: JsonObject, currentEnv: ExpressionEnv) {
      env = currentEnv;
      for (const name of names) frame[name] = Object.hasOwn(variables, name) ? variables[name] : undefined;
      try {
        return plainValue(limited ? runWithTimeLimit(run, TIME_LIMIT_MS) : run(), currentEnv.zone);
      } catch (error) {
        throw new ExpressionEvaluationError(text, (error as Error).message, { cause: error });
      } finally {
        for (const name of names) frame[name] = undefined;
      }
    },
    variables: read,
    calendars: calendarsNamed(root, body),
  };
}

function parse(text: string, body: string): FeelNode {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw refusal(
      text,
      0,
      `it is longer than ${MAX_EXPRESSION_LENGTH} characters`,
      'Split it, or use a decision table.',
    );
  }
  const bracket = tooDeepBracket(body);
  if (bracket !== null)
    throw refusal(text, bracket + 1, 'brackets are nested too deeply', 'Split it into several steps.');
  const root = parseFeel(body);
  const deep = tooDeepNode(root);
  if (deep !== null) throw refusal(text, deep.from + 1, 'it is nested too deeply', 'Split it into several steps.');
  if (hasError(root)) throw syntaxError(text, body);
  const unknown = unknownFunction(root, body);
  if (unknown !== null) {
    throw refusal(text, unknown.from + 1, `there is no function "${nameOf(unknown, body)}"`, 'Use a function of FEEL.');
  }
  const misused = misusedWorkingTime(root, body);
  if (misused !== null) throw refusal(text, misused.node.from + 1, misused.what, 'Correct the arguments of the call.');
  return root;
}

function hasError(node: FeelNode): boolean {
  return node.type.isError || childrenOf(node).some(hasError);
}

/** feelin finds the words for a syntax error only when it evaluates; it stops before running anything. */
function syntaxError(text: string, body: string): ExpressionSyntaxError {
  try {
    evaluateFeel(body, KNOWN_NAMES);
  } catch (error) {
    if (error instanceof FeelSyntaxError) {
      return refusal(text, error.position.from + 1, error.message, 'Correct the FEEL text at this place.');
    }
  }
  return refusal(text, 0, 'it is not FEEL', 'Correct the FEEL text.');
}

function refusal(text: string, position: number, what: string, mend: string): ExpressionSyntaxError {
  return new ExpressionSyntaxError(text, [{ where: `character ${position}`, what, mend, code: 'expressions.syntax' }]);
}

/** The first function called by a name that neither FEEL nor the text itself defines; FEEL would just yield null. */
function unknownFunction(root: FeelNode, body: string): FeelNode | null {
  const own = new Set<string>();
  const called: FeelNode[] = [];
  root.cursor().iterate((cursor) => {
    if (cursor.name === 'Name') own.add(nameOf(cursor.node, body));
    const target = cursor.name === 'FunctionInvocation' ? cursor.node.firstChild : null;
    if (target?.name === 'VariableName') called.push(target);
  });
  return called.find((node) => !own.has(nameOf(node, body)) && !isKnown(nameOf(node, body))) ?? null;
}

function isKnown(name: string): boolean {
  return isWorkingTimeFunction(name) || typeof evaluateFeel(name, {}).value === 'function';
}

/** The text as a function of FEEL without parameters. The line break ends a comment at the end of the text. */
function closure(text: string, root: FeelNode, frame: Record<string, unknown>): () => unknown {
  try {
    const { value, warnings } = evaluateFeel(`function() (${correct(root, text.slice(1))}\n)`, frame);
    return () => {
      warnings.length = 0;
      return (value as FeelFunction).invoke([]) as unknown;
    };
  } catch (error) {
    throw refusal(text, 0, (error as Error).message, 'Write it differently, or in several steps.');
  }
}
