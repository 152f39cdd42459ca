import type { Transaction } from '#database';
import { type Finding, isLogin, tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { emailFindings } from './email-address.js';
import { LoginTakenError, PersonInvalidError } from './errors.js';
import { loginFromName } from './login-rule.js';
import { nameFindings } from './name-findings.js';

export interface RegisterPersonInput {
  /** As it is written in decisions: family, middle, given name, with diacritics. */
  readonly fullName: string;
  /** Left out: made from the name by the rule of {@link loginFromName}, with a number where that is taken. */
  readonly login?: string;
  readonly email?: string;
}

interface Person {
  readonly fullName: string;
  readonly email: string | null;
}

/**
 * Takes a person into the directory, without a post and without an account.
 * @throws PersonInvalidError, LoginTakenError (only for a login that was asked for)
 */
export const registerPerson: Command<RegisterPersonInput, { login: string }> = {
  name: 'directory.register-person',
  async run(context, input) {
    const person: Person = { fullName: tidyLine(input.fullName), email: input.email ?? null };
    const wanted = input.login ?? loginFromName(person.fullName);
    const findings = faultsOf(person, wanted, input.login !== undefined);
    if (findings.length > 0) throw new PersonInvalidError(findings);
    const login = await insertUnderFreeLogin(context.tx, person, wanted, input.login === undefined);
    context.audit({ subject: 'person', subjectId: login, detail: { old: null, new: { ...person } } });
    return { login };
  },
};

function faultsOf(person: Person, login: string, loginWasGiven: boolean): Finding[] {
  const findings = nameFindings('fullName', person.fullName);
  if (findings.length === 0 && !isLogin(login)) {
    findings.push(
      loginWasGiven
        ? { where: 'login', what: 'is not a login', mend: '2 to 40 of a–z, 0–9 and . _ -, a letter first: cuongpv.' }
        : { where: 'fullName', what: 'gives no login', mend: 'Give the login too.' },
    );
  }
  return [...findings, ...emailFindings(person.email)];
}

/**
 * `cuongpv`, `cuongpv1`, `cuongpv2`, … Never one that anybody ever had, also only for signing in, nor a reserved one
 * (`taken_name`), nor the name of an address, whose mail is meant for another. An insert waits for another that takes the same login at this moment; the lock does for names.
 */
async function insertUnderFreeLogin(
  tx: Transaction,
  person: Person,
  wanted: string,
  mayNumber: boolean,
): Promise<string> {
  for (let number = 0; ; number++) {
    const login = number === 0 ? wanted : `${wanted}${number}`;
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('taken-name:' || $1, 0))`, [login]);
    const inserted = await tx.execute(
      `insert into person (login, full_name, email) select $1, $2, $3
       where not exists (select from taken_name where name = $1)
         and not exists (select from mailbox_address where split_part(address, '@', 1) = $1) on conflict do nothing`,
      [login, person.fullName, person.email],
    );
    if (inserted === 1) return login;
    if (!mayNumber) throw new LoginTakenError(login);
  }
}
