import { evaluate, type ExpressionEnv, isExpression } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';

/** What bpmn-engine hands to the expressions handler: the message of the element that asks. */
interface ElementMessage {
  readonly content?: { readonly [property: string]: unknown };
}

/**
 * The expressions handler of bpmn-engine, in place of its own, which walks from any variable to the prototype of
 * objects and is no sandbox. Every text goes to `#expressions`, over the variables of the instance and of the loop.
 */
export class GuardedExpressions {
  readonly isExpression = isExpression;
  readonly hasExpression = isExpression;

  constructor(
    private readonly variables: () => JsonObject,
    private readonly env: ExpressionEnv,
    /**
     * Names of the element variables in the model: the only ones of a loop that have names of the modeller's choice.
     */
    private readonly elementVariables: ReadonlySet<string>,
  ) {}

  resolveExpression = (text: unknown, message?: ElementMessage): unknown => {
    if (typeof text !== 'string') return text;
    return evaluate(text, { ...this.variables(), ...this.loopVariables(message?.content ?? {}) }, this.env);
  };

  private loopVariables(content: NonNullable<ElementMessage['content']>): JsonObject {
    const { isMultiInstance, index, loopCardinality, loopOutput } = content;
    if (isMultiInstance !== true || typeof index !== 'number') return {};
    const completed = Array.isArray(loopOutput)
      ? loopOutput.filter((output) => output !== null && output !== undefined).length
      : 0;
    const elements = Object.entries(content).filter(([name]) => this.elementVariables.has(name)) as [
      string,
      JsonValue,
    ][];
    return {
      loopCounter: index,
      ...(typeof loopCardinality === 'number' && {
        nrOfInstances: loopCardinality,
        nrOfActiveInstances: loopCardinality - completed,
      }),
      nrOfCompletedInstances: completed,
      ...Object.fromEntries(elements),
    };
  }
}
