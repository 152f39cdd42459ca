import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { createAccount, lockEverywhere } from '../index.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

it('an exposed account is locked here also where the process for the other systems is not deployed', async () => {
  await office.database.query(`insert into person (login, full_name) values ('cuongpv', 'Phan Văn Cường')`);
  await office.executor.execute(createAccount, { login: 'cuongpv' }, office.as('tungmt'));
  const input = { login: 'cuongpv', reason: 'lộ mật khẩu', systems: ['danhba'], tell: ['it'] };
  expect(await office.executor.execute(lockEverywhere, input, office.as('tungmt'))).toEqual({
    revokedSessions: 0,
    revokedTokens: [],
    instanceId: null,
  });
  expect(await office.database.query('select status from account')).toEqual([{ status: 'locked' }]);
});
