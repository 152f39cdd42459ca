import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('the end of access, while no worker is there to carry it out', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' }, { worker: 'apart', openedAt: vn('2026-07-20 08:00') });
    for (const login of ['tuanda', 'vinhtq']) await api.as(login);
  }, 180_000);
  afterAll(() => api.close());

  const at = (time: string) => (api.clock.offsetMs = Date.parse(vn(time)) - Date.now());
  const me = async (login: string) => (await api.get(login, 'auth/me')).status;
  const signIn = async (login: string) => (await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login, password: DEMO_PASSWORD } })).statusCode;
  const leaves = { kind: 'leave', login: 'tuanda', number: '9/QĐ', decidedOn: '2026-07-15', agency: 'Sở', effectiveOn: '2026-07-24' };

  it('comes at the instant of the decision for sessions and sign-in; a decision without one ends it with the last day', async () => {
    const { body: made } = await api.post('vinhtq', 'personnel-decisions', leaves);
    expect((await api.get('vinhtq', `personnel-decisions/${made.id}`)).body.accessEndsAt).toBe('2026-07-24T17:00:00.000Z');
    at('2026-07-24 23:59');
    expect([await me('tuanda'), await signIn('tuanda')]).toEqual([200, 200]);
    at('2026-07-25 00:00');
    expect([await me('tuanda'), await signIn('tuanda')]).toEqual([401, 401]);
    const [account] = await api.office.database.query('select status from account where login = $1', ['tuanda']);
    expect(account).toEqual({ status: 'active' });
    expect(await me('vinhtq')).toBe(200);
  });
});
