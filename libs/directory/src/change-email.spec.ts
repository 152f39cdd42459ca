import { listAudit } from '#audit';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { changeEmail, correctPerson, createUnit, listPeople, registerPerson } from './index.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  await office.executor.execute(createUnit, { code: 'VT', name: 'Văn thư', kind: 'office' }, office.as('yenlh'));
});
afterAll(() => office.close());

async function newPerson(): Promise<string> {
  return (await office.executor.execute(registerPerson, { fullName: 'Phan Văn Thư' }, office.as('yenlh'))).login;
}

const change = (login: string, email: string | null) => office.executor.execute(changeEmail, { login, email }, office.as('yenlh'));

const correct = (login: string, email: string | null, fullName = 'Phan Văn Thư') =>
  office.executor.execute(correctPerson, { login, email, fullName, phone: null, room: null }, office.as('yenlh'));

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

  it.each([
    ['alone', (login: string, email: string | null) => change(login, email)],
    ['with the rest of what is said of him', (login: string, email: string | null) => correct(login, email)],
  ])('is refused, changed %s, where it is that of somebody else or of a mailbox that is not his, and kept where it was so before', async (_how, give) => {
    const [one, other] = [await newPerson(), await newPerson()];
    await give(one, `${one}@skhcn.example`);
    const taken = { code: 'directory.person-invalid', findings: [{ where: 'email', code: 'email-of-another', what: `is the address of ${one}` }] };
    await expect(give(other, `${one.toUpperCase()}@skhcn.example`)).rejects.toMatchObject(taken);
    await office.database.query(
      `with made as (
         insert into mailbox (id, kind, unit_code, status, created_at, changed_at) values (gen_random_uuid(), 'unit', 'VT', 'active', now(), now()) returning id)
       insert into mailbox_address (address, mailbox_id, since) select $1, id, now() from made`,
      [`hop-${one}@skhcn.example`],
    );
    await expect(give(other, `hop-${one}@skhcn.example`)).rejects.toMatchObject({ findings: [{ code: 'email-of-another', what: 'is the address of VT' }] });
    await office.database.query('update person set email = $2 where login = $1', [other, `${one}@skhcn.example`]);
    await give(other, `${one}@skhcn.example`);
    await give(other, null);
  });

  it('leaves a line of its own in the trail where it is corrected with the name', async () => {
    const login = await newPerson();
    await correct(login, `${login}@vd.example`, 'Phan Thị Thư');
    const { items } = await listAudit(office.database, { subjectId: login, limit: 10 });
    expect(items.slice(0, 2).map(({ detail }) => detail['new'])).toEqual(
      expect.arrayContaining([{ email: `${login}@vd.example` }, { fullName: 'Phan Thị Thư', phone: null, room: null }]),
    );
  });

  it('is refused for a login that nobody has', async () => {
    await expect(change('khongai', null)).rejects.toMatchObject({ code: 'directory.person-not-found' });
  });
});
