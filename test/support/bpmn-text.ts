/** A BPMN file with one process: the elements between `<process>` and `</process>`, and what stands beside it. */
export function bpmn(key: string, elements: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  ${roots}<process id="${key}" isExecutable="true">${elements}</process>
</definitions>`;
}

/** A start event `begin`, the elements, an end event `end`, and the flows from one id to the next. */
export function sequence(elements: string, ...ids: string[]): string {
  const path = ['begin', ...ids, 'end'];
  const flows = path.slice(1).map((target, index) => {
    const source = path[index]!;
    return `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;
  });
  return `<startEvent id="begin"/>${elements}<endEvent id="end"/>${flows.join('')}`;
}

export function userTask(id: string, attributes = 'camunda:candidateGroups="clerk"'): string {
  return `<userTask id="${id}" name="${id}" ${attributes}/>`;
}

export function serviceTask(id: string, topic: string, retryTimeCycle = 'R2/PT10S'): string {
  return `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}"><extensionElements>
    <camunda:failedJobRetryTimeCycle>${retryTimeCycle}</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>`;
}

/** A catch event that waits for the message `m`; its correlation key is an expression. */
export function messageCatch(id: string, correlationKey?: string): string {
  const property = `<extensionElements><camunda:properties><camunda:property name="correlationKey" value="${correlationKey}"/>
    </camunda:properties></extensionElements>`;
  return `<intermediateCatchEvent id="${id}">${correlationKey === undefined ? '' : property}
    <messageEventDefinition messageRef="m"/></intermediateCatchEvent>`;
}

/** Gives the start event `begin` of a {@link sequence} an event definition. */
export function startingWith(eventDefinition: string, elements: string): string {
  return elements.replace('<startEvent id="begin"/>', `<startEvent id="begin">${eventDefinition}</startEvent>`);
}
