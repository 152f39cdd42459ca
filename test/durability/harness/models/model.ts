import type { JsonObject } from '#foundation';

/** How often elements are completed in an instance that ends well; elements that are not named are not looked at. */
export type Counts = Readonly<Record<string, number>>;

/** A timer event of a model, for the check that it is never early. */
export interface ModelTimer {
  /** BPMN id of the event. */
  readonly event: string;
  /** BPMN id of the activity whose begin sets the clock: the event itself, or the host of a boundary event. */
  readonly since: string;
  readonly seconds: number;
}

/** One process of the load, with what must be true of every instance of it, whatever happened to the machines. */
export interface LoadModel {
  readonly key: string;
  /** BPMN 2.0 XML. */
  readonly bpmn: string;
  /** An instance that completes has gone exactly one of these ways. */
  readonly ways: readonly Counts[];
  readonly timers?: readonly ModelTimer[];
  /** Variables of a start; absent where the process is only called by others. `chance` gives numbers in [0, 1). */
  readonly start?: (chance: () => number) => JsonObject;
}

/** A BPMN file with one process. `path` lists the sequence flows as `source-target`, or `source-target?condition`. */
export function bpmn(key: string, elements: string, path: readonly string[], roots = ''): string {
  const flows = path.map((step, index) => {
    const [, source, target, condition] = /^(\w+)-(\w+)(?:\?(.+))?$/.exec(step) ?? [];
    const content =
      condition === undefined ? '' : `<conditionExpression xsi:type="tFormalExpression">= ${condition}</conditionExpression>`;
    return `<sequenceFlow id="flow${index}" sourceRef="${source}" targetRef="${target}">${content}</sequenceFlow>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions-${key}" targetNamespace="durability">
  ${roots}<process id="${key}" isExecutable="true">${elements}${flows.join('')}</process>
</definitions>`;
}

/** `loop` is the loop characteristics, if any. */
export function serviceTask(id: string, topic = 'work', loop = ''): string {
  return `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}"><extensionElements>
    <camunda:failedJobRetryTimeCycle>R3/PT1S</camunda:failedJobRetryTimeCycle></extensionElements>${loop}</serviceTask>`;
}

export function userTask(id: string, loop = ''): string {
  return `<userTask id="${id}" name="${id}" camunda:candidateGroups="clerk">${loop}</userTask>`;
}

export function multiInstance(cardinality: number, order: 'parallel' | 'sequential'): string {
  return `<multiInstanceLoopCharacteristics isSequential="${order === 'sequential'}">
    <loopCardinality xsi:type="tFormalExpression">${cardinality}</loopCardinality></multiInstanceLoopCharacteristics>`;
}

export function timer(kind: 'timeDuration' | 'timeCycle', value: string): string {
  return `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${value}</${kind}></timerEventDefinition>`;
}
