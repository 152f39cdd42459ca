import type { Transaction } from '#database';
import type { Finding } from '#foundation';

/** RFC 5321 §4.5.3.1.1, and only what every mail system takes: no quotes, no two dots, no diacritics. */
const LOCAL_PART = /^(?=.{2,64}$)[a-z0-9]+([._-][a-z0-9]+)*$/;

/** Whoever reads these gets mail that is not meant for him, or is believed what he is not (RFC 2142). */
const RESERVED_LOCAL_PARTS: ReadonlySet<string> = new Set([
  'abuse', 'admin', 'administrator', 'daemon', 'hostmaster', 'mailer-daemon', 'no-reply', 'nobody', 'noreply', 'postmaster', 'root', 'security', 'webmaster',
]);

/** A name as DNS has them, with a dot in it (RFC 1123 §2.1). */
const DOMAIN = /^(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export function isMailDomain(text: string): boolean {
  return DOMAIN.test(text);
}

/** The name that the mailbox of a unit has by the rule: its code, `QLCN` gives `qlcn` (148/QĐ-SCT 2014 §4.1). */
export function localPartOfUnit(code: string): string {
  return code.toLowerCase();
}

/** What is wrong with the part before the @, whoever is to have it. */
export function localPartFindings(localPart: string): Finding[] {
  if (!LOCAL_PART.test(localPart)) {
    const mend = 'Two to 64 of a–z, 0–9, and . _ - between them: qlcn, vanthu.vp.';
    return [{ where: 'localPart', code: 'local-part-impossible', what: `${localPart} is no name of a mailbox`, mend }];
  }
  if (!RESERVED_LOCAL_PARTS.has(localPart)) return [];
  return [{ where: 'localPart', code: 'local-part-reserved', what: `${localPart} is reserved for the mail system`, mend: 'Choose another name.' }];
}

/** Who has or had an address, or would expect mail under it. */
export async function clashFindings(tx: Transaction, address: string, owner: { readonly login: string | null }): Promise<Finding[]> {
  const [taken] = await tx.query<{ unit: string | null; login: string | null }>(
    `select unit_code as unit, login from mailbox_address join mailbox on mailbox.id = mailbox_id where address = $1`,
    [address],
  );
  const mend = 'Give another name: nobody gets mail that was meant for another.';
  if (taken !== undefined) {
    return [{ where: 'localPart', code: 'address-taken', what: `${address} is or was that of ${taken.login ?? taken.unit}`, mend }];
  }
  const localPart = address.slice(0, address.indexOf('@'));
  const [person] = await tx.query('select from person where login = $1 and $1 is distinct from $2::text', [localPart, owner.login]);
  return person === undefined ? [] : [{ where: 'localPart', code: 'address-of-person', what: `${localPart} is the login of a person`, mend }];
}

/** Locks an address, so that two who want it at one moment come one after the other. */
export async function lockAddress(tx: Transaction, address: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('mailbox:' || $1, 0))`, [address]);
}
