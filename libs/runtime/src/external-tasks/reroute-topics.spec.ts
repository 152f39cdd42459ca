import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { startInstance } from '../instances/start-instance.command.js';
import { rerouteTopics } from './reroute-topics.command.js';

let office: TestOffice;
beforeAll(async () => {
  const processes = { 'mail.bpmn': bpmn('mail', sequence(serviceTask('work', 'mail'), 'work')) };
  office = await openTestOffice({ externalTopics: ['mail'], processes });
});
afterAll(() => office.close());
afterEach(() => office.database.query('delete from job'));

/** Begins a case; gives the id of its one job. */
const begin = async () => {
  const input = { key: 'mail', variables: {} };
  const { instanceId } = await office.executor.execute(startInstance, input, office.as('vanthu'));
  const [job] = await office.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]);
  return job!.id;
};
const lease = (jobId: string, seconds: number) =>
  office.database.query(
    `update job set lease_owner = 'external:t:w', lease_until = business_now() + make_interval(secs => $2) where id = $1`,
    [jobId, seconds],
  );
const kinds = async (...ids: string[]) => {
  const rows = await office.database.query<{ id: string; kind: string }>('select id, kind from job');
  return ids.map((id) => rows.find((row) => row.id === id)?.kind);
};
/** A start of the program in which the handlers of this office serve the topic. */
const startServing = () => {
  const handlers = [{ topic: 'mail', handle: () => Promise.resolve({}) }];
  return createTestExecutor(office.database, { handlers }).executor.execute(rerouteTopics, undefined, office.as('system:start'));
};

describe('a start with other settings', () => {
  it('takes the jobs that wait over, those of an ended lease among them, and leaves those at work', async () => {
    const [waiting, ended, held] = [await begin(), await begin(), await begin()];
    await lease(ended, -1);
    await lease(held, 60);
    expect(await startServing()).toBe(2);
    expect(await kinds(waiting, ended, held)).toEqual(['service', 'service', 'external']);
    await lease(held, -1);
    expect(await startServing()).toBe(1);
  });

  it('waits for no job that a transaction is just changing', async () => {
    const [free, locked] = [await begin(), await begin()];
    await office.database.transaction(async (tx) => {
      await tx.query('select from job where id = $1 for update', [locked]);
      expect(await startServing()).toBe(1);
    });
    expect(await kinds(free, locked)).toEqual(['service', 'external']);
  });

  it('changes nothing where the topics are with whom they belong to', async () => {
    const job = await begin();
    const version = () => office.database.query('select xmin::text, ctid::text from job where id = $1', [job]);
    const before = await version();
    expect(await office.executor.execute(rerouteTopics, undefined, office.as('system:start'))).toBe(0);
    expect(await version()).toEqual(before);
  });
});
