import {
  correlateMessage,
  DefinitionStore,
  deleteKeptMessage,
  type FailedJobSelection,
  type JobHandler,
  listDecisions,
  listFailedJobs,
  listKeptMessages,
  listOffers,
  retryFailedJobs,
} from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let paper: boolean;
const handlerOf = (topic: string): JobHandler => ({
  topic,
  handle: () => (paper ? Promise.resolve({}) : Promise.reject(new Error('out of paper'))),
});
const dmn = (output: string) => `<?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="test">
    <decision id="days" name="days"><literalExpression><text>${output}</text></literalExpression></decision>
  </definitions>`;
const adHoc = (id: string) => `<adHocSubProcess id="${id}" name="${id}"><userTask id="${id}-ask" name="Ask" camunda:candidateGroups="clerk"/></adHocSubProcess>`;

let desk: ProcessDesk;
beforeEach(async () => {
  paper = false;
  desk = await openProcessDesk([handlerOf('print'), handlerOf('send')]);
  await desk.deploy({
    'printing.bpmn': bpmn('printing', sequence(serviceTask('print', 'print', 'R1/PT10S'), 'print')),
    'sending.bpmn': bpmn('sending', sequence(serviceTask('send', 'send', 'R1/PT10S'), 'send')),
  });
});
afterEach(() => desk.close());

const operator = () => desk.as('tungmt');

describe('failed jobs', () => {
  let printing: string[];
  let sending: string;
  beforeEach(async () => {
    printing = [await desk.start('printing'), await desk.start('printing')];
    sending = await desk.start('sending');
    await desk.runDueJobs();
  });

  const failed = async (filter: Parameters<typeof listFailedJobs>[1] = { limit: 50 }) =>
    (await listFailedJobs(desk.database, filter)).items;
  const retry = (input: Partial<FailedJobSelection>) => retryFailedJobs(desk, { limit: 50, ...input }, {}, operator());

  it('are found by instance, by process and by topic', async () => {
    expect(await failed()).toHaveLength(3);
    expect(await failed({ instanceId: printing[1], limit: 50 })).toMatchObject([{ instanceId: printing[1] }]);
    expect((await failed({ definitionKey: 'printing', limit: 50 })).map(({ instanceId }) => instanceId)).toEqual(printing);
    expect(await failed({ topic: 'send', limit: 50 })).toMatchObject([{ instanceId: sending }]);
  });

  it('are retried by what they have in common, and the others stay', async () => {
    paper = true;
    const { items, next } = await retry({ topic: 'print' });
    expect([items.map(({ outcome }) => outcome), next]).toEqual([['retried', 'retried'], null]);
    await desk.runDueJobs();
    expect(await failed()).toMatchObject([{ instanceId: sending }]);
    const trail = await desk.database.query(`select actor from audit_entry where action = 'runtime.retry-job'`);
    expect(trail).toEqual([{ actor: 'tungmt' }, { actor: 'tungmt' }]);
  });

  it('that fail again are not met twice while the pages are followed', async () => {
    const first = await retry({ definitionKey: 'printing', limit: 1 });
    await desk.runDueJobs();
    const second = await retry({ definitionKey: 'printing', limit: 1, after: first.next! });
    expect(second.items[0]!.jobId).not.toBe(first.items[0]!.jobId);
    expect(second.next).toBeNull();
  });

  it('are retried by id, each with its own result', async () => {
    const { id } = (await failed({ instanceId: sending, limit: 1 }))[0]!;
    const gone = '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111';
    expect((await retry({ ids: [gone, id, id] })).items).toMatchObject([
      { jobId: gone, outcome: 'refused', findings: [{ code: 'runtime.job-not-found' }] },
      { jobId: id, outcome: 'retried', instanceId: sending, error: null },
      { jobId: id, outcome: 'refused', findings: [{ code: 'runtime.job-not-failed' }] },
    ]);
  });
});

describe('kept messages', () => {
  const keep = (message: string, timeToLive: string) =>
    desk.executor.execute(correlateMessage, { message, correlationKey: 'A', timeToLive }, operator());

  it('are listed in pages, the first to expire first, and by name', async () => {
    await keep('slow', 'PT9H');
    await keep('quick', 'PT1H');
    const first = await listKeptMessages(desk.database, { limit: 1 });
    expect(first.items).toMatchObject([{ message: 'quick', correlationKey: 'A', sentBy: 'tungmt' }]);
    const second = await listKeptMessages(desk.database, { limit: 1, after: first.next! });
    expect(second).toMatchObject({ items: [{ message: 'slow' }], next: null });
    expect((await listKeptMessages(desk.database, { message: 'slow', limit: 9 })).items).toHaveLength(1);
  });

  it('are deleted once, which the audit trail tells', async () => {
    await keep('wrong', 'PT1H');
    const [message] = (await listKeptMessages(desk.database, { limit: 1 })).items;
    const drop = () => desk.executor.execute(deleteKeptMessage, { id: message!.id }, operator());
    await drop();
    expect((await listKeptMessages(desk.database, { limit: 1 })).items).toEqual([]);
    await expect(drop()).rejects.toMatchObject({ code: 'runtime.kept-message-not-found' });
    const trail = await desk.database.query(
      `select subject_id as id, detail from audit_entry where action = 'runtime.delete-kept-message'`,
    );
    expect(trail).toEqual([{ id: message!.id, detail: { message: 'wrong', correlationKey: 'A', sentBy: 'tungmt' } }]);
  });
});

describe('decisions', () => {
  it('are listed by key, the latest version of each or all of them', async () => {
    await desk.deploy({ 'days.dmn': dmn('5') });
    await desk.deploy({ 'days.dmn': dmn('10') });
    expect((await listDecisions(desk.database, { limit: 9 })).items).toMatchObject([{ key: 'days', version: 2 }]);
    const first = await listDecisions(desk.database, { key: 'days', allVersions: true, limit: 1 });
    const rest = await listDecisions(desk.database, { key: 'days', allVersions: true, limit: 1, after: first.next! });
    expect(rest).toMatchObject({ items: [{ key: 'days', version: 1 }], next: null });
    expect((await listDecisions(desk.database, { key: 'other', limit: 9 })).items).toEqual([]);
  });
});

describe('offers', () => {
  it('come in pages', async () => {
    const both = `<startEvent id="begin"/><parallelGateway id="fork"/>${adHoc('one')}${adHoc('two')}
      <sequenceFlow id="f" sourceRef="begin" targetRef="fork"/><sequenceFlow id="f1" sourceRef="fork" targetRef="one"/>
      <sequenceFlow id="f2" sourceRef="fork" targetRef="two"/>`;
    await desk.deploy({ 'choosing.bpmn': bpmn('choosing', both) });
    const id = await desk.start('choosing');
    const definitions = new DefinitionStore();
    const page = (after?: string) => listOffers(desk.database, definitions, id, { limit: 1, after });
    const first = await page();
    expect(first.items).toMatchObject([{ elementId: 'one', activities: [{ elementId: 'one-ask' }] }]);
    expect(await page(first.next!)).toMatchObject({ items: [{ elementId: 'two' }], next: null });
  });
});
