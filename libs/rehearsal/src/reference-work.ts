import type { GraphNode } from '#bpmn';
import { evaluate, ExpressionError, type ExpressionEnv, ScriptError, type ScriptRunner } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';

/** What the work of a task stands on. */
export interface WorkContext {
  readonly env: ExpressionEnv;
  readonly scripts?: ScriptRunner;
  /** Work that fails brings nothing home. */
  readonly lenient: boolean;
  /** What the handler of a topic answers. */
  readonly answer?: (topic: string, variables: JsonObject, now: string) => JsonObject;
}

/**
 * What a task brings home that the office's services do. bpmn-engine leaves all of it to us: topics, expressions and
 * scripts. Decisions are not asked for.
 *
 * @throws ExpressionError, ScriptError unless lenient.
 */
export function workOf(node: GraphNode | undefined, variables: JsonObject, context: WorkContext): JsonObject {
  try {
    if (node?.type === 'scriptTask') return scriptWork(node.language, node.script, node.resultVariable, variables, context);
    if (node === undefined || !('implementation' in node) || node.implementation === undefined) return {};
    const { implementation, resultVariable } = node;
    if (implementation.kind === 'topic') return context.answer?.(implementation.topic, variables, context.env.now) ?? {};
    return result(resultVariable, evaluate(implementation.expression, variables, context.env));
  } catch (error) {
    if (context.lenient && (error instanceof ExpressionError || error instanceof ScriptError)) return {};
    throw error;
  }
}

function scriptWork(
  language: string,
  script: string,
  resultVariable: string | undefined,
  variables: JsonObject,
  { env, scripts }: WorkContext,
): JsonObject {
  if (language === 'feel') return result(resultVariable, evaluate(`=${script.replace(/^\s*=/, '')}`, variables, env));
  if (language === 'juel') return result(resultVariable, evaluate(script, variables, env));
  if (language !== 'javascript' || scripts === undefined) return {};
  const { value, variables: changed } = scripts.run(script, variables, { now: env.now });
  return { ...changed, ...result(resultVariable, value) };
}

function result(name: string | undefined, value: JsonValue): JsonObject {
  return name === undefined ? {} : { [name]: value };
}
