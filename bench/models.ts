/** BPMN files to measure on, written from short descriptions. */

const user = (id: string) => `<userTask id="${id}" camunda:candidateGroups="leader"/>`;
const service = (id: string, topic = 'bench') =>
  `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}"/>`;
const exclusive = (id: string, defaultFlow?: string) =>
  `<exclusiveGateway id="${id}"${defaultFlow === undefined ? '' : ` default="${defaultFlow}"`}/>`;
const parallel = (id: string) => `<parallelGateway id="${id}"/>`;

/** A chain of nodes; a condition holds for its last flow. The flow from A to B has the id A_B. */
function chain(nodes: string, condition?: string): string {
  const ids = nodes.split(' ');
  return ids
    .slice(1)
    .map((target, i) => {
      const last = i === ids.length - 2;
      const text = `<conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>`;
      const body = last && condition !== undefined ? text : '';
      return `<sequenceFlow id="${ids[i]}_${target}" sourceRef="${ids[i]}" targetRef="${target}">${body}</sequenceFlow>`;
    })
    .join('\n');
}

function bpmn(...elements: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:congvan:bench" id="Definitions">
<process id="P" isExecutable="true"><startEvent id="Start"/>
${elements.join('\n')}
<endEvent id="End"/></process></definitions>`;
}

/**
 * 20 elements, each passed once in a run with {@link caseVariables}: two events, six user and five service tasks, three
 * exclusive decisions and a merge, a parallel split and join, …
 */
export const twentyElements = bpmn(
  ...['Register', 'Record', 'Number', 'Issue', 'Notify', 'Close'].map((id) => service(id)),
  ...['Assess', 'Draft', 'Contribute', 'Review', 'Sign', 'File'].map(user),
  exclusive('Urgent', 'Urgent_Assessed'),
  exclusive('Assessed'),
  exclusive('Approved', 'Approved_File'),
  exclusive('Signed', 'Signed_File'),
  parallel('Split'),
  parallel('Join'),
  chain('Start Register Urgent Assess', '= urgency > 1'),
  chain('Urgent Assessed Split Draft Join Review Approved Sign', '= decision = "approve"'),
  chain('Assess Assessed'),
  chain('Split Contribute Record Join'),
  chain('Sign Signed Number', '= decision = "approve"'),
  chain('Number Issue File Notify Close End'),
  chain('Approved File'),
  chain('Signed File'),
);

/** User tasks one after the other. */
export function sequenceOf(tasks: number): string {
  const ids = Array.from({ length: tasks }, (_, i) => `Task_${i + 1}`);
  return bpmn(...ids.map(user), chain(['Start', ...ids, 'End'].join(' ')));
}

/** Service tasks one after the other, each a save-point; the last one has the topic `bench-last`. The key is `chain-N`. */
export function serviceChain(tasks: number): string {
  const ids = Array.from({ length: tasks }, (_, i) => `Task_${i + 1}`);
  const services = ids.map((id, i) => service(id, i === tasks - 1 ? 'bench-last' : 'bench'));
  return named(`chain-${tasks}`, bpmn(...services, chain(['Start', ...ids, 'End'].join(' '))));
}

/** Waits for the instant in the variable `due`, and ends. */
export const waitUntil = named(
  'wait-until',
  bpmn(
    `<intermediateCatchEvent id="Wait"><timerEventDefinition>
<timeDate xsi:type="tFormalExpression">= due</timeDate></timerEventDefinition></intermediateCatchEvent>`,
    chain('Start Wait End'),
  ),
);

/** One service task whose handler takes its time: topic `bench-slow`. */
export const slowTask = named('slow', bpmn(service('Slow', 'bench-slow'), chain('Start Slow End')));

function named(key: string, text: string): string {
  return text.replace('<process id="P"', `<process id="${key}"`);
}

/** A user task that comes back while `again` is true. */
export const rework = bpmn(
  user('Revise'),
  exclusive('Merge'),
  exclusive('Good', 'Good_End'),
  chain('Start Merge Revise Good Merge', '= again'),
  chain('Good End'),
);

/** What a case of an office carries with it. */
export const caseVariables = {
  documentId: '6f1d2c1e-7b52-4b7e-9a54-0d5d1a6f6b1e',
  arrivalNumber: 128,
  arrivalYear: 2026,
  subject: 'Về việc báo cáo tình hình ứng dụng công nghệ thông tin năm 2026',
  replyRequired: true,
  hasScan: true,
  obligationId: '0b6b9d0e-2c58-4f6e-8a83-6b1f0f6f7d11',
  dueAt: '2026-01-16T10:00:00.000Z',
  reminderBefore: 'P1D',
  escalateAfter: 'PT8H',
  leadUnit: 'QLCN',
  coordinatingUnits: ['TTCN', 'KHTC'],
  drafter: 'cuongpv',
  urgency: 2,
};
