import { listAudit } from '#audit';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { SignInRefusedError } from './errors.js';
import { authenticate, createAccount, lockAccount, resetPassword, signIn, unlockAccount } from './index.js';
import { FAILURES_BEFORE_LOCK, LOCK_MINUTES } from './password-check.js';
import type { SignedIn } from './settle-sign-in.command.js';

const PASSWORD = 'Congvan@2026';
const WRONG = 'Sai-mat-khau1';
const MINUTE = 60_000;

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

/** Everybody in these tests is called alike; only the login differs. */
async function newAccount(login: string, mustChangePassword = false): Promise<void> {
  await office.database.query(`insert into person (login, full_name) values ($1, 'Phan Văn Cường')`, [login]);
  const input = { login, initialPassword: PASSWORD, mustChangePassword };
  await office.executor.execute(createAccount, input, office.as('tungmt'));
}

function attempt(login: string, password = PASSWORD, client?: string): Promise<SignedIn> {
  const dependencies = { ...office, sessionHours: 12, initialPasswordDays: 7 };
  return signIn(dependencies, { login, password, client }, 'r-1');
}

async function fail(login: string, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await expect(attempt(login, WRONG)).rejects.toThrow(SignInRefusedError);
  }
}

async function lastAudit(subjectId: string) {
  const { items } = await listAudit(office.database, { subject: 'account', subjectId, limit: 1 });
  const [entry] = items;
  return { action: entry?.action, actor: entry?.actor, detail: entry?.detail };
}

describe('signing in', () => {
  it('opens a session for the right password and says who holds it', async () => {
    await newAccount('one');
    const { token, sessionId, ...rest } = await attempt(' One ');
    expect(rest).toEqual({ login: 'one', expiresAt: expect.any(String), mustChangePassword: false });
    expect(await authenticate(office.database, token, office.clock.now())).toEqual({
      sessionId,
      login: 'one',
      fullName: 'Phan Văn Cường',
      mustChangePassword: false,
    });
    expect(await lastAudit('one')).toEqual({
      action: 'identity.sign-in',
      actor: 'one',
      detail: { outcome: 'signed-in', sessionId, expiresAt: rest.expiresAt },
    });
  });

  it('with a first password works for some days, and again once it is issued anew', async () => {
    await newAccount('unused', true);
    await newAccount('settled');
    office.clock.advance(7 * 24 * 60 * MINUTE - 1000);
    expect(await attempt('unused')).toMatchObject({ mustChangePassword: true });
    office.clock.advance(1000);
    await expect(attempt('unused')).rejects.toThrow(SignInRefusedError);
    expect(await lastAudit('unused')).toMatchObject({ detail: { outcome: 'refused', reason: 'initial-password-expired' } });
    expect(await attempt('settled')).toMatchObject({ mustChangePassword: false });
    const { initialPassword } = await office.executor.execute(resetPassword, { login: 'unused' }, office.as('tungmt'));
    expect(await attempt('unused', initialPassword)).toMatchObject({ mustChangePassword: true });
  });

  it('stores neither the token nor anything of the password in the clear', async () => {
    await newAccount('stored');
    const { token } = await attempt('stored');
    const [row] = await office.database.query<{ everything: string }>(
      `select (select string_agg(account::text, '') from account) || (select string_agg(session::text, '') from session)
              || (select string_agg(audit_entry::text, '') from audit_entry) as everything`,
    );
    expect(row!.everything).not.toContain(token.slice(3));
    expect(row!.everything).not.toContain(PASSWORD);
  });

  it('tells by the session whether the initial password must be changed first', async () => {
    await newAccount('fresh', true);
    const { token, mustChangePassword } = await attempt('fresh');
    expect(mustChangePassword).toBe(true);
    expect(await authenticate(office.database, token, office.clock.now())).toMatchObject({ mustChangePassword: true });
  });

  it('ends by itself when its hours are over', async () => {
    await newAccount('late');
    const { token, expiresAt } = await attempt('late');
    const end = Date.parse(expiresAt);
    expect(end - office.clock.now().getTime()).toBeGreaterThan(12 * 60 * MINUTE - MINUTE);
    expect(await authenticate(office.database, token, new Date(end - 1))).not.toBeNull();
    expect(await authenticate(office.database, token, new Date(end))).toBeNull();
  });

  it('knows no token but those it gave out', async () => {
    expect(await authenticate(office.database, `cv_${'a'.repeat(43)}`, office.clock.now())).toBeNull();
    expect(await authenticate(office.database, `' or true --`, office.clock.now())).toBeNull();
  });
});

describe('a refused sign-in', () => {
  it('looks the same whether the login, the password or the account is to blame', async () => {
    await newAccount('locked');
    await office.executor.execute(lockAccount, { login: 'locked', reason: 'nghỉ việc' }, office.as('tungmt'));
    await newAccount('wrong');
    const seen = await Promise.allSettled([
      attempt('nobody'),
      attempt('wrong', WRONG),
      attempt('locked'),
      attempt('', ''),
      attempt('a\u0000b'),
    ]);
    const refused = { status: 'rejected', reason: new SignInRefusedError() };
    expect(seen).toEqual(seen.map(() => refused));
  });

  it('is in the audit trail with its reason although it throws', async () => {
    await newAccount('tried');
    await fail('tried', 1);
    expect(await lastAudit('tried')).toEqual({
      action: 'identity.sign-in',
      actor: 'system:sign-in',
      detail: { outcome: 'refused', reason: 'wrong-password', lockedUntil: null },
    });
    await expect(attempt('stranger')).rejects.toThrow(SignInRefusedError);
    expect(await lastAudit('stranger')).toMatchObject({ detail: { outcome: 'refused', reason: 'unknown-login' } });
  });

  it('does not keep a password that was typed into the field of the login', async () => {
    await expect(attempt(PASSWORD)).rejects.toThrow(SignInRefusedError);
    expect(await lastAudit('(not a login)')).toMatchObject({ detail: { reason: 'unknown-login' } });
    expect((await listAudit(office.database, { subjectId: PASSWORD.toLowerCase(), limit: 1 })).items).toEqual([]);
  });
});

describe('the lock after failed sign-ins', () => {
  it('closes the account after five in a row, for a quarter of an hour', async () => {
    await newAccount('guessed');
    await fail('guessed', FAILURES_BEFORE_LOCK);
    const { detail } = await lastAudit('guessed');
    expect(detail).toEqual({ outcome: 'refused', reason: 'wrong-password', lockedUntil: expect.any(String) });
    await expect(attempt('guessed')).rejects.toThrow(SignInRefusedError);
    expect(await lastAudit('guessed')).toMatchObject({ detail: { reason: 'locked-after-failures' } });
    office.clock.advance((LOCK_MINUTES - 1) * MINUTE);
    await expect(attempt('guessed')).rejects.toThrow(SignInRefusedError);
    office.clock.advance(MINUTE);
    expect(await attempt('guessed')).toMatchObject({ login: 'guessed' });
  });

  it('counts only failures in a row', async () => {
    await newAccount('clumsy');
    await fail('clumsy', FAILURES_BEFORE_LOCK - 1);
    await attempt('clumsy');
    await fail('clumsy', FAILURES_BEFORE_LOCK - 1);
    expect(await attempt('clumsy')).toMatchObject({ login: 'clumsy' });
  });

  it('does not close sessions that are open', async () => {
    await newAccount('working');
    const { token } = await attempt('working');
    await fail('working', FAILURES_BEFORE_LOCK);
    expect(await authenticate(office.database, token, office.clock.now())).not.toBeNull();
  });

  it('is lifted by who unlocks the account', async () => {
    await newAccount('helped');
    await fail('helped', FAILURES_BEFORE_LOCK);
    await office.executor.execute(unlockAccount, { login: 'helped' }, office.as('tungmt'));
    expect(await attempt('helped')).toMatchObject({ login: 'helped' });
  });

  it('counts guesses that are sent at once like guesses sent one by one', async () => {
    await newAccount('stormed');
    const guesses = Array.from({ length: 12 }, () => attempt('stormed', WRONG));
    await Promise.allSettled(guesses);
    const { items: trail } = await listAudit(office.database, { subject: 'account', subjectId: 'stormed', limit: 20 });
    const reasons = trail.map(({ detail }) => detail['reason']).filter((reason) => reason !== undefined);
    expect(reasons.filter((reason) => reason === 'wrong-password')).toHaveLength(FAILURES_BEFORE_LOCK);
    expect(reasons.filter((reason) => reason === 'locked-after-failures')).toHaveLength(12 - FAILURES_BEFORE_LOCK);
  });
});
