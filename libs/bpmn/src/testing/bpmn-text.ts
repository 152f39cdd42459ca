import { readProcesses } from '../read-processes.js';

/** A BPMN document with one executable process `P` around some flow elements. */
export function bpmnText(elements: string, definitions = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions" targetNamespace="urn:test">
  ${definitions}
  <process id="P" isExecutable="true">${elements}</process>
</definitions>`;
}

/** Sequence flows `A-B` between elements, with the id `A-B`. */
export function flows(...pairs: string[]): string {
  return pairs.map((pair) => flow(pair)).join('');
}

/** One sequence flow, with a condition. */
export function flow(pair: string, condition?: string): string {
  const [source, target] = pair.split('-');
  const content = condition === undefined ? '' : `<conditionExpression><![CDATA[${condition}]]></conditionExpression>`;
  return `<sequenceFlow id="${pair}" sourceRef="${source}" targetRef="${target}">${content}</sequenceFlow>`;
}

/** `Start → the elements' first → … → End` around one element with the id `T`. */
export function around(element: string, more = ''): string {
  return `<startEvent id="Start"/>${element}<endEvent id="End"/>${flows('Start-T', 'T-End')}${more}`;
}

/** The findings of a document as `severity element code`, sorted. */
export async function findingsOf(text: string | Uint8Array): Promise<string[]> {
  const { findings } = await readProcesses(text, { file: 'test.bpmn' });
  return findings.map(({ severity, element, code }) => `${severity} ${element} ${code}`).sort();
}

export const extensions = (content: string): string => `<extensionElements>${content}</extensionElements>`;

/** A task `T` with `camunda:inputOutput`. */
export const mappedTask = (parameters: string): string =>
  `<task id="T">${extensions(`<camunda:inputOutput>${parameters}</camunda:inputOutput>`)}</task>`;

export const input = (name: string, content: string): string =>
  `<camunda:inputParameter name="${name}">${content}</camunda:inputParameter>`;
