import { PermanentFailure } from '#runtime';
import type { AccountSystems } from './account-systems.js';

/** What the account of a person says about him. */
export interface Person {
  readonly fullName: string;
  /** Of his mailbox; where he has none, the address that the directory knows. */
  readonly mail: string | null;
  /** What the person signs in with. */
  readonly name: string;
}

/** As the directory has it. @throws PermanentFailure */
export async function personOf({ tools }: AccountSystems, login: string): Promise<Person> {
  const [person] = await tools.database.query<Person>(
    `select full_name as "fullName", coalesce(box.address, email) as mail, coalesce(account.sign_in_name, person.login) as name
     from person left join account on account.login = person.login
       left join (select mailbox.login, address from mailbox join mailbox_address on mailbox_id = mailbox.id and until is null
                  where status in ('active', 'suspended')) as box on box.login = person.login
     where person.login = $1`,
    [login],
  );
  if (person === undefined) throw new PermanentFailure(`There is no person ${login}: register the person first, then try again.`);
  return person;
}
