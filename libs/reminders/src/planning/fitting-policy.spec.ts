import type { ReminderPolicy } from '../policies/policy.js';
import { fittingPolicy } from './fitting-policy.js';
import type { RemindedDeadline } from './reminded-deadline.js';

const policy = (name: string, filter: Partial<ReminderPolicy> = {}): ReminderPolicy => ({
  id: name,
  name,
  enabled: true,
  processKey: null,
  elementId: null,
  kind: null,
  unitCode: null,
  urgency: null,
  steps: [],
  digest: true,
  changedAt: '',
  changedBy: '',
  ...filter,
});

const deadline: RemindedDeadline = {
  kind: 'task',
  id: '1',
  instanceId: '1',
  processKey: 'leave',
  elementId: 'approve',
  label: '',
  status: 'open',
  startedAt: '',
  dueAt: '',
  pausedUntil: null,
  unitCode: 'QLCN',
  urgency: 'urgent',
  modelsReminders: false,
  modelsEscalation: false,
  coveredByTask: false,
  remindedAt: null,
};

const GENERAL = policy('general');
const OF_PROCESS = policy('process', { processKey: 'leave' });
const OF_STEP = policy('step', { processKey: 'leave', elementId: 'approve' });
const OF_UNIT = policy('unit', { unitCode: 'QLCN' });
const OF_URGENT_TASKS = policy('urgent tasks', { urgency: 'urgent', kind: 'task' });

describe('the policy of a deadline', () => {
  it.each([
    ['the one that names the step', [GENERAL, OF_PROCESS, OF_STEP, OF_UNIT], 'step'],
    ['the process rather than unit, urgency and kind', [GENERAL, OF_URGENT_TASKS, OF_UNIT, OF_PROCESS], 'process'],
    ['the unit rather than urgency and kind', [GENERAL, OF_URGENT_TASKS, OF_UNIT], 'unit'],
    ['whatever filters rather than what fits all', [GENERAL, OF_URGENT_TASKS], 'urgent tasks'],
    ['the first by name of equals', [policy('b'), policy('a')], 'a'],
    ['an enabled one', [GENERAL, { ...OF_STEP, enabled: false }], 'general'],
    ['one that fits in every point', [GENERAL, { ...OF_STEP, unitCode: 'VP' }], 'general'],
  ])('is %s', (_which, policies, name) => {
    expect(fittingPolicy(policies, deadline)?.name).toBe(name);
  });

  it('is none where none fits', () => {
    expect(fittingPolicy([policy('other', { urgency: 'normal' })], deadline)).toBeUndefined();
  });
});
