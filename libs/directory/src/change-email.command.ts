import type { Finding } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { emailFindings } from './email-address.js';
import { PersonInvalidError, PersonNotFoundError } from './errors.js';

export interface ChangeEmailInput {
  readonly login: string;
  /** To which the office mails, such as the monthly report; null: nowhere. */
  readonly email: string | null;
}

/**
 * Gives a person another e-mail address, or none: the only way in which one is changed.
 * @throws PersonInvalidError, also where it is that of somebody else; PersonNotFoundError
 */
export const changeEmail: Command<ChangeEmailInput, void> = {
  name: 'directory.change-email',
  async run(context, { login, email }) {
    const findings = emailFindings(email);
    if (findings.length > 0) throw new PersonInvalidError(findings);
    const [person] = await context.tx.query<{ email: string | null }>('select email from person where login = $1 for no key update', [login]);
    if (person === undefined) throw new PersonNotFoundError(login);
    if (person.email === email) {
      context.nothingChanged();
      return;
    }
    const taken = await takenEmailFindings(context, login, email);
    if (taken.length > 0) throw new PersonInvalidError(taken);
    await context.tx.execute('update person set email = $2 where login = $1', [login, email]);
    context.audit({ subject: 'person', subjectId: login, detail: { old: { email: person.email }, new: { email } } });
  },
};

/**
 * What is meant for one person reaches nobody else: an address that somebody else has, or that is or was the mailbox of another
 * person or of a unit, is not given.
 */
export async function takenEmailFindings({ tx }: Pick<CommandContext, 'tx'>, login: string, email: string | null): Promise<Finding[]> {
  if (email === null) return [];
  // Two who are given one address at once would each find it free.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('person-email:' || lower($1), 0))`, [email]);
  const taken = await tx.query<{ holder: string }>(
    `select login as holder from person where lower(email) = lower($2) and login <> $1
     union all
     select coalesce(m.login, m.unit_code) from mailbox_address a join mailbox m on m.id = a.mailbox_id
     where a.address = lower($2) and m.login is distinct from $1 limit 1`,
    [login, email],
  );
  return taken.map(({ holder }) => ({ where: 'email', code: 'email-of-another', what: `is the address of ${holder}`, mend: 'Write the address that is his alone.' }));
}
