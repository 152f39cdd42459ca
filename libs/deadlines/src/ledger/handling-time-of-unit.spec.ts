import { type CalendarData, VIETNAM, type Week } from '#calendar';
import { completeUserTask, deployProcesses } from '#runtime';
import { bpmn, sequence } from '../../../../test/support/bpmn-text.js';
import { vn } from '../../../../test/support/office-time.js';
import { planCalendarMove } from '../index.js';
import { findUnfinishedMove } from '../move/calendar-moves.query.js';
import { type DeadlineOffice, moveAll, openDeadlineOffice, START } from '../testing/deadline-office.js';

/** A unit that sees people in the mornings only. */
const MORNINGS = halfDays('11:00');

const timed = (id: string, groups: string, properties = '') =>
  `<userTask id="${id}" name="${id}" camunda:candidateGroups="${groups}"><extensionElements><camunda:properties>
     <camunda:property name="handlingTime" value="PT6H"/>
     <camunda:property name="handlingTimeFrom" value="= received"/>${properties}</camunda:properties></extensionElements></userTask>`;
const PROCESS = bpmn(
  'handling',
  sequence(timed('own', '= &quot;head:&quot; + unit'), 'own')
    .replace('<endEvent id="end"/>', `${timed('other', 'clerk')}${timed('named', 'unit:KT', '<camunda:property name="handlingCalendar" value="vn"/>')}<endEvent id="end"/>
      <sequenceFlow id="to-other" sourceRef="begin" targetRef="other"/><sequenceFlow id="to-named" sourceRef="begin" targetRef="named"/>`),
);

/** Six working hours after nine o'clock on Thursday: of the office, and of a unit with four of them in a morning. */
const [USUAL, IN_MORNINGS] = [vn('2026-01-22 17:00'), vn('2026-01-23 11:00')];

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
  await office.run(deployProcesses, { resources: [{ name: 'handling.bpmn', content: Buffer.from(PROCESS) }] });
});
afterEach(() => office.close());

const assign = () => office.giveOwnCalendar(MORNINGS);
const follow = async () => moveAll(office, (await findUnfinishedMove(office.database))!);
const explainOwn = async () => office.explain('task', await office.taskAt('own'));

it('a handling time that names no calendar counts by that of the unit to which the task is offered', async () => {
  await assign();
  await office.start('handling', { unit: 'KT', received: START });
  expect(await office.dueTimes()).toEqual({ own: IN_MORNINGS, other: USUAL, named: USUAL });
});

it('a unit without a calendar of its own, or that is not known, goes by that of the agency', async () => {
  await office.start('handling', { unit: 'KT', received: START });
  await office.start('handling', { unit: 'GONE', received: START });
  expect(await office.dueTimes()).toEqual({ own: USUAL, other: USUAL, named: USUAL });
});

it('the explanation names the calendar of the unit, also once the task has ended', async () => {
  await assign();
  await office.start('handling', { unit: 'KT', received: START });
  const named = { calendar: { key: 'mornings', version: 1 }, countedFrom: START };
  const open = await explainOwn();
  expect(open).toMatchObject(named);
  expect(open.reasons[0]).toContain('thời hạn 6 giờ làm việc');
  expect(open.reasons[1]).toBe('theo Lịch buổi sáng, phiên bản 1');
  await office.run(completeUserTask, { taskId: open.id, variables: {} });
  expect(await explainOwn()).toMatchObject({ ...named, status: 'met', reasons: open.reasons });
});

it('open tasks follow a calendar that is assigned to their unit, and its next versions', async () => {
  await office.start('handling', { unit: 'KT', received: START });
  await assign();
  await follow();
  expect(await office.dueTimes()).toEqual({ own: IN_MORNINGS, other: USUAL, named: USUAL });
  expect(await explainOwn()).toMatchObject({ firstDueAt: USUAL, acts: [{ act: 'move', dueBefore: USUAL, dueAfter: IN_MORNINGS }] });

  const shorter = halfDays('10:00');
  const tools = { definitions: office.definitions, zone: VIETNAM.zone, follow: office.follow };
  const { items } = await planCalendarMove(office.database, tools, { data: shorter, limit: 10 });
  const moved = vn('2026-01-26 09:00');
  expect(items).toMatchObject([{ kind: 'task', label: 'own', from: IN_MORNINGS, to: moved }]);
  await office.publish(shorter, 'giờ mới');
  await follow();
  expect(await office.dueTimes()).toEqual({ own: moved, other: USUAL, named: USUAL });
});

function halfDays(to: string): CalendarData {
  const week = Object.fromEntries(
    Object.entries(VIETNAM.week).map(([day, sessions]) => [day, sessions.length === 0 ? [] : [{ from: '07:00', to }]]),
  ) as unknown as Week;
  return { ...VIETNAM, key: 'mornings', name: 'Lịch buổi sáng', week, days: VIETNAM.days.filter(({ kind }) => kind === 'day-off') };
}
