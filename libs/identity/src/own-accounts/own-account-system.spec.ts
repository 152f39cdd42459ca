import { itKeepsTheContract } from '../../../../test/support/account-system-contract.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { signIn } from '../index.js';
import { OwnAccountSystem } from './own-account-system.js';

function maySignIn(office: TestOffice, login: string, password: string): Promise<boolean> {
  return signIn({ ...office, sessionHours: 12, initialPasswordDays: 7 }, { login, password }, 'r-1').then(
    () => true,
    () => false,
  );
}

async function enroll(office: TestOffice, people: readonly { readonly key: string; readonly fullName: string }[]): Promise<void> {
  await office.database.query(
    `insert into person (login, full_name, email) select login, name, login || '@sct.example' from unnest($1::text[], $2::text[]) as p(login, name)
     on conflict (login) do update set full_name = excluded.full_name, email = null`,
    [people.map(({ key }) => key), people.map(({ fullName }) => fullName)],
  );
}

describe('our own tables as an account system', () => {
  itKeepsTheContract(
    async () => {
      const office = await openTestOffice();
      return {
        system: new OwnAccountSystem(office),
        enroll: (people) => enroll(office, people),
        fill: async (people) => {
          await office.database.query(
            `insert into account (login, password_hash, status, must_change_password, created_at, password_changed_at)
             select unnest($1::text[]), 'none', 'active', true, now(), now()`,
            [people.map(({ key }) => key)],
          );
        },
        maySignIn: (name, password) => maySignIn(office, name, password),
        close: () => office.close(),
      };
    },
    { ownTables: true },
  );
});
