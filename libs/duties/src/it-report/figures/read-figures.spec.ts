import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.js';
import { ItHistory } from '../../testing/it-history.js';
import { type Figure } from './figure.js';
import { readFigures } from './read-figures.js';

/** January 2026 of an office in Vietnam: the two instants right outside and the two right inside. */
const SPAN = { from: '2025-12-31T17:00:00.000Z', to: '2026-01-31T17:00:00.000Z' };
const OUTSIDE = ['2025-12-31T16:59:59.999Z', SPAN.to];
const INSIDE = [SPAN.from, '2026-01-31T16:59:59.999Z'];
const [FIRST, LAST] = INSIDE as [string, string];
const later = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

/** What a report says of a history, by code; nothing of it stays. */
async function figuresOf(write: (history: ItHistory) => Promise<unknown>): Promise<Record<string, Figure['value']>> {
  let figures: Figure[] = [];
  const undone = new Error('undone');
  await test.database
    .transaction(async (tx) => {
      await write(await ItHistory.in(tx));
      figures = await readFigures(tx, SPAN, { hopName: (hop) => `cấp ${hop}`, severityName: (severity) => `bậc ${severity}` });
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return Object.fromEntries(figures.map(({ code, value }) => [code, value]));
}

/** The same at each of the instants. */
const each = async (instants: readonly string[], write: (at: string) => Promise<unknown>) => {
  for (const at of instants) await write(at);
};

describe('the figures of a report', () => {
  it('of an office in which nothing has happened are 0, and none where there is nothing to measure', async () => {
    const figures = await figuresOf(() => Promise.resolve());
    const { 'storage.database': database, ...others } = figures;
    expect(database).toBeGreaterThan(1_000_000);
    const nothing = Object.entries(others).flatMap(([code, value]) => (value === null ? [code] : []));
    expect(nothing).toEqual(['incidents.minutesToClose', 'accounts.oldestFirstPassword', 'backups.lastVerified']);
    expect(Object.values(others).filter((value) => value !== 0 && value !== null)).toEqual([]);
  });

  it('count what the system has done by itself, what failed, and what operators mended', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], async (at) => {
        await history.activity(at, 'serviceTask');
        await history.trail(at, 'runtime.fail-job');
        await history.trail(at, 'runtime.retry-job');
      });
      await history.activity(FIRST, 'businessRuleTask');
      await history.activity(FIRST, 'serviceTask', true);
      await history.activity(FIRST, 'userTask');
      await history.trail(LAST, 'runtime.fail-external-task');
      await history.trail(LAST, 'runtime.settle-job');
    });
    expect(figures).toMatchObject({ 'work.done': 3, 'work.failedAttempts': 3, 'work.mended': 2 });
  });

  it('count incidents by kind and severity, and how long each level took to answer', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], (at) => history.incident(at, 'outage', 'high'));
      const fixed = await history.incident(FIRST, 'outage', 'low', { status: 'closed', at: later(FIRST, 90) });
      await history.incident(OUTSIDE[0]!, 'malware', 'critical', { status: 'closed', at: later(OUTSIDE[0]!, 30) });
      await history.incident(FIRST, 'malware', 'critical', { status: 'closed', at: SPAN.to });
      await history.incident(FIRST, 'outage', 'high', { status: 'merged', at: LAST });
      await history.hop(fixed, 'head', FIRST, 'passed-on', later(FIRST, 10));
      await history.hop(fixed, 'head', FIRST, 'taken', later(FIRST, 40));
      await history.hop(fixed, 'head', FIRST, 'silent', later(FIRST, 999));
      await history.hop(fixed, 'head', SPAN.to, 'taken', later(SPAN.to, 500));
      await history.hop(fixed, 'it', LAST);
    });
    expect(figures).toMatchObject({
      'incidents.reported': 5,
      'incidents.merged': 1,
      'incidents.closed': 2,
      'incidents.open': 4,
      'incidents.minutesToClose': 60,
      'incidents.reported:outage:high': 3,
      'incidents.reported:outage:low': 1,
      'incidents.reported:malware:critical': 1,
      'incidents.asked:head': 3,
      'incidents.answered:head': 2,
      'incidents.silent:head': 1,
      'incidents.averageMinutes:head': 25,
      'incidents.longestMinutes:head': 40,
      'incidents.asked:it': 1,
      'incidents.answered:it': 0,
      'incidents.averageMinutes:it': null,
    });
  });

  it('count accounts that were opened, locked and closed, here and in each other system, and the passwords that others may know', async () => {
    const figures = await figuresOf(async (history) => {
      const lock = { old: { status: 'active' }, new: { status: 'locked' } };
      await each([...OUTSIDE, ...INSIDE], async (at) => {
        await history.account(at, 'identity.create-account', { old: null, new: { status: 'active' } });
        await history.account(at, 'identity.lock-account', lock);
        await history.account(at, 'identity.unlock-account', { old: lock.new, new: lock.old });
        await history.account(at, 'identity.remove-own-account', { old: { status: 'active' }, new: null });
        await history.account(at, 'runtime.settle-job', { system: 'ldap', act: 'accounts.provision', state: 'active' }, `nguoi${at}`);
      });
      await history.account(FIRST, 'identity.lock-account', { old: lock.new, new: lock.new });
      await history.account(FIRST, 'identity.unlock-account', { old: lock.old, new: lock.old });
      await history.account(FIRST, 'identity.lock-everywhere', lock);
      await history.account(LAST, 'runtime.settle-job', { system: 'ldap', act: 'accounts.provision', state: 'active' }, `nguoi${LAST}`);
      await history.account(LAST, 'runtime.settle-job', { system: 'scim', act: 'accounts.remove', state: 'removed' });
      await history.account(LAST, 'identity.change-password', { outcome: 'changed' });
    });
    expect(figures).toMatchObject({
      'accounts.opened': 2,
      'accounts.locked': 3,
      'accounts.unlocked': 2,
      'accounts.closed': 2,
      'accounts.exposures': 1,
      'accounts.provision:ldap': 2,
      'accounts.remove:scim': 1,
    });
    expect(Object.keys(figures).filter((code) => code.endsWith(':scim'))).toEqual(['accounts.remove:scim']);
  });

  it('count sign-ins, the people who did, and those that were refused', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], async (at) => {
        await history.account(at, 'identity.sign-in', { outcome: 'signed-in' });
        await history.account(at, 'identity.sign-in', { outcome: 'refused', reason: 'wrong-password' });
      });
      await history.account(FIRST, 'identity.sign-in', { outcome: 'signed-in' }, 'maint');
    });
    expect(figures).toMatchObject({ 'sign-ins.done': 3, 'sign-ins.people': 2, 'sign-ins.refused': 2 });
  });

  it('count mailboxes and what came of those that nobody uses', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], (at) => history.mailbox(at, 'unit'));
      await history.mailbox(FIRST, 'personal');
      await history.mailbox(OUTSIDE[0]!, 'unit', 'removed');
      await history.dormantRound(FIRST, 3, 1);
      await history.dormantRound(OUTSIDE[0]!, 5, 5);
    });
    expect(figures).toMatchObject({ 'mailboxes.unit': 4, 'mailboxes.personal': 1, 'mailboxes.created': 3, 'mailboxes.dormant': 3, 'mailboxes.dormantRemoved': 1 });
  });

  it('count backups, those of which a restore was tried, and tell when that was last', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], (at) => history.backup(at, 'failed'));
      await history.backup(OUTSIDE[0]!, 'verified', FIRST);
      await history.backup(LAST, 'verified', SPAN.to);
      await history.backup(FIRST, 'running');
    });
    expect(figures).toMatchObject({ 'backups.runs': 4, 'backups.verified': 1, 'backups.failed': 2, 'backups.carried': 1, 'backups.lastVerified': SPAN.to });
  });

  it('count backups made and tried from the command line, where a trial is no backup more', async () => {
    const figures = await figuresOf(async (history) => {
      await history.backupCommand(FIRST, 'create', 'made');
      await history.backupCommand(FIRST, 'verify', 'verified');
      await history.backupCommand(LAST, 'verify', 'failed');
    });
    expect(figures).toMatchObject({ 'backups.runs': 1, 'backups.verified': 1, 'backups.failed': 1, 'backups.lastVerified': FIRST });
  });

  it('count files that are kept: not those that hang on nothing, nor those removed as secrets', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], (at) => history.file(at, 1000));
      await history.file(FIRST, 7, { linked: false });
      await history.file(FIRST, 70, { removed: true });
    });
    expect(figures).toMatchObject({ 'storage.files': 4, 'storage.bytes': 4000, 'storage.added': 2000 });
  });

  it('count documents that came and went, without numbers that were voided', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], async (at) => {
        await history.incoming(at);
        await history.refusal(at);
      });
      await history.incoming(FIRST, { medium: 'electronic' });
      await history.incoming(FIRST, { voided: true });
      await history.incoming(OUTSIDE[0]!, { closedAt: LAST });
      await history.incoming(OUTSIDE[0]!, { closedAt: SPAN.to });
    });
    expect(figures).toMatchObject({ 'documents.incoming': 3, 'documents.electronic': 1, 'documents.closed': 1, 'documents.refused': 2, 'documents.issued': 0 });
  });

  it('count what was done in time and late: at its deadline is in time', async () => {
    const figures = await figuresOf(async (history) => {
      await each([...OUTSIDE, ...INSIDE], async (at) => {
        await history.task(at, at);
        await history.task(at, later(at, -1));
        await history.deadline(at, 'met');
        await history.deadline(at, 'missed');
      });
      await history.task(FIRST, null);
      await history.task(FIRST, FIRST, 'cancelled');
      await history.task(FIRST, FIRST, 'open');
      await history.deadline(FIRST, 'cancelled');
    });
    expect(figures).toMatchObject({ 'deadlines.tasksOnTime': 2, 'deadlines.tasksLate': 2, 'deadlines.tasksOverdue': 1, 'deadlines.casesMet': 2, 'deadlines.casesMissed': 2 });
  });

  it('each have a name and a meaning, and no two the same code', async () => {
    const figures = await test.database.transaction((tx) => readFigures(tx, SPAN, { hopName: (hop) => hop, severityName: (severity) => severity }));
    expect(figures.filter(({ name, meaning }) => name === '' || meaning === '')).toEqual([]);
    expect(new Set(figures.map(({ code }) => code)).size).toBe(figures.length);
  });
});
