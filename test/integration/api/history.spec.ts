import { newId } from '#foundation';
import { deployProcesses } from '#runtime';
import { cleanHistoryCommand } from '../../../apps/cli/src/commands/clean-history.js';
import { bpmn, sequence } from '../../support/bpmn-text.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const PROCESS = bpmn('noted', sequence('<manualTask id="note"/>', 'note')).replace(
  'isExecutable="true"',
  'isExecutable="true" camunda:historyTimeToLive="30"',
);

describe('the history', () => {
  let api: ApiUnderTest;
  let id: string;
  const from = new Date(Date.now() - 60_000).toISOString();
  const until = new Date(Date.now() + 3_600_000).toISOString();
  beforeAll(async () => {
    api = await startApi();
    const resources = [{ name: 'noted/noted.bpmn', content: Buffer.from(PROCESS) }];
    await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
    id = (await api.post('tungmt', 'process-instances', { key: 'noted', variables: { subject: 'x' } })).body.instanceId;
  });
  afterAll(() => api.close());

  it('of a case tells its activities with how long they took, and who set which variable', async () => {
    const activities = await api.get('tungmt', `process-instances/${id}/activities`);
    expect(activities.body.items).toContainEqual(
      expect.objectContaining({ elementId: 'note', cancelled: false, durationMs: expect.any(Number) }),
    );
    const changes = await api.get('tungmt', `process-instances/${id}/variable-changes?name=subject`);
    expect(changes.body).toEqual({
      items: [
        {
          instanceId: id,
          revision: 1,
          key: 1,
          name: 'subject',
          value: 'x',
          omittedBytes: null,
          changedAt: expect.any(String),
          changedBy: 'tungmt',
        },
      ],
      next: null,
    });
  });

  it('of all cases is told for a time that the reader names', async () => {
    const { status, body } = await api.get('tungmt', `history/activities?from=${from}&until=${until}&definitionKey=noted&limit=2`);
    expect([status, body.items.length]).toEqual([200, 2]);
    const rest = await api.get('tungmt', `history/activities?from=${from}&until=${until}&definitionKey=noted&after=${body.next}`);
    expect([...body.items, ...rest.body.items].map(({ elementId }) => elementId)).toEqual(['noted', 'begin', 'note', 'end']);
    expect((await api.get('tungmt', 'history/activities?definitionKey=noted')).status).toBe(400);
  });

  it('is for those alone whose post is to oversee all the work', async () => {
    for (const path of [`process-instances/${id}/variable-changes`, `history/activities?from=${from}&until=${until}`]) {
      expect((await api.get('anhdtl', path)).status).toBe(403);
    }
  });

  it('is cleaned from the command line, which first tells what would go', async () => {
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = api.configuration.DATABASE_URL;
    try {
      expect((await runCommand(cleanHistoryCommand)).output).toContain('No ended case has been kept longer');
      await api.office.database.query(
        `update process_instance set started_at = started_at - interval '40 days', ended_at = ended_at - interval '31 days'
         where id = $1`,
        [id],
      );
      expect((await runCommand(cleanHistoryCommand, '--dry-run')).output).toMatch(/would go.*\nnoted:1 +P30D +1 +1/);
      expect((await api.get('tungmt', `process-instances/${id}`)).status).toBe(200);
      expect(JSON.parse((await runCommand(cleanHistoryCommand, '--json')).output)).toEqual([
        { key: 'noted', version: 1, timeToLive: 'P30D', cases: 1, instances: 1, kept: {} },
      ]);
      expect((await api.get('tungmt', `process-instances/${id}`)).status).toBe(404);
    } finally {
      if (before === undefined) delete process.env['DATABASE_URL'];
      else process.env['DATABASE_URL'] = before;
    }
  });
});
