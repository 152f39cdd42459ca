import { CalendarBook, VIETNAM } from '#calendar';
import { startInstance } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { heatMap } from './heat-map.query.js';

const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
const due = userTask('answer', 'camunda:candidateGroups="clerk" camunda:dueDate="= dueAt"');
const subProcess = (id: string, content: string) =>
  `<subProcess id="${id}">${content.replace(/\b(begin|end)\b/g, `$1-of-${id}`)}</subProcess>`;
const inner = subProcess('inner', sequence(due, 'answer'));
const outer = subProcess('outer', `<startEvent id="s"/>${inner}<sequenceFlow id="s-inner" sourceRef="s" targetRef="inner"/>`);

const PROCESSES = {
  'caller.bpmn': bpmn(
    'caller',
    sequence(
      `<callActivity id="call" calledElement="nested"><extensionElements>
         <camunda:in source="dueAt" target="dueAt"/></extensionElements></callActivity>`,
      'call',
    ),
  ),
  'nested.bpmn': bpmn('nested', sequence(outer, 'outer')),
};

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice({ processes: PROCESSES });
});
afterAll(() => office.close());

it('a sub-process and a call are overdue while a task anywhere inside is', async () => {
  for (const dueAt of [office.inHours(-1), office.inHours(1), office.inHours(2)]) {
    await office.executor.execute(startInstance, { key: 'caller', variables: { dueAt } }, office.as('vanthu'));
    await office.runDueJobs();
  }
  const period = { from: office.inHours(-24), to: office.inHours(24) };
  const overdueOf = async (process: string) => {
    const { elements } = await heatMap({ database: office.database, calendars, zone: 'Asia/Ho_Chi_Minh' }, { process, ...period });
    return Object.fromEntries(elements.flatMap(({ elementId, openNow, overdueNow }) => (openNow > 0 ? [[elementId, [openNow, overdueNow]]] : [])));
  };
  expect(await overdueOf('nested')).toMatchObject({ outer: [3, 1], inner: [3, 1], answer: [3, 1] });
  expect(await overdueOf('caller')).toMatchObject({ call: [3, 1] });
});
