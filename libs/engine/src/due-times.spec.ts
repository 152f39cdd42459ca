import { advance, dueTimes, type OfficeCalendar } from './index.js';
import { boundaryEvent, context, graphOf, type Model, run, timer, userTask } from './testing/model.js';

const COUNTED = '= add working time(now(), duration("P1D"))';
const escaped = COUNTED.replaceAll('"', '&quot;');

/** Working time that lasts as long as any other, times `stretch`; for the unit LATE ten times as long. */
const calendarOf = (publication: number, stretch: number): OfficeCalendar => ({
  publication,
  addWorkingTime: (from) => new Date(Date.parse(from) + stretch * 86_400_000).toISOString(),
  workingDaysBetween: () => 0,
  workingHoursBetween: () => 0,
  ofGroups: ([first]) => calendarOf(publication, first === 'head:LATE' ? 10 * stretch : stretch),
});
const before = calendarOf(7, 1);
const after = calendarOf(8, 2);

const model = (dueDate: string, trigger: string): Model => ({
  elements: userTask('Task', `camunda:dueDate="${dueDate}"`) + boundaryEvent('Late', 'Task', trigger, false),
  flows: 'Start -> Task -> End\nLate -> End',
});

/** What the task and its timer are due by the later calendar, opened when they were. */
async function countedAnew(given: Model, variables = {}, later = variables) {
  const graph = await graphOf(given);
  const { state } = await run(given, variables, { calendar: before });
  const changed = advance(graph, state, { type: 'setVariables', variables: later }, context).state;
  const things = changed.instances.map(({ key }) => ({ key, since: context.now }));
  return dueTimes(graph, changed, things, { zone: context.zone, calendar: after });
}

describe('What asks for working time', () => {
  it('carries the state of the calendars that it was counted by', async () => {
    const instance = await run(model(escaped, timer('timeDate', COUNTED)), {}, { calendar: before });
    const due = '2026-01-06T01:00:00.000Z';
    expect([...instance.open.values()]).toMatchObject([
      { type: 'openTask', dueDate: due, calendarPublication: 7 },
      { type: 'armTimer', due, calendarPublication: 7 },
    ]);
  });

  it('carries none where it asks for nothing', async () => {
    const instance = await run(model('= now()', timer('timeDuration', 'PT1H')), {}, { calendar: before });
    for (const open of instance.open.values()) expect(open).not.toHaveProperty('calendarPublication');
  });
});

describe('Due times', () => {
  it('are counted anew by the present calendars, from when the task was opened and the timer armed', async () => {
    const due = '2026-01-07T01:00:00.000Z';
    const counted = { due, text: COUNTED, calendarPublication: 8 };
    const found = await countedAnew(model(escaped, timer('timeDate', COUNTED)));
    expect(found).toEqual([expect.objectContaining(counted), expect.objectContaining(counted)]);
  });

  it('are counted by the unit that the groups of the task name, where a handling time names no calendar', async () => {
    const handled = (properties: string): Model => ({
      elements: userTask(
        'Task',
        'camunda:candidateGroups="= &quot;head:&quot; + unit"',
        `<extensionElements><camunda:properties><camunda:property name="handlingTime" value="P1D"/>${properties}</camunda:properties></extensionElements>`,
      ),
      flows: 'Start -> Task -> End',
    });
    const opened = await run(handled(''), { unit: 'LATE' }, { calendar: before });
    expect([...opened.open.values()]).toMatchObject([{ dueDate: '2026-01-15T01:00:00.000Z', calendarPublication: 7 }]);
    const usual = { due: '2026-01-07T01:00:00.000Z', calendarPublication: 8 };
    expect(await countedAnew(handled(''), { unit: 'LATE' })).toMatchObject([{ ...usual, due: '2026-01-25T01:00:00.000Z' }]);
    expect(await countedAnew(handled(''), { unit: 'LATE' }, { unit: 'QLCN' })).toMatchObject([usual]);
    const named = handled('<camunda:property name="handlingCalendar" value="vn"/>');
    expect(await countedAnew(named, { unit: 'LATE' })).toMatchObject([usual]);
  });

  it('are counted from the present variables, and name the text that they come from', async () => {
    const [earlier, later] = ['2026-02-02T10:00:00.000Z', '2026-02-03T10:00:00.000Z'];
    const found = await countedAnew(model('= due', timer('timeDate', '= due')), { due: earlier }, { due: later });
    expect(found).toMatchObject([
      { text: '= due', due: later },
      { text: '= due', due: later },
    ]);
  });

  it('leave out cycles, which are counted from their own firings, and tasks without a due date', async () => {
    const elements = userTask('Task') + boundaryEvent('Late', 'Task', timer('timeCycle', 'R3/PT1H'), false);
    expect(await countedAnew({ elements, flows: 'Start -> Task -> End\nLate -> End' })).toEqual([]);
  });

  it('tell why one cannot be counted any more, and count the others', async () => {
    const found = await countedAnew(model('= due', timer('timeDuration', 'PT1H')), { due: null }, { due: 'someday' });
    expect(found).toMatchObject([
      { text: '= due', due: null, problem: { code: 'engine.unusable-attribute' } },
      { text: 'PT1H', due: '2026-01-05T02:00:00.000Z' },
    ]);
  });

  it('are those of a duration from when it was armed, not from now', async () => {
    const given = model('= now()', timer('timeDuration', 'PT1H'));
    const state = (await run(given)).state!;
    const things = state.instances.map(({ key }) => ({ key, since: '2026-03-02T01:00:00.000Z' }));
    const found = dueTimes(await graphOf(given), state, things, { zone: context.zone });
    expect(found.map(({ due }) => due)).toEqual(['2026-03-02T01:00:00.000Z', '2026-03-02T02:00:00.000Z']);
  });
});
