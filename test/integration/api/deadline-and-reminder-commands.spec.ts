import { newId } from '#foundation';
import { sendDueReminders } from '#reminders';
import { deployProcesses } from '#runtime';
import { deadlinesCommand } from '../../../apps/cli/src/commands/deadlines.js';
import { remindersCommand } from '../../../apps/cli/src/commands/reminders.js';
import { bpmn, sequence } from '../../support/bpmn-text.js';
import { vn } from '../../support/office-time.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const TASK =
  '<userTask id="work" name="Soạn báo cáo" camunda:candidateUsers="= who" camunda:candidateGroups="unit:QLCN" camunda:dueDate="= working days after(day, 1)"/>';

let api: ApiUnderTest;
const environment = { ...process.env };

beforeAll(async () => {
  api = await startApi();
  api.clock.offsetMs = Date.parse(vn('2026-03-02 08:00')) - Date.now();
  const resources = [{ name: 'report.bpmn', content: Buffer.from(bpmn('report', sequence(TASK, 'work'))) }];
  await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
  await api.office.database.query(`update reminder_policy set changed_at = '2026-01-01'`);
  const token = (await api.as('tungmt')).authorization.slice('Bearer '.length);
  Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_TOKEN: token });
});
afterAll(async () => {
  process.env = environment;
  await api.close();
});

const deadlines = async (...args: string[]) => (await runCommand(deadlinesCommand, ...args)).output;
const reminders = async (...args: string[]) => (await runCommand(remindersCommand, ...args)).output;

/** Gives the id of the task, due a working day after 2 March. */
const openTask = async (who: readonly string[] = []) => {
  const variables = { who, day: vn('2026-03-02 09:00') };
  const { body } = await api.post('tungmt', 'process-instances', { key: 'report', variables });
  const [task] = await api.office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [body.instanceId]);
  return task!.id;
};

describe('congvan deadlines', () => {
  it('lists those of a status, a unit and the days on which they are due', async () => {
    const task = await openTask();
    expect(await deadlines('list', '--unit', 'QLCN')).toMatch(
      new RegExp(`^${task} +task +17:00 thứ Ba 03/03/2026 +open +QLCN +Soạn báo cáo$`, 'm'),
    );
    const listed = async (...args: string[]) =>
      (JSON.parse(await deadlines('list', '--json', ...args)) as { id: string }[]).some(({ id }) => id === task);
    expect(await listed('--from', '2026-03-03', '--to', '2026-03-03', '--kind', 'task')).toBe(true);
    expect(await listed('--from', '2026-03-04')).toBe(false);
    expect(await listed('--status', 'met', '--from', '2026-03-03', '--to', '2026-03-03')).toBe(false);
  });

  it('lists closed ones by the month, and what is open without being told so', async () => {
    for (const [query, status] of [
      ['', 200],
      ['?status=met', 400],
      ['?status=missed&dueFrom=2026-01-01T00:00:00Z', 400],
      ['?status=cancelled&dueFrom=2026-01-01T00:00:00Z&dueTo=2026-02-02T00:00:00Z', 400],
      ['?status=met&dueFrom=2026-01-01T00:00:00Z&dueTo=2026-02-01T00:00:00Z', 200],
    ] as const) {
      expect([query, (await api.get('tungmt', `deadlines${query}`)).status]).toEqual([query, status]);
    }
  });

  it('tells reason by reason why one is due when it is', async () => {
    const task = await openTask();
    const extended = await api.post('baotq', `deadlines/task/${task}/extensions`, {
      to: { dueAt: vn('2026-03-10 11:00') },
      reason: 'Chờ số liệu',
    });
    expect(extended.status).toBe(201);
    const lines = (await deadlines('show', task)).split('\n');
    expect(lines[0]).toMatch(/^Soạn báo cáo \(task, QLCN, vn 1\)$/);
    expect(lines[2]).toMatch(/^Hạn 11:00 thứ Ba 10\/03\/2026 vì .*;$/);
    expect(lines[3]).toMatch(/^ {2}gia hạn đến 11:00 thứ Ba 10\/03\/2026 \(Chờ số liệu, .* duyệt\)\.$/);
    expect(lines[4]).toMatch(/^Hiện còn .* làm việc\.$/);
    expect(lines.join('\n')).toMatch(/^extension .*  17:00 thứ Ba 03\/03\/2026 +11:00 thứ Ba 10\/03\/2026 +baotq +Chờ số liệu$/m);
    const { sentence, reasons, standing } = JSON.parse(await deadlines('show', task, '--json'));
    expect(sentence).toBe(`${reasons.join('; ')}. ${standing}.`);
  });

  it('finds a deadline of a case by its id alone, and says where there is none', async () => {
    const id = newId();
    await api.office.database.query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, started_at, start_event, rule, first_due_at, due_at, status)
       select $1::uuid, id, 'dueAt', 'Phúc đáp văn bản', 'test', $1::text, $2, 'đăng ký văn bản', '{"kind": "working", "duration": "P5D", "from": "2026-03-02T02:00:00Z"}',
              $3, $3, 'open' from process_instance limit 1`,
      [id, vn('2026-03-02 09:00'), vn('2026-03-09 17:00')],
    );
    expect(await deadlines('show', id)).toContain('thời hạn 5 ngày làm việc, không tính ngày đầu');
    await expect(deadlines('show', newId())).rejects.toMatchObject({ code: 'cli.server-refused', status: 404 });
  });

  it.each([['no verb'], ['no id', 'show'], ['a day that there is not', 'list', '--from', '2026-02-30']])(
    'is not understood with %s',
    async (_, ...args) => {
      await expect(deadlines(...args)).rejects.toMatchObject({ code: 'cli.usage' });
    },
  );
});

describe('congvan reminders', () => {
  const send = () => sendDueReminders(api.office.reminders, { actor: 'system:reminders', requestId: newId() });
  /** Four hours before it is due nobody is there to remind. */
  const failForGood = async (task: string) => {
    const dueAt = vn('2026-03-02 15:00');
    await api.office.database.query(`update user_task set candidate_groups = '{}', due_at = $2 where id = $1`, [task, dueAt]);
    api.clock.offsetMs = Date.parse(vn('2026-03-02 09:00')) - Date.now();
    for (let attempt = 1; attempt <= 5; attempt++) {
      await send();
      api.clock.advance(11 * 60_000);
    }
  };

  it('tells when one deadline is reminded of', async () => {
    const task = await openTask(['tuanda']);
    const output = await reminders('preview', task);
    expect(output).toContain('Soạn báo cáo, due 2026-03-03T10:00:00.000Z, open\npolicy: Mặc định\n');
    expect(output).toMatch(/^-PT4H +assignee +2026-03-03T04:00:00.000Z +policy$/m);
    expect(output).toMatch(/^P2D +leader, climbs +2026-03-06T00:00:00.000Z +policy$/m);
  });

  it('lists those that have failed and begins them again', async () => {
    const task = await openTask();
    await failForGood(task);
    const failed = JSON.parse(await reminders('list', '--failed', '--deadline', task, '--json')) as { id: string }[];
    expect(failed).toHaveLength(1);
    expect(await reminders('list', '--failed')).toMatch(new RegExp(`^${failed[0]!.id} .* failed There is nobody to remind: .*Soạn báo cáo$`, 'm'));
    await api.office.database.query(`update user_task set assignee = 'tuanda' where id = $1`, [task]);
    const retried = await runCommand(remindersCommand, 'retry', failed[0]!.id);
    expect(retried).toMatchObject({ exitCode: 0, output: expect.stringMatching(/retrying$/m) });
    await send();
    expect(await reminders('list', '--failed', '--deadline', task, '--json')).toBe('[]\n');
    expect(await reminders('list', '--deadline', task)).toMatch(/ addressed tuanda +Soạn báo cáo$/m);
    const again = await runCommand(remindersCommand, 'retry', failed[0]!.id);
    expect(again).toMatchObject({ exitCode: 1, output: expect.stringContaining('reminders.nothing-to-retry') });
  });

  it.each([['an unknown verb', 'send'], ['no id', 'retry'], ['no deadline', 'preview']])('is not understood with %s', async (_, ...args) => {
    await expect(reminders(...args)).rejects.toMatchObject({ code: 'cli.usage' });
  });
});
