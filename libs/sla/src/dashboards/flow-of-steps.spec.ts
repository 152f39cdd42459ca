import { CalendarBook, VIETNAM } from '#calendar';
import type { JsonObject } from '#foundation';
import { completeUserTask, DefinitionStore, startInstance } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { vn } from '../../../../test/support/office-time.js';
import { monthlyFlow } from './monthly-flow.query.js';

const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });

const flow = (from: string, to: string, condition?: string) => {
  const expression = condition === undefined ? '' : `<conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>`;
  return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${expression}</sequenceFlow>`;
};
const tasks = (...ids: string[]) => ids.map((id) => userTask(id)).join('');

const PROCESSES = {
  // assign, then draft and consult at once, then sign
  forked: bpmn(
    'forked',
    `<startEvent id="begin"/><endEvent id="end"/>${tasks('assign', 'draft', 'consult', 'sign')}
     <parallelGateway id="fork"/><parallelGateway id="join"/>
     ${flow('begin', 'assign')}${flow('assign', 'fork')}${flow('fork', 'draft')}${flow('fork', 'consult')}
     ${flow('draft', 'join')}${flow('consult', 'join')}${flow('join', 'sign')}${flow('sign', 'end')}`,
  ),
  loop: bpmn(
    'loop',
    `<startEvent id="begin"/><endEvent id="end"/>${tasks('draft', 'approve', 'file')}<exclusiveGateway id="which"/>
     ${flow('begin', 'draft')}${flow('draft', 'approve')}${flow('approve', 'which')}${flow('which', 'draft', '= not(good)')}
     ${flow('which', 'file', '= good')}${flow('file', 'end')}`,
  ),
  apart: bpmn(
    'apart',
    `<startEvent id="begin"/><endEvent id="checked"/><endEvent id="told"/>${tasks('check', 'open', 'read')}<parallelGateway id="fork"/>
     ${flow('begin', 'fork')}${flow('fork', 'check')}${flow('fork', 'open')}${flow('check', 'checked')}${flow('open', 'read')}${flow('read', 'told')}`,
  ),
  each: bpmn(
    'each',
    sequence(
      `<subProcess id="unit"><multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/>
         <startEvent id="in"/><endEvent id="out"/><endEvent id="out2"/>${tasks('receive', 'answer', 'refuse')}<exclusiveGateway id="which"/>
         ${flow('in', 'receive')}${flow('receive', 'which')}${flow('which', 'answer', '= unit = &quot;A&quot;')}
         ${flow('which', 'refuse', '= unit = &quot;B&quot;')}${flow('answer', 'out')}${flow('refuse', 'out2')}</subProcess>${userTask('sum')}`,
      'unit',
      'sum',
    ),
  ),
  calling: bpmn('calling', sequence(`${tasks('instruct', 'file')}<callActivity id="call" calledElement="called"/>`, 'instruct', 'call', 'file')),
  called: bpmn('called', sequence(userTask('answer'), 'answer')),
};

let office: TestOffice;
beforeAll(async () => {
  const processes = Object.fromEntries(Object.entries(PROCESSES).map(([key, text]) => [`${key}.bpmn`, text]));
  office = await openTestOffice({ processes });
  office.clock.offsetMs = Date.parse(vn('2026-03-02 08:00')) - Date.now();
});
afterAll(() => office.close());

const start = async (key: string, variables: JsonObject = {}) =>
  (await office.executor.execute(startInstance, { key, variables }, office.as('vanthu'))).instanceId;
/** Completes the open tasks with these names one after the other, an hour between. */
const complete = async (caseId: string, ...done: (string | readonly [name: string, variables: JsonObject])[]) => {
  for (const each of done) {
    const [name, variables] = typeof each === 'string' ? [each, {}] : each;
    office.clock.offsetMs += 3_600_000;
    await office.runDueJobs();
    const [task] = await office.database.query<{ id: string }>(
      `select t.id from user_task t join process_instance i on i.id = t.instance_id
       where i.root_instance_id = $1 and t.status = 'open' and t.name = $2 order by t.activity_key limit 1`,
      [caseId, name],
    );
    await office.executor.execute(completeUserTask, { taskId: task!.id, variables }, office.as('vanthu'));
  }
};
const ribbons = async (process: string) => {
  const tools = { database: office.database, calendars, definitions: new DefinitionStore(), zone: 'Asia/Ho_Chi_Minh' };
  const { transitions } = await monthlyFlow(tools, { month: '2026-03', process });
  return transitions.map(({ from, to, count }) => `${from} → ${to}: ${count}`).toSorted();
};

it('a fork leads to each of its branches, and each of them behind the join', async () => {
  await complete(await start('forked'), 'assign', 'consult', 'draft', 'sign');
  await complete(await start('forked'), 'assign', 'draft');
  expect(await ribbons('forked')).toEqual([
    'forked/assign → forked/consult: 2',
    'forked/assign → forked/draft: 2',
    'forked/consult → forked/sign: 1',
    'forked/draft → forked/sign: 1',
    'forked/draft → waiting: 1',
    'forked/sign → finished: 1',
  ]);
});

it('what is done again leads again, and the first time to nothing that came of the second', async () => {
  await complete(await start('loop'), 'draft', ['approve', { good: false }], 'draft', ['approve', { good: true }]);
  expect(await ribbons('loop')).toEqual([
    'loop/approve → loop/draft: 1',
    'loop/approve → loop/file: 1',
    'loop/draft → loop/approve: 2',
  ]);
});

it('a step leads to none of another branch, whenever that began', async () => {
  await complete(await start('apart'), 'check', 'open');
  expect(await ribbons('apart')).toEqual(['apart/check → waiting: 1', 'apart/open → apart/read: 1']);
});

it('of several runs of a sub-process each goes its own way, and all lead behind it', async () => {
  await complete(await start('each', { units: ['B', 'A'] }), 'receive', 'receive', 'refuse', 'answer');
  expect(await ribbons('each')).toEqual([
    'each/answer → each/sum: 1',
    'each/receive → each/answer: 1',
    'each/receive → each/refuse: 1',
    'each/refuse → each/sum: 1',
  ]);
});

it('a step leads into a process that is called, and that back', async () => {
  await complete(await start('calling'), 'instruct', 'answer', 'file');
  expect(await ribbons('calling')).toEqual([
    'called/answer → calling/file: 1',
    'calling/file → finished: 1',
    'calling/instruct → called/answer: 1',
  ]);
});
