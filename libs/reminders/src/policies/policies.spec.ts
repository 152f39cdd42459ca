import type { UnknownOwners } from '#runtime';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import {
  changeReminderPolicy,
  createReminderPolicy,
  deleteReminderPolicy,
  getReminderPolicy,
  listReminderPolicies,
  type ReminderPolicyFields,
  reminderPolicySchema,
} from '../index.js';

const POLICY: ReminderPolicyFields = {
  name: 'Nghỉ phép',
  enabled: true,
  processKey: 'leave',
  elementId: null,
  kind: null,
  unitCode: null,
  urgency: null,
  steps: [{ at: '-P1D', to: 'assignee', escalate: false }],
  digest: true,
};

const LEAVE = `
  with deployed as (insert into deployment values (gen_random_uuid(), now(), 'test') returning id)
  insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
  select gen_random_uuid(), id, 'leave', 1, '', '', '<userTask id="approve"/>', '{}', now() from deployed`;

let test: TestDatabase;
let office: TestExecutor;
beforeAll(async () => {
  test = await createTestDatabase();
  office = createTestExecutor(test.database);
  await test.database.query(LEAVE);
});
afterAll(() => test.close());

const revision = async () => {
  const [row] = await test.database.query<{ last: number }>('select last_value as last from reminder_policy_revision');
  return row!.last;
};
const trailOf = (id: string) => test.database.query('select action, actor, detail from audit_entry where subject_id = $1 order by id', [id]);

it('an office starts with one policy for everything', async () => {
  const [policy, ...others] = await listReminderPolicies(test.database);
  expect(others).toEqual([]);
  const { id: _id, changedAt: _at, changedBy: _by, ...fields } = policy!;
  expect(reminderPolicySchema.parse(fields)).toMatchObject({ enabled: true, processKey: null, digest: true });
});

describe('a policy', () => {
  it('is created, changed and deleted, each time with its trail and for all plans', async () => {
    const before = await revision();
    const { id } = await office.executor.execute(createReminderPolicy, POLICY, office.as('quantri'));
    expect(await getReminderPolicy(test.database, id)).toMatchObject({ ...POLICY, changedBy: 'quantri' });
    const changed = { ...POLICY, enabled: false };
    const { changedAt } = await getReminderPolicy(test.database, id);
    await office.executor.execute(changeReminderPolicy, { id, changedAt, policy: changed }, office.as('quantri'));
    await office.executor.execute(deleteReminderPolicy, { id }, office.as('quantri'));
    await expect(getReminderPolicy(test.database, id)).rejects.toMatchObject({ code: 'reminders.policy-not-found' });
    expect(await revision()).toBe(before + 3);
    expect(await trailOf(id)).toMatchObject([
      { action: 'reminders.create-policy', detail: { old: null, new: POLICY } },
      { action: 'reminders.change-policy', detail: { old: POLICY, new: changed } },
      { action: 'reminders.delete-policy', detail: { old: changed, new: null } },
    ]);
  });

  it('that is changed to what it is leaves no trail', async () => {
    const { id } = await office.executor.execute(createReminderPolicy, { ...POLICY, name: 'Như cũ' }, office.as('quantri'));
    const { changedAt } = await getReminderPolicy(test.database, id);
    await office.executor.execute(changeReminderPolicy, { id, changedAt, policy: { ...POLICY, name: 'Như cũ' } }, office.as('quantri'));
    expect(await trailOf(id)).toHaveLength(1);
  });

  it('that somebody has changed meanwhile is not changed by who looked before', async () => {
    const named = { ...POLICY, name: 'Hai người' };
    const { id } = await office.executor.execute(createReminderPolicy, named, office.as('quantri'));
    const { changedAt } = await getReminderPolicy(test.database, id);
    const change = (login: string, digest: boolean, enabled: boolean) =>
      office.executor.execute(changeReminderPolicy, { id, changedAt, policy: { ...named, digest, enabled } }, office.as(login));
    test.clock.advance(1_000);
    await change('quantri', !POLICY.digest, POLICY.enabled);
    await expect(change('chanhvp', POLICY.digest, !POLICY.enabled)).rejects.toMatchObject({ code: 'reminders.policy-stale', kind: 'conflict' });
    expect(await getReminderPolicy(test.database, id)).toMatchObject({ digest: !POLICY.digest, enabled: POLICY.enabled, changedBy: 'quantri' });
  });

  it('cannot take the name of another', async () => {
    const named = (name: string) => office.executor.execute(createReminderPolicy, { ...POLICY, name }, office.as('quantri'));
    const { id } = await named('Một');
    await named('Hai');
    await expect(named('Một')).rejects.toMatchObject({ code: 'reminders.policy-exists' });
    const { changedAt } = await getReminderPolicy(test.database, id);
    const taken = { id, changedAt, policy: { ...POLICY, name: 'Hai' } };
    await expect(office.executor.execute(changeReminderPolicy, taken, office.as('quantri'))).rejects.toMatchObject({
      code: 'reminders.policy-exists',
    });
  });

  it('for a step of a process is refused where no version has that step, and where there is no such process', async () => {
    const policyFor = (processKey: string, elementId: string) =>
      office.executor.execute(createReminderPolicy, { ...POLICY, name: elementId, processKey, elementId }, office.as('quantri'));
    await expect(policyFor('leave', 'approve')).resolves.toMatchObject({});
    await expect(policyFor('leave', 'appro')).rejects.toMatchObject({ findings: [{ where: 'elementId' }] });
    await expect(policyFor('leav', 'x')).rejects.toMatchObject({ findings: [{ where: 'processKey' }] });
  });

  it('is refused with every unit and group that the office does not have', async () => {
    const policy = {
      ...POLICY,
      name: 'Lạ',
      unitCode: 'XYZ',
      steps: [...POLICY.steps, { at: 'P1D', to: 'group:nobody', escalate: true }],
    };
    const unknownOwners: UnknownOwners = async (_tx, { groups }) => ({ users: [], groups });
    const strict = createTestExecutor(test.database, { unknownOwners });
    await expect(strict.executor.execute(createReminderPolicy, policy, office.as('quantri'))).rejects.toMatchObject({
      code: 'reminders.policy-invalid',
      findings: [{ where: 'unitCode' }, { where: 'steps.1.to', what: 'there is no group nobody' }],
    });
  });
});

describe('what a step may say', () => {
  const parse = (step: object) => reminderPolicySchema.safeParse({ ...POLICY, steps: [step] }).success;

  it.each(['-P2D', '-P1DT4H', 'PT0S', 'PT30M', 'P10D'])('takes %s', (at) => {
    expect(parse({ at, to: 'leader', escalate: true })).toBe(true);
  });

  it.each(['P', 'PT', 'P1M', 'P1Y', '-P1DT', '2D', 'PT999999H', 'P1.5D', ''])('refuses %s', (at) => {
    expect(parse({ at, to: 'leader', escalate: true })).toBe(false);
  });

  it('refuses to climb to whoever holds the task, and addressees that are none', () => {
    expect(parse({ at: 'P1D', to: 'assignee', escalate: true })).toBe(false);
    expect(parse({ at: 'P1D', to: 'boss', escalate: false })).toBe(false);
  });

  it('takes one moment for several addressees, and refuses it twice for the same, and an element without its process', () => {
    const step = POLICY.steps[0]!;
    expect(reminderPolicySchema.safeParse({ ...POLICY, steps: [step, step] }).success).toBe(false);
    expect(reminderPolicySchema.safeParse({ ...POLICY, steps: [step, { ...step, to: 'head' }] }).success).toBe(true);
    expect(reminderPolicySchema.safeParse({ ...POLICY, processKey: null, elementId: 'x' }).success).toBe(false);
  });
});
