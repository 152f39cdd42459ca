import { type StartTrigger, startTriggers } from '#engine';
import { evaluate, toBoolean } from '#expressions';
import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../command.js';
import { beginInstance } from '../instances/advance-instance.js';

export interface EvaluateConditionalStartsInput {
  /** What the conditions see; the instances begin with them. */
  readonly variables: JsonObject;
  readonly businessKey?: string;
  /** Only this process; absent: all. */
  readonly key?: string;
}

interface ConditionalStart {
  readonly definitionId: string;
  readonly element: string;
}

/**
 * Begins an instance at every conditional start event whose condition holds for these variables, as Camunda 7 does when
 * it is asked to evaluate conditions. One that names a variable is asked only where that is among them.
 * @throws ExpressionEvaluationError where a condition cannot be evaluated; then nothing begins.
 */
export const evaluateConditionalStarts: Command<EvaluateConditionalStartsInput, { instanceIds: string[] }> = {
  name: 'runtime.evaluate-conditional-starts',

  async run(context, { variables, businessKey, key }) {
    const starts = await context.tx.query<ConditionalStart>(
      `select s.definition_id as "definitionId", s.element_id as element
       from start_subscription s join process_definition d on d.id = s.definition_id
       where s.kind = 'condition' and ($1::text is null or d.key = $1) order by d.key, s.element_id`,
      [key ?? null],
    );
    context.nothingChanged();
    const instanceIds: string[] = [];
    for (const { definitionId, element } of starts) {
      if (!(await holds(context, { definitionId, element }, variables, businessKey))) continue;
      const instanceId = await beginInstance(context, { definitionId, at: element, businessKey, variables });
      context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { condition: element } });
      instanceIds.push(instanceId);
    }
    return { instanceIds };
  },
};

async function holds(
  context: CommandContext,
  { definitionId, element }: ConditionalStart,
  variables: JsonObject,
  businessKey: string | undefined,
): Promise<boolean> {
  const graph = await context.definitions.graph(context.tx, definitionId);
  const trigger: StartTrigger['trigger'] | undefined = startTriggers(graph).find((start) => start.element === element)?.trigger;
  if (trigger?.kind !== 'conditional') return false;
  const { condition, variableName } = trigger;
  if (variableName !== undefined && !Object.hasOwn(variables, variableName)) return false;
  const { now, zone, calendar } = context;
  return toBoolean(evaluate(condition, variables, { now, zone, calendar, businessKey }));
}
