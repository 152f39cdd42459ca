import fc from 'fast-check';
import { compileProcess, type ProcessGraph, UnusableBpmnFileError } from '#bpmn';
import { type EngineCommand, InMemoryProcess, type ModificationInstruction, type OpenThing } from '#engine';
import { CongvanError, type JsonObject, type JsonValue } from '#foundation';
import { mutatedModel } from '../support/mutated-model.js';
import { context } from './attacked-process.js';
import { watchHost } from './host-canary.js';

watchHost();

/** What the model reads, what the engine writes, and what is no name like any other. */
const NAMES = [
  ...['units', 'dueAt', 'approved', 'free', 'enough', 'changed', 'again', 'full'],
  ...['loopCounter', '__proto__', 'constructor'],
];

const value = fc.oneof(
  fc.boolean(),
  fc.constantFrom<JsonValue>(null, 3, [1, 2], {}, '2026-12-01', 'PT1S'),
  // As it comes out of a request: JSON has no negative zero to give back.
  fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)) as JsonValue),
);

/** One random step: `pick` chooses among what can be sent, and names the thing, element or flow that it is sent to. */
const happening = fc.record({
  pick: fc.nat(),
  fitting: fc.boolean(),
  variables: fc.dictionary(fc.constantFrom(...NAMES), value),
});

/** Variables with which the model comes past its first task. */
const NO = { changed: false, again: false, full: false, enough: false };
const USUAL = { dueAt: '2026-12-01', units: [1], approved: true, free: true, ...NO };

const chosen = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];

/** What the world would send to a thing that is open. */
function fittingCommand(thing: OpenThing, variables: JsonObject, pick: number): EngineCommand {
  const { key } = thing;
  switch (thing.type) {
    case 'openTask':
      return { type: 'completeTask', key, variables };
    case 'scheduleJob':
      return { type: 'completeJob', key, output: variables };
    case 'armTimer':
      return { type: 'fireTimer', key };
    case 'subscribe':
      return { type: 'deliverMessage', key, variables };
    case 'subscribeSignal':
      return { type: 'deliverSignal', signal: thing.signal, variables };
    case 'startChild':
      return { type: 'childEnded', key, variables };
    case 'offerActivities':
      return { type: 'startActivity', key, element: chosen(thing.activities, pick) ?? 'none' };
  }
}

/** What nobody should send, and what operators do by hand. */
function oddCommand({ nodes, flows }: ProcessGraph, key: number, variables: JsonObject, pick: number): EngineCommand {
  const element = chosen(Object.keys(nodes), pick) ?? 'none';
  const instructions: ModificationInstruction[] = [
    { type: 'startBefore', element, variables },
    { type: 'startAfter', element },
    { type: 'startTransition', flow: chosen(Object.keys(flows), pick) ?? 'none' },
    { type: 'cancelAll', element },
    { type: 'cancel', key },
  ];
  const commands: EngineCommand[] = [
    ...instructions.map((instruction) => ({ type: 'modify', instructions: [instruction] }) as const),
    { type: 'setVariables', variables },
    { type: 'setVariables', key, variables },
    { type: 'deliverSignal', signal: 'told', variables },
    { type: 'fireTimer', key },
    { type: 'completeTask', key, local: variables },
    { type: 'rescheduleTimer', key, due: element },
    { type: 'startActivity', key, element },
    { type: 'completeAdHoc', key },
    { type: 'failJob', key, errorCode: 'LATE' },
    { type: 'childFailed', key, errorCode: '__proto__', variables },
    { type: 'childEscalated', key, escalationCode: 'RAISED' },
    { type: 'start', variables },
    { type: 'cancel' },
  ];
  return chosen(commands, Math.floor(pick / 7)) as EngineCommand;
}

/** Sends one command: what it throws is our own, and what it leaves can be stored. @returns whether it was done. */
function survives(instance: InMemoryProcess, command: EngineCommand): boolean {
  try {
    instance.send(command);
  } catch (error) {
    expect([command, error]).toEqual([command, expect.any(CongvanError)]);
    return false;
  }
  expect(JSON.parse(JSON.stringify(instance.state))).toEqual(instance.state);
  return true;
}

it('whatever compiles, and whatever is sent to it: nothing but our own errors comes of it', async () => {
  let steps = 0;
  const happenings = fc.array(happening, { minLength: 5, maxLength: 25 });
  const runs = fc.asyncProperty(mutatedModel, happenings, async (file, all) => {
    const graph = await compileProcess(file).catch((error: unknown) => {
      expect(error).toBeInstanceOf(UnusableBpmnFileError);
      return undefined;
    });
    if (graph === undefined) return;
    const instance = new InMemoryProcess(graph, { ...context, maxActivitiesPerStep: 500 });
    const started = survives(instance, { type: 'start', variables: all[0]?.variables ?? {} });
    if (!started) survives(instance, { type: 'start', variables: USUAL });
    for (const { pick, fitting, variables } of all) {
      const thing = chosen([...instance.open.values()], pick);
      const command =
        fitting && thing
          ? fittingCommand(thing, variables, pick)
          : oddCommand(graph, thing?.key ?? pick % 50, variables, pick);
      if (survives(instance, command)) steps++;
    }
  });
  await fc.assert(runs, { numRuns: 200 });
  expect(steps).toBeGreaterThan(50);
});
