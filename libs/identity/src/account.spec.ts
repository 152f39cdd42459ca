import { listAudit } from '#audit';
import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import type { ChangePasswordInput } from './change-password.js';
import {
  authenticate,
  changePassword,
  createAccount,
  listSessions,
  lockAccount,
  resetPassword,
  revokeAllSessions,
  revokeSession,
  signIn,
  unlockAccount,
} from './index.js';
import type { SignedIn } from './settle-sign-in.command.js';

const PASSWORD = 'Congvan@2026';
const NEW_PASSWORD = 'Van-thu#7916';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

function run<Input, Output>(command: Command<Input, Output>, input: Input): Promise<Output> {
  return office.executor.execute(command, input, office.as('tungmt'));
}

async function newPerson(login: string): Promise<string> {
  await office.database.query(`insert into person (login, full_name) values ($1, 'Đỗ Thị Lan Anh')`, [login]);
  return login;
}

async function newAccount(login: string): Promise<string> {
  await run(createAccount, { login: await newPerson(login), initialPassword: PASSWORD });
  return login;
}

function enter(login: string, password = PASSWORD, client?: string): Promise<SignedIn> {
  const dependencies = { ...office, sessionHours: 12, initialPasswordDays: 7 };
  return signIn(dependencies, { login, password, client }, 'r-1');
}

function change(login: string, input: Partial<ChangePasswordInput> & { sessionId: string }): Promise<void> {
  const complete = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, ...input };
  return changePassword(office, complete, office.as(login));
}

async function isOpen({ token }: SignedIn): Promise<boolean> {
  return (await authenticate(office.database, token, office.clock.now())) !== null;
}

describe('an account', () => {
  it('begins with a random password that must be changed, given once', async () => {
    const { initialPassword } = await run(createAccount, { login: await newPerson('begun') });
    expect(await enter('begun', initialPassword)).toMatchObject({ mustChangePassword: true });
    const { items: trail } = await listAudit(office.database, { subject: 'account', subjectId: 'begun', limit: 10 });
    expect(JSON.stringify(trail)).not.toContain(initialPassword);
  });

  it('is refused to nobody, twice to the same person, and with a weak password', async () => {
    await expect(run(createAccount, { login: 'nobody' })).rejects.toMatchObject({
      code: 'identity.account-without-person',
      findings: [expect.objectContaining({ where: 'login' })],
    });
    await newAccount('twice');
    await expect(run(createAccount, { login: 'twice' })).rejects.toMatchObject({ code: 'identity.account-exists' });
    const weak = { login: await newPerson('weak'), initialPassword: '12345678' };
    await expect(run(createAccount, weak)).rejects.toMatchObject({
      code: 'identity.password-unacceptable',
      findings: expect.arrayContaining([expect.objectContaining({ where: 'initialPassword', what: 'has no upper-case letter' })]),
    });
  });

  it('that a person locked ends its sessions at once and stays locked until it is unlocked', async () => {
    await newAccount('leaver');
    const session = await enter('leaver');
    await run(lockAccount, { login: 'leaver', reason: 'lộ mật khẩu' });
    expect(await isOpen(session)).toBe(false);
    await run(resetPassword, { login: 'leaver' });
    await expect(enter('leaver')).rejects.toMatchObject({ code: 'identity.sign-in-refused' });
    const { initialPassword } = await run(resetPassword, { login: 'leaver' });
    await expect(enter('leaver', initialPassword)).rejects.toMatchObject({ code: 'identity.sign-in-refused' });
    await run(unlockAccount, { login: 'leaver' });
    expect(await isOpen(await enter('leaver', initialPassword))).toBe(true);
    expect(await isOpen(session)).toBe(false);
    const { items: trail } = await listAudit(office.database, { subject: 'account', subjectId: 'leaver', limit: 20 });
    expect(trail.find(({ action }) => action === 'identity.lock-account')!.detail).toEqual({
      reason: 'lộ mật khẩu',
      old: { status: 'active' },
      new: { status: 'locked' },
      revokedSessions: [session.sessionId],
    });
  });

  it('must exist to be locked, unlocked or reset', async () => {
    const attempts = [
      run(lockAccount, { login: 'nobody', reason: '' }),
      run(unlockAccount, { login: 'nobody' }),
      run(resetPassword, { login: 'nobody' }),
    ];
    const refusal = { code: 'identity.account-not-found', kind: 'not-found' };
    await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject(refusal)));
  });
});

describe('changing the own password', () => {
  it('keeps the session that asks, ends the others, and frees the account for work', async () => {
    await newAccount('changer');
    const [here, elsewhere] = [await enter('changer'), await enter('changer')];
    await change('changer', { sessionId: here.sessionId });
    expect(await isOpen(elsewhere)).toBe(false);
    const holder = await authenticate(office.database, here.token, office.clock.now());
    expect(holder).toMatchObject({ login: 'changer', mustChangePassword: false });
    await expect(enter('changer')).rejects.toMatchObject({ code: 'identity.sign-in-refused' });
    expect(await enter('changer', NEW_PASSWORD)).toMatchObject({ mustChangePassword: false });
  });

  it('needs another password that follows the rule', async () => {
    await newAccount('lazy');
    const { sessionId } = await enter('lazy');
    await expect(change('lazy', { sessionId, newPassword: 'Lazy@2026xyz' })).rejects.toMatchObject({
      findings: [{ where: 'newPassword', what: 'contains the login' }],
    });
    await expect(change('lazy', { sessionId, newPassword: PASSWORD })).rejects.toMatchObject({
      findings: [{ where: 'newPassword', what: 'is the current password' }],
    });
  });

  it('counts a wrong current password like a failed sign-in, up to the lock', async () => {
    await newAccount('hijacked');
    const { sessionId } = await enter('hijacked');
    const refused = { code: 'identity.current-password-refused' };
    for (let count = 0; count < 5; count++) {
      await expect(change('hijacked', { sessionId, currentPassword: 'Doan-mo@1' })).rejects.toMatchObject(refused);
    }
    await expect(change('hijacked', { sessionId })).rejects.toMatchObject(refused);
    const { items } = await listAudit(office.database, { subject: 'account', subjectId: 'hijacked', limit: 1 });
    const [last] = items;
    expect(last).toMatchObject({
      action: 'identity.change-password',
      detail: { outcome: 'refused', reason: 'locked-after-failures' },
    });
  });

  it('happens once when it is asked for twice at the same moment', async () => {
    await newAccount('double');
    const { sessionId } = await enter('double');
    const outcomes = await Promise.allSettled([
      change('double', { sessionId, newPassword: 'Lan-mot#2026' }),
      change('double', { sessionId, newPassword: 'Lan-hai#2026' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('resetting a password', () => {
  it('gives a new one once, ends all sessions and the lock after failures', async () => {
    await newAccount('forgetful');
    const session = await enter('forgetful');
    for (let count = 0; count < 5; count++) await enter('forgetful', 'Quen-roi@1').catch(() => undefined);
    const { initialPassword } = await run(resetPassword, { login: 'forgetful' });
    expect(await isOpen(session)).toBe(false);
    await expect(enter('forgetful')).rejects.toMatchObject({ code: 'identity.sign-in-refused' });
    expect(await enter('forgetful', initialPassword)).toMatchObject({ mustChangePassword: true });
  });
});

describe('sessions', () => {
  it('are listed newest first while they are open', async () => {
    await newAccount('listed');
    const first = await enter('listed', PASSWORD, 'Firefox');
    office.clock.advance(60_000);
    const second = await enter('listed');
    const rows = await listSessions(office.database, 'listed');
    expect(rows).toEqual([
      { sessionId: second.sessionId, client: null, createdAt: expect.any(String), expiresAt: second.expiresAt },
      { sessionId: first.sessionId, client: 'Firefox', createdAt: expect.any(String), expiresAt: first.expiresAt },
    ]);
    office.clock.advance(Date.parse(first.expiresAt) - office.clock.now().getTime());
    expect((await listSessions(office.database, 'listed')).map(({ sessionId }) => sessionId)).toEqual([second.sessionId]);
  });

  it('are ended by their owner or an administrator, once, and never by somebody else', async () => {
    await newAccount('owner');
    await newAccount('thief');
    const [own, other] = [await enter('owner'), await enter('owner')];
    await expect(run(revokeSession, { sessionId: own.sessionId, ownedBy: 'thief' })).rejects.toMatchObject({
      code: 'identity.session-not-found',
    });
    expect(await isOpen(own)).toBe(true);
    await run(revokeSession, { sessionId: own.sessionId, ownedBy: 'owner' });
    expect(await isOpen(own)).toBe(false);
    await expect(run(revokeSession, { sessionId: own.sessionId })).rejects.toMatchObject({ kind: 'not-found' });
    await run(revokeSession, { sessionId: other.sessionId });
    expect(await listSessions(office.database, 'owner')).toEqual([]);
  });

  it('end all at once, but for the one that asks', async () => {
    await newAccount('everywhere');
    const [here] = [await enter('everywhere'), await enter('everywhere'), await enter('everywhere')];
    const butThis = { login: 'everywhere', exceptSessionId: here.sessionId };
    expect(await run(revokeAllSessions, butThis)).toEqual({ revoked: 2 });
    expect(await isOpen(here)).toBe(true);
    expect(await run(revokeAllSessions, { login: 'everywhere' })).toEqual({ revoked: 1 });
    expect(await isOpen(here)).toBe(false);
  });
});
