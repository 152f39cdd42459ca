import { tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { contactFields } from '../contact.js';
import { emailFindings } from '../email-address.js';
import { PersonInvalidError, PersonNotFoundError } from '../errors.js';
import { nameFindings } from '../name-findings.js';

/** All that the directory says of a person beside his posts. */
export const personSchema = z.strictObject({
  fullName: z.string().min(1).max(100).describe('Họ, chữ đệm và tên, có dấu, như trong quyết định.'),
  email: z.string().max(254).nullable().describe('Một địa chỉ; null: không có.'),
  ...contactFields,
});

export interface CorrectPersonInput extends z.output<typeof personSchema> {
  readonly login: string;
}

/**
 * Corrects what the directory says of a person. The login stays, also where it was made from a name that was wrong: rights,
 * documents and trail hang on it.
 * @throws PersonInvalidError, PersonNotFoundError
 */
export const correctPerson: Command<CorrectPersonInput, void> = {
  name: 'directory.correct-person',
  async run(context, { login, ...given }) {
    const person = { ...given, fullName: tidyLine(given.fullName) };
    const findings = [...nameFindings('fullName', person.fullName), ...emailFindings(person.email)];
    if (findings.length > 0) throw new PersonInvalidError(findings);
    const [old] = await context.tx.query<typeof person>(
      'select full_name as "fullName", email, phone, room from person where login = $1 for no key update',
      [login],
    );
    if (old === undefined) throw new PersonNotFoundError(login);
    const { fullName, email, phone, room } = person;
    if (old.fullName === fullName && old.email === email && old.phone === phone && old.room === room) return context.nothingChanged();
    await context.tx.execute('update person set full_name = $2, email = $3, phone = $4, room = $5 where login = $1', [login, fullName, email, phone, room]);
    context.audit({ subject: 'person', subjectId: login, detail: { old: { ...old }, new: { fullName, email, phone, room } } });
  },
};
