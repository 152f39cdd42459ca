import type { JsonObject } from '#foundation';
import { ReferenceModel, type ReferenceProcess } from '../index.js';

export const env = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

/** A BPMN file with the executable process `P` around some flow elements. */
export const bpmn = (elements: string, definitions = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test" id="Definitions">
  ${definitions}
  <process id="P" isExecutable="true">${elements}</process>
</definitions>`;

/** A chain of nodes from the start event on. The elements but for `Start` are written out. */
export const chain = (elements: string, ...ids: string[]): string =>
  `<startEvent id="Start"/>${elements}${ids
    .map((id, i) => `<sequenceFlow id="To_${id}" sourceRef="${ids[i - 1] ?? 'Start'}" targetRef="${id}"/>`)
    .join('')}`;

export const catching = (id: string, trigger: string): string =>
  `<intermediateCatchEvent id="${id}">${trigger}</intermediateCatchEvent>`;

export const timer = (text: string, kind = 'timeDuration'): string =>
  `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${text}</${kind}></timerEventDefinition>`;

export async function started(text: string, variables: JsonObject = {}): Promise<ReferenceProcess> {
  return (await ReferenceModel.load(text)).start(variables, env);
}
