import { readProcesses } from '../read-processes.js';
import { around, bpmnText } from '../testing/bpmn-text.js';

/** What is said about the elements beside a process with these tasks: element, message, remedy. */
async function said(globals: string, tasks: string, extra = ''): Promise<[string, string, string | undefined][]> {
  const { findings } = await readProcesses(bpmnText(around(tasks, extra), globals), { file: 'm.bpmn' });
  return findings.filter(({ code }) => code === 'bpmn.global').map(({ element, what, mend }) => [element, what, mend]);
}

const task = '<task id="T"/>';
const receives = (message: string) => `<receiveTask id="T" messageRef="${message}"/>`;
const fails = (id: string, error: string) =>
  `<boundaryEvent id="${id}" attachedToRef="T"><errorEventDefinition errorRef="${error}"/></boundaryEvent>`;

it.each([
  ['message', '<message id="X" name="x"/>'],
  ['signal', '<signal id="X" name="x"/>'],
  ['error', '<error id="X" errorCode="x"/>'],
  ['escalation', '<escalation id="X" escalationCode="x"/>'],
])('a %s that nothing refers to is to be removed or referred to, whatever else there is to say', async (kind, text) => {
  const twice = `${text}${text.replace('"X"', '"Y"')}`;
  const remedy = 'Remove it, or refer to it where it is meant.';
  expect(await said(twice, task)).toEqual(['X', 'Y'].map((id) => [id, `The ${kind} is unused.`, remedy]));
});

it('two messages of one name are not unique', async () => {
  const messages = '<message id="M1" name="paid"/><message id="M2" name=" paid"/>';
  const event = `<boundaryEvent id="B" attachedToRef="T"><messageEventDefinition messageRef="M2"/></boundaryEvent>`;
  const mend = 'Give each its own name, or refer to one of them and remove the others.';
  expect(await said(messages, receives('M1'), event)).toEqual([
    ['M1', 'The name of the message is not unique: M2 has it too.', mend],
    ['M2', 'The name of the message is not unique: M1 has it too.', mend],
  ]);
});

it('errors are compared by their codes, not by names that they may lack', async () => {
  const used = `${fails('B1', 'E1')}${fails('B2', 'E2')}`;
  expect(await said('<error id="E1" errorCode="a"/><error id="E2" errorCode="b"/>', task, used)).toEqual([]);
  expect(await said('<error id="E1"/><error id="E2"/>', task, used)).toEqual([]);
  const same = '<error id="E1" name="x" errorCode="a"/><error id="E2" name="y" errorCode="a"/>';
  const mend = 'Give each its own errorCode, or refer to one of them and remove the others.';
  expect(await said(same, task, used)).toEqual([
    ['E1', 'The errorCode of the error is not unique: E2 has it too.', mend],
    ['E2', 'The errorCode of the error is not unique: E1 has it too.', mend],
  ]);
});

it('what a task maps its failures to, and what a message flow carries, is used', async () => {
  const mapped = `<serviceTask id="T" camunda:type="external" camunda:topic="x"><extensionElements>
    <camunda:errorEventDefinition id="D" errorRef="E" expression="\${true}"/></extensionElements></serviceTask>`;
  expect(await said('<error id="E" errorCode="a"/>', mapped)).toEqual([]);
  const flow = `<message id="M" name="m"/><collaboration id="C"><participant id="A" processRef="P"/><participant id="B"/>
    <messageFlow id="F" sourceRef="B" targetRef="A" messageRef="M"/></collaboration>`;
  expect(await said(flow, task)).toEqual([]);
});
