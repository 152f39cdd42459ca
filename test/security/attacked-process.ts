import { compileProcess } from '#bpmn';
import { type EngineCommand, type EngineContext, InMemoryProcess } from '#engine';
import { CongvanError, type JsonObject } from '#foundation';

export const context: EngineContext = { now: '2026-11-20T17:30:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

/** `Start → T → After → End`, where `T` is among the elements and `After` is a user task; `roots` stand beside it. */
export function attacked(elements: string, roots = ''): string {
  const flow = (source: string, target: string) =>
    `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions" targetNamespace="urn:test">
  ${roots}<process id="P" isExecutable="true"><startEvent id="Start"/>${elements}
  <userTask id="After" camunda:candidateGroups="clerk"/><endEvent id="End"/>
  ${flow('Start', 'T')}${flow('T', 'After')}${flow('After', 'End')}</process></definitions>`;
}

/** A text as the value of an attribute or the content of an element. */
export function xml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * What came of a run: its variables and all that it opened or sent, or the refusal. Any error but our own fails the
 * test, and so does one that names no place, or a state that does not survive storing.
 */
export type Outcome = { readonly refusal: CongvanError } | { readonly left: JsonObject; readonly seen: string };

/** Compiles a file, starts an instance and sends it the commands, up to the first refusal. */
export async function outcomeOf(
  file: string,
  variables: JsonObject,
  commands: (instance: InMemoryProcess) => readonly EngineCommand[] = () => [],
  world: Partial<EngineContext> = {},
): Promise<Outcome> {
  try {
    const instance = new InMemoryProcess(await compileProcess(file, 'P'), { ...context, ...world });
    instance.start(variables);
    for (const command of commands(instance)) instance.send(command);
    expect(JSON.parse(JSON.stringify(instance.state))).toEqual(instance.state);
    return { left: instance.variables, seen: JSON.stringify([...instance.open.values(), ...instance.sent]) };
  } catch (error) {
    expect(error).toBeInstanceOf(CongvanError);
    const refusal = error as CongvanError;
    // A command for an instance that has come to its end has no element to name.
    if (refusal.code !== 'engine.not-open') expect(refusal.findings).not.toEqual([]);
    expect(refusal.message).not.toMatch(/node_modules|\.[jt]s\b/);
    return { refusal };
  }
}
