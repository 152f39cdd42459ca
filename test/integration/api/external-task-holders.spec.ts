import { externalTask, type OfficeWithWorkers, openOfficeWithWorkers } from './office-with-workers.js';

const CAUGHT = `<boundaryEvent id="caught" attachedToRef="work"><errorEventDefinition errorRef="refused"/></boundaryEvent>
  <endEvent id="refusedEnd"/><sequenceFlow id="toRefused" sourceRef="caught" targetRef="refusedEnd"/>`;
const REFUSED = '<error id="refused" errorCode="REFUSED"/>';

let office: OfficeWithWorkers;
/** Of another worker for the topic `mail` alone. */
let rival: string;
beforeAll(async () => {
  office = await openOfficeWithWorkers();
  await office.deploy('mail', externalTask('mail') + CAUGHT, REFUSED);
  await office.deploy('other', externalTask('other'));
  rival = await office.tokenFor('rival', ['mail']);
});
afterAll(() => office.close());
afterEach(() => office.office.database.query('delete from job'));

const fetched = async () => {
  const instanceId = await office.begin('mail');
  const [{ id: taskId }] = await office.fetch();
  return { instanceId, taskId };
};
const isOpen = async (instanceId: string) => (await office.instance(instanceId)).status === 'active';

describe('a task that a worker holds', () => {
  it.each([
    ['complete', {}],
    ['failure', { retries: 0 }],
    ['bpmnError', { errorCode: 'REFUSED' }],
    ['extendLock', { newDuration: 1 }],
    ['lock', { lockDuration: 1 }],
    ['unlock', {}],
  ])('is safe from %s by one with the same worker id and another token', async (verb, body) => {
    const { instanceId, taskId } = await fetched();
    const before = (await office.call(`/${taskId}`)).body;
    const sent = verb === 'unlock' ? body : { workerId: 'w', ...body };
    expect((await office.call(`/${taskId}/${verb}`, sent, rival)).status).toBe(400);
    expect((await office.call(`/${taskId}`)).body).toEqual(before);
    expect((await office.call(`/${taskId}/complete`, { workerId: 'w' })).status).toBe(204);
    expect(await isOpen(instanceId)).toBe(false);
  });

  it('is listed under the id that the worker has given itself, which alone is asked for', async () => {
    const { taskId } = await fetched();
    expect((await office.call('?workerId=w', undefined, rival)).body.items).toMatchObject([{ id: taskId, workerId: 'w' }]);
    expect((await office.call('?workerId=someone', undefined, rival)).body.items).toEqual([]);
  });

  it('is taken from it by an operator, who is on record with that', async () => {
    const { instanceId, taskId } = await fetched();
    expect((await office.post('tuanda', `external-task/${taskId}/unlock`, {})).status).toBe(403);
    expect((await office.post('tungmt', `external-task/${taskId}/unlock`, {})).status).toBe(204);
    const { body } = await office.get('tungmt', `audit-entries?subject=process-instance&subjectId=${instanceId}&limit=1`);
    expect(body.items).toMatchObject([
      { actor: 'tungmt', action: 'runtime.unlock-external-tasks', detail: { jobId: taskId, workerId: 'w' } },
    ]);
    expect(await office.fetch({ workerId: 'next' })).toMatchObject([{ id: taskId, workerId: 'next' }]);
    expect((await office.call(`/${taskId}/complete`, { workerId: 'w' })).status).toBe(400);
    await office.call(`/${taskId}/unlock`, {});
  });

  it('is neither listed nor counted for a token without its topic', async () => {
    await office.begin('other');
    const { taskId } = await fetched();
    expect((await office.call('')).body.items).toHaveLength(2);
    expect((await office.call('', undefined, rival)).body.items).toMatchObject([{ id: taskId }]);
    expect((await office.call('?topicName=other', undefined, rival)).body.items).toEqual([]);
    expect((await office.call('/count', undefined, rival)).body).toEqual({ count: 1 });
  });
});

describe('an answer of a worker that is sent twice with one key', () => {
  it.each([
    ['complete', {}, { status: 'completed' }],
    ['bpmnError', { errorCode: 'REFUSED' }, { status: 'completed' }],
    ['failure', { retries: 3, retryTimeout: 60_000, errorMessage: 'busy' }, { status: 'active' }],
  ])('acts once: %s', async (verb, body, outcome) => {
    const { instanceId, taskId } = await fetched();
    const send = (sent: object = body) =>
      office.call(`/${taskId}/${verb}`, { workerId: 'w', ...sent }, office.token, { 'idempotency-key': `${verb}-1` });
    const trail = async () =>
      (await office.get('tungmt', `audit-entries?subject=process-instance&subjectId=${instanceId}&limit=50`)).body.items;
    expect(await send()).toEqual({ status: 204, body: undefined, replayed: false });
    const before = await trail();
    expect(await send()).toEqual({ status: 204, body: undefined, replayed: true });
    expect([await office.instance(instanceId), await trail()]).toEqual([expect.objectContaining(outcome), before]);
    const other = await send({ ...body, variables: { other: { value: 1 } } });
    expect([other.status, other.body.code]).toEqual([422, 'runtime.idempotency-key-reused']);
  });
});
