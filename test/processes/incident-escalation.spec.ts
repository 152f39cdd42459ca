import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { chiefOfOffice, drafter, headOfLeadUnit, leader, type Person } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

const operator: Person = { login: 'sonlt', groups: ['it', 'unit:CNTT'] };
/** Tuesday, 6 January 2026, 08:00 at the office. */
const MORNING = '2026-01-06T01:00:00.000Z';

const reported: JsonObject = {
  incidentId: 'su-co-1',
  label: 'SC-1',
  subject: 'Không vào được văn phòng điện tử',
  description: 'Báo lỗi 502.',
  systemsText: 'Văn phòng điện tử',
  incidentKind: 'mail',
  severity: 'critical',
  incidentRoute: '000',
  reporter: drafter.login,
  reporterUnit: 'QLCN',
  secretReported: false,
  accountUnknown: false,
  exposedWhat: null,
  accountSystems: [],
  hopNumber: 0,
  again: false,
  measureDue: true,
  stillAsked: [],
  hopDecision: null,
  fixDecision: null,
  fixText: null,
  reopenReason: null,
  handler: null,
};

let process: ProcessUnderTest;
beforeAll(async () => {
  process = await ProcessUnderTest.read('incident-escalation', { 'incidents.ask-hop': () => ({ somebody: true }) });
});
const start = (differently: JsonObject = {}) => process.start({ ...reported, ...differently }, MORNING);
const asked = (incident: CaseUnderTest) => incident.jobsOf('incidents.ask-hop').map(({ hopGroups }) => hopGroups);

const [HEAD, OFFICE, IT, LEADER] = ['head:QLCN', 'chief-of-office', 'it', 'leader'];

describe('an incident that nobody takes', () => {
  it.each([
    ['47/QĐ-STP', '000', 'mail', [[HEAD], [IT], [LEADER], [OFFICE]]],
    ['47/QĐ-STP', '000', 'password-exposure', [[IT], [OFFICE], [LEADER]]],
    ['158/QĐ-STP', '001', 'mail', [[OFFICE], [IT], [LEADER], [IT]]],
    ['158/QĐ-STP', '001', 'password-exposure', [[OFFICE], [IT], [LEADER], [IT]]],
    ['148/QĐ-SCT', '002', 'mail', [[LEADER, OFFICE], [IT], [OFFICE]]],
    ['148/QĐ-SCT', '002', 'password-exposure', [[HEAD, OFFICE], [IT], [LEADER], [OFFICE]]],
    ['148/QĐ-SCT', '002', 'secret-content', [[HEAD], [LEADER], [IT]]],
    ['290/QĐ-BTP', '003', 'mail', [[IT], [LEADER]]],
    ['171/QĐ-BDT', '004', 'mail', [[IT], [IT], [LEADER]]],
    ['no regulation of ours', 'x', 'mail', [[HEAD], [IT], [LEADER], [OFFICE]]],
  ])('climbs by itself as the regulation says', (_regulation, incidentRoute, incidentKind, groups) => {
    const incident = start({ incidentRoute, incidentKind });
    for (const [index, each] of groups.entries()) {
      expect(asked(incident)[index]).toEqual(each);
      // Half an hour each.
      incident.passTimeUntil(new Date(Date.parse(MORNING) + (index + 1) * 1_800_000).toISOString());
    }
    expect(asked(incident)).toHaveLength(groups.length);
    expect(incident.jobsOf('notifications.tell')).toMatchObject([{ tell: ['leader', 'chief-of-office'] }]);
  });

  it('may still be taken by those who were asked first, and then by nobody else', () => {
    const incident = start();
    incident.passTimeUntil('2026-01-06T02:00:00.000Z');
    expect(incident.tasks('Task_Hop')).toHaveLength(3);
    incident.complete(headOfLeadUnit, 'Task_Hop', { hopDecision: 'handle' });
    expect(incident.inFlow).toEqual(['Task_Fix']);
    expect(() => incident.complete(leader, 'Task_Hop', { hopDecision: 'handle' })).toThrow('has no task');
  });

  it.each([
    ['low', 'P1D', '2026-01-07T10:00:00.000Z'],
    ['normal', 'PT4H', '2026-01-06T07:00:00.000Z'],
    ['high', 'PT1H', '2026-01-06T02:00:00.000Z'],
    ['critical', 'PT30M', '2026-01-06T01:30:00.000Z'],
  ])('of severity %s climbs after %s of working time', (severity, _time, due) => {
    const incident = start({ incidentKind: 'other', severity });
    expect(incident.tasks('Task_Hop')).toMatchObject([{ dueDate: due }]);
    expect(incident.dueOf('Timer_HopSilent')).toBe(due);
  });
});

describe('a clock that starts on a Friday evening', () => {
  /** 16 January 2026, 17:31 at the office; the day after is off. */
  const EVENING = '2026-01-16T10:31:00.000Z';

  it.each([
    ['malware', 'normal', '2026-01-16T11:01:00.000Z'],
    ['password-exposure', 'low', '2026-01-16T11:01:00.000Z'],
    ['mail', 'critical', '2026-01-16T11:01:00.000Z'],
    ['mail', 'normal', '2026-01-19T04:00:00.000Z'],
  ])('of %s, %s, runs through night and weekend where it is urgent, and else waits for the morning', (incidentKind, severity, due) => {
    const incident = process.start({ ...reported, incidentKind, severity }, EVENING);
    expect(incident.tasks('Task_Hop')).toMatchObject([{ dueDate: due }]);
    incident.passTimeUntil(due);
    expect(asked(incident)).toHaveLength(2);
  });

  it('is as long for isolating and fixing what is urgent', () => {
    const incident = process.start({ ...reported, incidentKind: 'malware', incidentRoute: '003', measureDue: true }, EVENING);
    incident.complete(operator, 'Task_Hop', { hopDecision: 'handle' });
    expect(incident.dueOf('Timer_IsolationLate')).toBe('2026-01-16T11:01:00.000Z');
    expect(incident.tasks('Task_Fix')).toMatchObject([{ dueDate: '2026-01-16T18:31:00.000Z' }]);
    expect(incident.dueOf('Timer_FixLate')).toBe('2026-01-16T18:31:00.000Z');
  });
});

describe('the forms', () => {
  it('ask for a decision, and at the last level do not offer to pass it on', () => {
    const incident = start({ incidentRoute: '003' });
    expect(incident.refusedFields('Task_Hop', {})).toEqual(['hopDecision']);
    incident.complete(operator, 'Task_Hop', { hopDecision: 'pass-on' });
    expect(incident.refusedFields('Task_Hop', { hopDecision: 'pass-on' })).toEqual(['hopDecision']);
    incident.complete(leader, 'Task_Hop', { hopDecision: 'handle' });
    expect(incident.refusedFields('Task_Fix', { fixDecision: 'climb', note: 'x' })).toEqual(['fixDecision']);
    expect(incident.refusedFields('Task_Fix', { fixDecision: 'fixed' })).toEqual(['fixText']);
    expect(incident.refusedFields('Task_Fix', { fixDecision: 'not-incident' })).toEqual(['note']);
  });

  it('ask how the province was told, and what still does not work', () => {
    const incident = start({ incidentRoute: '004' });
    incident.complete(operator, 'Task_Hop', { hopDecision: 'pass-on' });
    expect(incident.refusedFields('Task_ContactProvince', {})).toEqual(['channel', 'reference']);
    incident.complete(operator, 'Task_ContactProvince', { channel: 'phone', reference: 'Ông Nam, Sở TT&TT' });
    expect(incident.jobsOf('incidents.record-step').at(-2)).toMatchObject({ step: 'outside', channel: 'phone', actor: 'sonlt' });
    incident.complete(operator, 'Task_Fix', { fixDecision: 'fixed', fixText: 'Tỉnh đã sửa.' });
    expect(incident.refusedFields('Task_Confirm', { confirmation: 'reopen' })).toEqual(['reopenReason']);
    incident.complete(drafter, 'Task_Confirm', { confirmation: 'works' });
    expect(incident.refusedFields('Task_AfterAction', {})).toEqual(['cause', 'lesson']);
  });
});

it('a head who asks for more after his time asks nobody twice', () => {
  const incident = start();
  incident.passTimeUntil('2026-01-06T01:30:00.000Z');
  incident.complete(headOfLeadUnit, 'Task_Hop', { hopDecision: 'pass-on' });
  expect(asked(incident)).toEqual([[HEAD], [IT]]);
  expect(() => incident.complete(chiefOfOffice, 'Task_Hop', {})).toThrow('has no task');
});
