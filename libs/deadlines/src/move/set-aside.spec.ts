import { deployProcesses, setVariables } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { getCalendarMove } from '../index.js';
import { type DeadlineOffice, moveAll, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';
import { findUnfinishedMove } from './calendar-moves.query.js';

const DUE_AFTER_STORM = '2026-01-30T10:00:00.000Z';

/** Looks at its due date as soon as that changes, in the working time of a place that nobody knows. */
const POISONED = bpmn(
  'poisoned',
  sequence(
    userTask('stuck', 'camunda:candidateGroups="head:KT" camunda:dueDate="= dueAt"') +
      `<boundaryEvent id="watch" attachedToRef="stuck" cancelActivity="false"><conditionalEventDefinition>
         <condition>= if dueAt = "2026-01-29T10:00:00.000Z" then false else
           working days between(now(), date and time(dueAt), place) &gt; 100</condition></conditionalEventDefinition></boundaryEvent>
       <endEvent id="watched"/><sequenceFlow id="w" sourceRef="watch" targetRef="watched"/>`,
    'stuck',
  ),
);

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

it('a case that cannot take its new due date is set aside with the reason, and all others move', async () => {
  await office.run(deployProcesses, { resources: [{ name: 'poisoned.bpmn', content: Buffer.from(POISONED) }] });
  const instanceId = await office.start('poisoned', { dueAt: '2026-01-29T10:00:00.000Z', place: 'nowhere' });
  const ids = [];
  for (const given of [{}, { instanceId }, {}]) ids.push((await office.openCase(given)).id);
  const publication = await office.publish(withDayOff('2026-01-26'), 'bão số 3');

  await moveAll(office, publication);

  const dues = await office.database.query<{ id: string; due: string }>('select id, due_at as due from deadline');
  const dueOf = (id?: string) => dues.find((each) => each.id === id)?.due;
  expect([dueOf(ids[0]), dueOf(ids[2])]).toEqual([DUE_AFTER_STORM, DUE_AFTER_STORM]);
  expect(dueOf(ids[1])).toBe('2026-01-29T10:00:00.000Z');
  expect(await getCalendarMove(office.database, publication)).toMatchObject({
    moved: 6,
    failed: 1,
    finishedAt: expect.any(String),
    failures: [{ kind: 'case', id: ids[1], instanceId, reason: expect.stringContaining('nowhere') }],
  });
});

it('an expression that fails by now keeps its time, holds nothing up, and is asked again by the next publication', async () => {
  await office.openCase();
  const instanceId = await office.start('counting', { place: 'KT' });
  const before = await office.dueTimes();
  const place = (name: string) => office.run(setVariables, { instanceId, variables: { place: name } });
  await place('nowhere');
  const publication = await office.publish(withDayOff('2026-01-26'), 'bão số 3');
  await moveAll(office, publication);
  expect((await office.dueTimes())['count']).toBe(before['count']);
  expect(await getCalendarMove(office.database, publication)).toMatchObject({ failed: 1, moved: 3, failures: [{ kind: 'task' }] });

  await place('KT');
  await moveAll(office, await office.publish(withDayOff('2026-01-27'), 'bão số 4'));
  expect((await office.dueTimes())['count']).toBe('2026-01-28T10:00:00.000Z');
});

it('a timer that has failed is not armed again', async () => {
  await office.start('counting');
  await office.database.query(`update job set status = 'failed', attempt = 3, error = '{}' where element_id = 'count-due'`);
  await moveAll(office, await office.publish(withDayOff('2026-01-23'), 'bão số 3'));
  const [timer] = await office.database.query(`select status, attempt, due_at as due from job where element_id = 'count-due'`);
  expect(timer).toEqual({ status: 'failed', attempt: 3, due: '2026-01-26T10:00:00.000Z' });
});

it('of two publications close together only the later one is followed', async () => {
  await office.openCase();
  const first = await office.publish(withDayOff('2026-01-26'), 'bão số 3');
  const second = await office.publish(withDayOff('2026-01-27'), 'bão số 4');
  expect(await findUnfinishedMove(office.database)).toBe(second);
  expect(await getCalendarMove(office.database, first)).toMatchObject({ supersededBy: second, finishedAt: expect.any(String) });
  await moveAll(office, second);
  const [acts] = await office.database.query('select count(*) as count, min(reason) as reason from deadline_act');
  expect(acts).toEqual({ count: 3, reason: 'bão số 4' });
});
