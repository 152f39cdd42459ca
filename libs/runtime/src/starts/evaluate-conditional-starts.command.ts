import { startTriggers } from '#engine';
import { evaluate, toBoolean, variablesIn } from '#expressions';
import { CongvanError, type Finding, type JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { beginInstance } from '../instances/advance-instance.js';

export interface EvaluateConditionalStartsInput {
  /** What the conditions see; the instances begin with them. */
  readonly variables: JsonObject;
  readonly businessKey?: string;
  /** Only this process; absent: all. */
  readonly key?: string;
}

/** What came of one conditional start event. */
export interface ConditionalStartOutcome {
  readonly processKey: string;
  readonly elementId: string;
  /**
   * `not-asked`: the variable that the event names is not among those given. `suspended`: operators let no instance of
   * the process start. `failed`: its condition has no value that is true or false.
   */
  readonly outcome: 'started' | 'does-not-hold' | 'not-asked' | 'suspended' | 'failed';
  /** Of the instance that it has begun. */
  readonly instanceId: string | null;
  /** Why it failed. */
  readonly findings: readonly Finding[];
}

export interface ConditionalStarts {
  readonly instanceIds: readonly string[];
  /** Every conditional start event that this was about, in order of process and element. */
  readonly starts: readonly ConditionalStartOutcome[];
}

interface Subscription {
  readonly definitionId: string;
  readonly processKey: string;
  readonly element: string;
  readonly isSuspended: boolean;
}

/**
 * Begins an instance at every conditional start event whose condition holds for these variables, as Camunda 7 does when
 * it is asked to evaluate conditions. One that cannot be evaluated is told of and keeps none of the others back.
 * @throws EngineError where an instance cannot begin; then none does.
 */
export const evaluateConditionalStarts: Command<EvaluateConditionalStartsInput, ConditionalStarts> = {
  name: 'runtime.evaluate-conditional-starts',

  async run(context, { variables, businessKey, key }) {
    const subscriptions = await context.tx.query<Subscription>(
      `select s.definition_id as "definitionId", d.key as "processKey", s.element_id as element,
         d.suspended_at is not null as "isSuspended"
       from start_subscription s join process_definition d on d.id = s.definition_id
       where s.kind = 'condition' and ($1::text is null or d.key = $1) order by d.key, s.element_id`,
      [key ?? null],
    );
    context.nothingChanged();
    const starts: ConditionalStartOutcome[] = [];
    for (const subscription of subscriptions) {
      const { definitionId, processKey, element } = subscription;
      const found = await ask(context, subscription, variables, businessKey);
      let instanceId: string | null = null;
      if (found.outcome === 'started') {
        instanceId = await beginInstance(context, { definitionId, at: element, businessKey, variables });
        context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { condition: element } });
      }
      starts.push({ processKey, elementId: element, instanceId, findings: [], ...found });
    }
    return { instanceIds: starts.flatMap(({ instanceId }) => instanceId ?? []), starts };
  },
};

/** What is to come of an event: `started` where its condition holds, as it would for an event that is armed. */
async function ask(
  context: CommandContext,
  { definitionId, processKey, element, isSuspended }: Subscription,
  variables: JsonObject,
  businessKey: string | undefined,
): Promise<Pick<ConditionalStartOutcome, 'outcome'> & Partial<Pick<ConditionalStartOutcome, 'findings'>>> {
  if (isSuspended) return { outcome: 'suspended' };
  const graph = await context.definitions.graph(context.tx, definitionId);
  const trigger = startTriggers(graph).find((start) => start.element === element)?.trigger;
  if (trigger?.kind !== 'conditional') return { outcome: 'not-asked' };
  const { condition, variableName } = trigger;
  if (variableName !== undefined && !Object.hasOwn(variables, variableName)) return { outcome: 'not-asked' };
  const { now, zone, calendar } = context;
  // A variable that nobody has given is null, and null does not hold: another process may be meant.
  const unknown = Object.fromEntries([...(variablesIn(condition) ?? [])].map((name) => [name, null]));
  try {
    const value = evaluate(condition, { ...unknown, ...variables }, { now, zone, calendar, businessKey });
    return { outcome: value !== null && toBoolean(value) ? 'started' : 'does-not-hold' };
  } catch (error) {
    if (!(error instanceof CongvanError)) throw error;
    const mend = 'Correct the condition in the model and deploy it, or send variables of the types that it compares.';
    return {
      outcome: 'failed',
      findings: [{ where: `${processKey}:${element}`, code: error.code, what: error.message, mend }],
    };
  }
}
