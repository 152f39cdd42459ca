import { listAudit } from '#audit';
import type { Database } from '#database';
import { appoint, createMailbox, createUnit, registerPerson, setMailDomain } from '#directory';
import { changeAgency, grantSigningAuthority } from '#documents';
import { CongvanError, newId } from '#foundation';
import { createAccount } from '#identity';
import type { Command, CommandExecutor } from '#runtime';
import { DEMO_AUTHORITIES, DEMO_PASSWORD, DEMO_SINCE, DEMO_AGENCY, DEMO_MAIL_DOMAIN, DEMO_PEOPLE, DEMO_UNIT_MAILBOXES, DEMO_UNITS } from './demo-office.js';

/** The database belongs to a real office: the demo office, whose password everybody knows, must not move in. */
export class OfficeNotEmptyError extends CongvanError {
  readonly code = 'standalone.office-not-empty';
  readonly kind = 'conflict';

  constructor() {
    super(
      'The database has people who are not of the demo office, so the demo office was not created. ' +
        'Point DATABASE_URL at an empty database to see it.',
    );
  }
}

/**
 * Fills an empty database with the demo office, its people and their accounts, in one transaction; where that was done
 * before it does nothing, whatever people have changed in the office since.
 *
 * @returns whether the office is the demo office because of this call.
 * @throws OfficeNotEmptyError
 */
export async function seedDemoOffice(executor: CommandExecutor, database: Database): Promise<boolean> {
  const { items: seedings } = await listAudit(database, { subject: SUBJECT, limit: 1 });
  if (seedings.length > 0) return false;
  return executor.execute(seed, undefined, { actor: 'system:demo-office', requestId: newId() });
}

/** The entry of the audit trail that says whether the office has been seeded: it cannot be edited away. */
const SUBJECT = 'demo-office';

const seed: Command<void, boolean> = {
  name: 'standalone.seed-demo-office',
  async run(context) {
    // Two programs started at once on one database: the second waits here and then finds the office made.
    await context.tx.execute('lock table person in share row exclusive mode');
    const [found] = await context.tx.query<{ seeded: boolean; inhabited: boolean }>(
      `select exists (select from audit_entry where subject = $1) as seeded, exists (select from person) as inhabited`,
      [SUBJECT],
    );
    if (found!.seeded) {
      context.nothingChanged();
      return false;
    }
    if (found!.inhabited) throw new OfficeNotEmptyError();
    await context.run(changeAgency, DEMO_AGENCY);
    await context.run(setMailDomain, { domain: DEMO_MAIL_DOMAIN });
    for (const unit of DEMO_UNITS) await context.run(createUnit, unit);
    for (const { login, fullName, posts } of DEMO_PEOPLE) {
      await context.run(registerPerson, { login, fullName });
      for (const post of posts) await context.run(appoint, { login, from: DEMO_SINCE, ...post });
      await context.run(createMailbox, { kind: 'personal', login });
      await context.run(createAccount, { login, initialPassword: DEMO_PASSWORD, mustChangePassword: false });
    }
    for (const { code: unit } of DEMO_UNITS) await context.run(createMailbox, { kind: 'unit', unit });
    for (const mailbox of DEMO_UNIT_MAILBOXES) await context.run(createMailbox, { kind: 'unit', ...mailbox });
    for (const authority of DEMO_AUTHORITIES) await context.run(grantSigningAuthority, { ...authority, validFrom: DEMO_SINCE, groups: ['admin'] });
    const detail = { units: DEMO_UNITS.length, people: DEMO_PEOPLE.length };
    context.audit({ subject: SUBJECT, subjectId: 'office', detail });
    return true;
  },
};
