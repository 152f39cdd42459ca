import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => (api = await startApi({ EXPOSURE_REPORTERS: 'self,head,it' })), 120_000);
afterAll(() => api.close());

const EMERGENCY = { reason: 'Trực bão' };
const FORBIDDEN = { status: 403, body: { code: 'identity.account-privileged' } };

it.each(['tungmt', 'namcn', 'baotq', 'vinhtq', 'dungnh'])('only an administrator gives %s, whose posts open others, a password or an open account', async (login) => {
  for (const act of ['reset-password', 'reissue', 'unlock']) {
    expect(await api.post('sonlt', `accounts/${login}/${act}`, act === 'unlock' ? undefined : EMERGENCY)).toMatchObject(FORBIDDEN);
  }
  expect((await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login, password: DEMO_PASSWORD } })).statusCode).toBe(200);
});

it('IT gives everybody else a password, and an administrator anybody', async () => {
  expect((await api.post('sonlt', 'accounts/cuongpv/reset-password', EMERGENCY)).status).toBe(200);
  expect((await api.post('tungmt', 'accounts/namcn/reset-password', EMERGENCY)).status).toBe(200);
  expect((await api.post('sonlt', 'accounts/nobody/unlock')).body).toMatchObject({ code: 'identity.account-not-found' });
});

it('a post that opens others counts from its decision on, also for who has no account yet', async () => {
  const post = { unit: 'CNTT', role: 'admin', title: 'Quản trị', from: '2099-01-01', basis: 'QĐ 1' };
  const person = await api.post('vinhtq', 'people', { fullName: 'Lê Thị Mơ' });
  expect((await api.post('tungmt', 'posts', { ...post, login: person.body.login })).status).toBe(201);
  expect(await api.post('sonlt', `accounts/${person.body.login}`)).toMatchObject(FORBIDDEN);
  expect((await api.post('tungmt', `accounts/${person.body.login}`)).status).toBe(201);
});

it('personnel makes nobody IT', async () => {
  const post = { login: 'maint', unit: 'CNTT', role: 'it', title: 'Quản trị mạng', from: '2099-01-01', basis: 'QĐ 2' };
  expect(await api.post('vinhtq', 'posts', post)).toMatchObject({ status: 403, body: { code: 'directory.appointment-forbidden' } });
  expect((await api.post('tungmt', 'posts', post)).status).toBe(201);
});
