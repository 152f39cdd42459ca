import fc from 'fast-check';
import type { EngineCommand } from '../command.js';
import type { EngineEffect } from '../effect.js';
import { SequentialActivitiesError, UncaughtBpmnError } from '../errors.js';
import { InMemoryProcess, type OpenThing } from '../in-memory-process.js';
import { context, graphOf, type Model } from './model.js';

/** One step of a random run: which of all that can happen does, and what it brings back for conditions to see. */
export interface Happening {
  readonly pick: number;
  readonly variables: { readonly n: number; readonly again: boolean };
}

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({ pick: fc.nat({ max: 1000 }), variables: fc.record({ n: fc.nat({ max: 3 }), again: fc.boolean() }) }),
  { maxLength: 40, size: 'max' },
);

/** No step of a block-structured model comes near it. */
export const MAX_ACTIVITIES = 3000;

/** Sees the instance after each step, and what the step was. */
export type Visit = (instance: InMemoryProcess, command: EngineCommand, effects: readonly EngineEffect[]) => void;

/**
 * Runs a model through what happens.
 *
 * @param log is told every command, so that a failure can be read: `fc.context()`.
 */
export async function runThrough(
  model: Model,
  all: readonly Happening[],
  log: { log(text: string): void },
  visit: Visit = () => undefined,
): Promise<InMemoryProcess> {
  const instance = new InMemoryProcess(await graphOf(model), { ...context, maxActivitiesPerStep: MAX_ACTIVITIES });
  const send = (command: EngineCommand) => {
    log.log(JSON.stringify(command));
    visit(instance, command, instance.send(command));
  };
  send({ type: 'start', variables: { n: 1, again: false } });
  for (const happening of all) {
    if (instance.ended) break;
    const possible = possibleCommands(instance, happening);
    const command = possible[happening.pick % possible.length]!;
    try {
      send(command);
    } catch (error) {
      if (error instanceof SequentialActivitiesError) continue;
      if (!(error instanceof UncaughtBpmnError) || !('key' in command) || command.key === undefined) throw error;
      const { key } = command;
      const { variables } = happening;
      const isJob = command.type === 'failJob';
      send(isJob ? { type: 'completeJob', key, output: variables } : { type: 'childEnded', key, variables });
    }
  }
  return instance;
}

/** Everything that can happen to an instance as it stands, a change of its variables last. */
function possibleCommands({ open }: InMemoryProcess, { pick, variables }: Happening): EngineCommand[] {
  const happenings = [...open.values()].map((thing) => commandFor(thing, pick, variables));
  return [...happenings, { type: 'setVariables', variables }];
}

function commandFor(thing: OpenThing, pick: number, variables: Happening['variables']): EngineCommand {
  const { key } = thing;
  const { n, again } = variables;
  switch (thing.type) {
    case 'openTask':
      return { type: 'completeTask', key, variables };
    case 'scheduleJob':
      return again ? { type: 'failJob', key, errorCode: 'E' } : { type: 'completeJob', key, output: variables };
    case 'armTimer':
      return { type: 'fireTimer', key };
    case 'subscribe':
      return { type: 'deliverMessage', key, variables };
    case 'subscribeSignal':
      return { type: 'deliverSignal', signal: thing.signal, variables };
    case 'startChild':
      if (n === 2) return { type: 'childEscalated', key, escalationCode: 'E' };
      return again ? { type: 'childFailed', key, errorCode: 'E', variables } : { type: 'childEnded', key, variables };
    case 'offerActivities': {
      const element = thing.activities[pick % (thing.activities.length + 1)];
      if (element === undefined) return { type: 'completeAdHoc', key };
      return { type: 'startActivity', key, element, variables: { own: n } };
    }
  }
}

/**
 * Leads an instance of a block-structured model to its end: what stands in the flow happens, the earliest first, and
 * every condition holds; an event on a border may happen for ever.
 */
export function runOut(instance: InMemoryProcess, log: { log(text: string): void }): void {
  const variables = { n: 3, again: false };
  const send = (command: EngineCommand) => {
    log.log(JSON.stringify(command));
    instance.send(command);
  };
  if (!instance.ended) send({ type: 'setVariables', variables });
  for (let steps = 0; !instance.ended && steps < 1000; steps++) {
    const inFlow = [...instance.open.values()].find(({ element }) => isInFlow(instance, element));
    if (!inFlow) return;
    const { key } = inFlow;
    send(inFlow.type === 'offerActivities' ? { type: 'completeAdHoc', key } : commandFor(inFlow, 0, variables));
  }
}

function isInFlow({ graph }: InMemoryProcess, element: string): boolean {
  const type = graph.nodes[element]?.type;
  return type !== 'boundaryEvent' && type !== 'startEvent';
}
