import { listAudit } from '#audit';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { changeEmail, listPeople, registerPerson } from './index.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());

async function newPerson(): Promise<string> {
  return (await office.executor.execute(registerPerson, { fullName: 'Phan Văn Thư' }, office.as('yenlh'))).login;
}

const change = (login: string, email: string | null) => office.executor.execute(changeEmail, { login, email }, office.as('yenlh'));

describe('the e-mail address of a person', () => {
  it('is set, changed and taken away, each with a line in the trail, and the same once more is no change', async () => {
    const login = await newPerson();
    const addressOf = async () => (await listPeople(office.database, { onDate: '2026-06-15', search: login, limit: 1 })).items[0]!.email;
    for (const email of ['thupv@skhcn.example', 'thupv@skhcn.example', 'vt@skhcn.example', null]) {
      await change(login, email);
      expect(await addressOf()).toBe(email);
    }
    const { items } = await listAudit(office.database, { subjectId: login, limit: 10 });
    expect(items.map(({ detail }) => detail['new'])).toEqual([
      { email: null },
      { email: 'vt@skhcn.example' },
      { email: 'thupv@skhcn.example' },
      expect.objectContaining({ fullName: 'Phan Văn Thư' }),
    ]);
  });

  it.each(['', 'thupv', 'a@b@c', 'Thư <thupv@skhcn.example>', 'a@b.vn, c@d.vn', 'a@b.vn\r\nBcc: c@d.vn', `${'a'.repeat(250)}@b.vn`])(
    'is not %j',
    async (email) => {
      const login = await newPerson();
      await expect(change(login, email)).rejects.toMatchObject({
        code: 'directory.person-invalid',
        findings: [{ where: 'email' }],
      });
    },
  );

  it('is refused for a login that nobody has', async () => {
    await expect(change('khongai', null)).rejects.toMatchObject({ code: 'directory.person-not-found' });
  });
});
