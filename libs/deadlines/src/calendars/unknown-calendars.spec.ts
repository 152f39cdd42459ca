import { deployProcesses } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';
import { unknownCalendars } from './unknown-calendars.query.js';

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
afterAll(() => office.close());

const due = (calendar: string) => `camunda:candidateGroups="clerk" camunda:dueDate="= working days after(now(), 2, ${calendar})"`;
const handled = (calendar: string) =>
  `<userTask id="handled" camunda:candidateGroups="clerk"><extensionElements><camunda:properties>
     <camunda:property name="handlingTime" value="P1D"/><camunda:property name="handlingCalendar" value="${calendar}"/>
   </camunda:properties></extensionElements></userTask>`;
const deploy = (tasks: string, ...ids: string[]) => {
  const { executor, as } = createTestExecutor(office.database, { calendar: office.book, unknownCalendars });
  const resources = [{ name: 'counted.bpmn', content: Buffer.from(bpmn('counted', sequence(tasks, ...ids))) }];
  return executor.execute(deployProcesses, { resources }, as('dungnh'));
};

it('a process that counts by a calendar or a unit of the office is deployed, also one that learns it from a variable', async () => {
  const tasks = userTask('one', due('&quot;vn&quot;')) + userTask('two', due('unit')) + handled('KT');
  expect(await deploy(tasks, 'one', 'two', 'handled')).toMatchObject({ definitions: [{ version: 1 }] });
});

it('a process that counts by one that there is not is refused with each place', async () => {
  await expect(deploy(userTask('one', due('&quot;KTX&quot;')) + handled('khong-co'), 'one', 'handled')).rejects.toMatchObject({
    code: 'runtime.deployment-refused',
    findings: [
      { where: 'counted.bpmn:one', what: expect.stringContaining('no calendar and no unit "KTX"') },
      { where: 'counted.bpmn:handled', what: expect.stringContaining('no calendar and no unit "khong-co"') },
    ],
  });
});
