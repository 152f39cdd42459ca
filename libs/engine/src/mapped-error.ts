import type { ProcessGraph } from '#bpmn';
import { evaluate } from '#expressions';
import { CongvanError } from '#foundation';
import type { EngineContext } from './command.js';
import { variablesOf } from './read-state.js';
import type { EngineState } from './state.js';

/**
 * The BPMN error that a technical failure of a job becomes (`camunda:errorEventDefinition` of a service task): the code
 * of the first mapping whose expression holds, for `failJob`. Undefined where none does and the failure stays one. An
 * expression that cannot be evaluated does not hold, as in Camunda 7: the failure itself is what must be seen then.
 *
 * @param key of the job.
 * @param errorMessage of the failure; the expressions see it beside the variables of the task.
 */
export function mappedError(
  graph: ProcessGraph,
  state: EngineState,
  key: number,
  errorMessage: string,
  context: EngineContext,
): string | undefined {
  const task = state.instances.find((instance) => instance.key === key);
  // A listener of the task fails for itself.
  if (!task || task.continuation) return undefined;
  const { [task.element]: node } = graph.nodes;
  if (node?.type !== 'serviceTask' || !node.errorMappings) return undefined;
  const variables = { ...variablesOf(state, key), errorMessage };
  return node.errorMappings.find(({ expression }) => {
    try {
      return evaluate(expression, variables, context) === true;
    } catch (error) {
      if (error instanceof CongvanError) return false;
      throw error;
    }
  })?.errorCode;
}
