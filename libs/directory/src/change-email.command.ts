import type { Command } from '#runtime';
import { emailFindings } from './email-address.js';
import { PersonInvalidError, PersonNotFoundError } from './errors.js';

export interface ChangeEmailInput {
  readonly login: string;
  /** To which the office mails, such as the monthly report; null: nowhere. */
  readonly email: string | null;
}

/** Gives a person another e-mail address, or none. @throws PersonInvalidError, PersonNotFoundError */
export const changeEmail: Command<ChangeEmailInput, void> = {
  name: 'directory.change-email',
  async run(context, { login, email }) {
    const findings = emailFindings(email);
    if (findings.length > 0) throw new PersonInvalidError(findings);
    const [person] = await context.tx.query<{ email: string | null }>('select email from person where login = $1 for update', [login]);
    if (person === undefined) throw new PersonNotFoundError(login);
    if (person.email === email) {
      context.nothingChanged();
      return;
    }
    await context.tx.execute('update person set email = $2 where login = $1', [login, email]);
    context.audit({ subject: 'person', subjectId: login, detail: { old: { email: person.email }, new: { email } } });
  },
};
