import { listActivities, listEndedActivities, listVariableChanges, modifyInstance, setVariables } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  const local = `<userTask id="check" camunda:candidateGroups="clerk"><extensionElements><camunda:inputOutput>
    <camunda:inputParameter name="note">\${subject}</camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>`;
  const call = `<callActivity id="call" calledElement="case"><extensionElements><camunda:in variables="all"/>
    </extensionElements></callActivity>`;
  await desk.deploy({
    'case.bpmn': bpmn('case', sequence(local + userTask('sign'), 'check', 'sign')),
    'caller.bpmn': bpmn('caller', sequence(call, 'call')),
    'short.bpmn': bpmn('short', sequence('<manualTask id="noted"/>', 'noted')),
  });
});
afterAll(() => desk.close());

const open = (id: string) =>
  desk.database.query('select element_id as element from activity where instance_id = $1 order by activity_key', [id]);
const ended = (id: string) =>
  desk.database.query(
    `select element_id as element, cancelled from activity_history where instance_id = $1 order by activity_key`,
    [id],
  );
const activitiesOf = async (id: string) => (await listActivities(desk.database, id, { limit: 50 })).items;
const changesOf = async (id: string, limit = 50, after?: string) => listVariableChanges(desk.database, id, { limit, after });
const completeFirst = async (id: string, variables = {}, login = 'lan') =>
  desk.complete((await desk.openTasks(id))[0]!.id, variables, login);

describe('activities', () => {
  it('stand in the table of open ones as long as they are, and then in the history with how they ended', async () => {
    const id = await desk.start('case', { subject: 'x' });
    expect(await open(id)).toEqual([{ element: 'case' }, { element: 'check' }]);
    expect(await ended(id)).toEqual([{ element: 'begin', cancelled: false }]);
    await desk.executor.execute(
      modifyInstance,
      { instanceId: id, reason: 'x', instructions: [{ type: 'cancelAll', element: 'check' }, { type: 'startBefore', element: 'sign' }] },
      desk.as('tungmt'),
    );
    await completeFirst(id);
    expect(await open(id)).toEqual([]);
    expect(await ended(id)).toEqual(
      expect.arrayContaining([
        { element: 'check', cancelled: true },
        { element: 'sign', cancelled: false },
        { element: 'case', cancelled: false },
      ]),
    );
  });

  it('of a case that ends in its first step have been in no table but the history', async () => {
    const id = await desk.start('short');
    expect(await open(id)).toEqual([]);
    expect(await ended(id)).toMatchObject([{ element: 'short' }, { element: 'begin' }, { element: 'noted' }, { element: 'end' }]);
  });

  it('are told with how long they took and who completed them, open ones among them', async () => {
    const id = await desk.start('case', { subject: 'x' });
    desk.clock.advance(90_000);
    await completeFirst(id);
    const found = new Map((await activitiesOf(id)).map((each) => [each.elementId, each]));
    expect(found.get('check')!.durationMs! / 1000).toBeCloseTo(90, -1);
    expect(found.get('check')).toMatchObject({ completedBy: 'lan', cancelled: false });
    expect(found.get('sign')).toMatchObject({ endedAt: null, durationMs: null, completedBy: null });
  });

  it('of all cases that ended within a time come in pages, by process, element and type', async () => {
    const from = desk.inHours(1);
    desk.clock.advance(3_600_000);
    const ids = [await desk.start('case', { subject: 'x' }), await desk.start('case', { subject: 'x' })];
    for (const id of ids) await completeFirst(id);
    await desk.start('short');
    const until = desk.inHours(1);
    const filter = { definitionKey: 'case', elementId: 'check', from, until };
    const first = await listEndedActivities(desk.database, { ...filter, limit: 1 });
    const second = await listEndedActivities(desk.database, { ...filter, limit: 1, after: first.next! });
    expect([...first.items, ...second.items].map(({ instanceId }) => instanceId)).toEqual(ids);
    expect(second).toMatchObject({ next: null, items: [{ definitionKey: 'case', definitionVersion: 1, elementType: 'userTask' }] });

    const count = async (more: object) =>
      (await listEndedActivities(desk.database, { from, until, limit: 50, ...more })).items.length;
    expect(await count({ elementType: 'userTask' })).toBe(2);
    expect(await count({ definitionKey: 'short' })).toBe(4);
    expect(await count({ elementId: 'check', until: from })).toBe(0);
    expect(await count({ elementId: 'check', from: until, until: desk.inHours(2) })).toBe(0);
  });
});

describe('variables', () => {
  it('leave each change with its scope and who made it, in order', async () => {
    const id = await desk.start('case', { subject: 'V/v báo cáo', pages: null });
    await completeFirst(id, { result: { text: 'xong' } }, 'cuongpv');
    await desk.executor.execute(setVariables, { instanceId: id, variables: { pages: 7, subject: 'V/v báo cáo' } }, desk.as('tungmt'));
    await completeFirst(id, { signed: true }, 'hoant');
    const { items } = await changesOf(id);
    expect(items.map(({ revision, key, name, value, changedBy }) => [revision, key, name, value, changedBy])).toEqual([
      [1, 1, 'pages', null, 'vanthu'],
      [1, 1, 'subject', 'V/v báo cáo', 'vanthu'],
      [1, expect.any(Number), 'note', 'V/v báo cáo', 'vanthu'],
      [2, 1, 'result', { text: 'xong' }, 'cuongpv'],
      [3, 1, 'pages', 7, 'tungmt'],
      [4, 1, 'signed', true, 'hoant'],
    ]);
    expect(items[2]!.key).toBeGreaterThan(1);
    expect(items[0]).toMatchObject({ instanceId: id, omittedBytes: null, changedAt: expect.stringMatching(/Z$/) });
  });

  it('too large to be repeated leave their size', async () => {
    const id = await desk.start('case', { subject: 'x'.repeat(100_000) });
    const { items } = await changesOf(id);
    expect(items.find(({ name }) => name === 'subject')).toMatchObject({ value: null, omittedBytes: 100_002 });
  });

  it('are told of the whole case, a page at a time, or of one name alone', async () => {
    const id = await desk.start('caller', { subject: 'x', pages: 1 });
    const [called] = await desk.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [id]);
    await completeFirst(called!.id, { subject: 'y' });
    const whole = (await changesOf(id)).items;
    expect(new Set(whole.map(({ instanceId }) => instanceId))).toEqual(new Set([id, called!.id]));
    const paged = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await changesOf(called!.id, 1, after);
      paged.push(...page.items);
      after = page.next;
    }
    expect(paged).toEqual(whole);
    const pages = await listVariableChanges(desk.database, id, { limit: 50, name: 'pages' });
    expect(pages.items).toMatchObject([id, called!.id].map((instanceId) => ({ instanceId, name: 'pages', value: 1 })));
  });
});
