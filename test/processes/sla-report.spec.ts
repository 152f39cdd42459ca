import type { JsonObject } from '#foundation';
import { ProcessUnderTest } from './process-under-test.js';

const report = { reportFrom: '2026-09-30T17:00:00.000Z', reportTo: '2026-10-31T17:00:00.000Z', mail: 'on' };
const readers = ['baotq', 'hoalt'].map((login) => ({ login, name: login, email: `${login}@skhcn.example` }));

const reported = async (recipients: JsonObject[] = readers) =>
  ProcessUnderTest.read('sla-report', { 'sla.announce-report': () => ({ ...report, recipients }) });

it('begins at midnight of the first of each month, by the clock of the office', async () => {
  const { graph } = await reported();
  expect(graph.nodes['Start_Month']).toMatchObject({ trigger: { kind: 'timer', value: '0 0 0 1 * ?' } });
});

it.each([
  ['a Sunday', '2026-10-31T17:00:00.000Z', '2026-11-02T00:30:00.000Z'],
  ['a working day', '2026-11-30T17:00:00.000Z', '2026-12-01T00:30:00.000Z'],
  ['a holiday', '2026-04-30T17:00:00.000Z', '2026-05-04T00:30:00.000Z'],
])('where the month begins with %s, reports half an hour after the office has opened', async (_, begun, at) => {
  const process = await reported();
  const month = process.start({}, begun, 'Start_Month');
  expect(month.dueOf('Timer_WorkingDay')).toBe(at);
});

it('announces the report to leaders and chief of office by unit, and mails it to each reader by himself', async () => {
  const process = await reported();
  const month = process.start({}, '2026-10-31T17:00:00.000Z', 'Start_Month');
  expect(month.jobs).toEqual([]);
  month.passTimeUntil('2026-11-02T00:30:00.000Z');
  expect(month.jobsOf('sla.announce-report')).toMatchObject([{ readers: ['leader', 'chief-of-office'], reportBy: 'unit' }]);
  expect(month.jobsOf('sla.mail-report')).toMatchObject(readers.map((recipient) => ({ recipient, reportBy: 'unit', ...report })));
  expect(month.ended).toBe(true);
  expect(process.untravelled).toEqual([]);
});

it('ends without a mail where nobody is to get one', async () => {
  const month = (await reported([])).start({}, '2026-10-31T17:00:00.000Z', 'Start_Month');
  month.passTimeUntil('2026-11-02T00:30:00.000Z');
  expect(month.jobsOf('sla.mail-report')).toEqual([]);
  expect(month.ended).toBe(true);
});
