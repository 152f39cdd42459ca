import { deployProcesses, startInstance } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { getTaskForm } from './index.js';
import { hidingNothing } from './testing/task-office.js';

const CLERK = { login: 'anhdtl', groups: ['clerk'] };

const process = (attributes: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="bound" isExecutable="true"><startEvent id="begin"/>
    <userTask id="work" camunda:candidateGroups="clerk" camunda:formRef="note" ${attributes}/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="work"/><sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
  </process>
</definitions>`;
const form = (label: string) =>
  JSON.stringify({ type: 'default', id: 'note', components: [{ type: 'textfield', id: 'c1', key: 'note', label }] });

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

/** Label in the form of a task that was opened before the form was changed. */
async function labelShown(attributes: string): Promise<unknown> {
  const deploy = (label: string) => {
    const files = { 'bound/bound.bpmn': process(attributes), 'bound/note.form': form(label) };
    const resources = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }));
    return office.executor.execute(deployProcesses, { resources }, office.as('designer'));
  };
  await deploy('first');
  await office.executor.execute(startInstance, { key: 'bound', variables: {} }, office.as('anhdtl'));
  await deploy('second');
  await deploy('third');
  const [task] = await office.database.query<{ id: string }>('select id from user_task');
  const shown = await getTaskForm(office.database, CLERK, task!.id, {}, hidingNothing);
  return (shown?.schema['components'] as { label: string }[])[0]!.label;
}

describe('the form of a task', () => {
  it.each([
    ['that was deployed with the process', 'camunda:formRefBinding="deployment"', 'first'],
    ['of the newest version', 'camunda:formRefBinding="latest"', 'third'],
    ['of the version that is named', 'camunda:formRefBinding="version" camunda:formRefVersion="2"', 'second'],
  ])('is the one %s', async (_name, attributes, label) => {
    expect(await labelShown(attributes)).toBe(label);
  });
});
