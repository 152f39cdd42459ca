import type { Transaction } from '#database';
import type { Finding } from '#foundation';

/** RFC 5321 §4.5.3.1.1, and only what every mail system takes: no quotes, no two dots, no diacritics. */
const LOCAL_PART = /^(?=.{2,64}$)[a-z0-9]+([._-][a-z0-9]+)*$/;

/** A name as DNS has them, with a dot in it (RFC 1123 §2.1). */
const DOMAIN = /^(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

export function isMailDomain(text: string): boolean {
  return DOMAIN.test(text);
}

/** The name that the mailbox of a unit has by the rule: its code, `QLCN` gives `qlcn` (148/QĐ-SCT 2014 §4.1). */
export function localPartOfUnit(code: string): string {
  return code.toLowerCase();
}

/** What is wrong with how the part before the @ is written. */
export function localPartFindings(localPart: string): Finding[] {
  if (!LOCAL_PART.test(localPart)) {
    const mend = 'Two to 64 of a–z, 0–9, and . _ - between them: qlcn, vanthu.vp.';
    return [{ where: 'localPart', code: 'local-part-impossible', what: `${localPart} is no name of a mailbox`, mend }];
  }
  return [];
}

/**
 * Who has or had an address, or would expect mail under it: the holder of an address, or of a login or sign-in name
 * (`taken_name`), or nobody at all for a reserved word (RFC 2142).
 */
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
  const [named] = await tx.query<{ reserved: boolean }>(
    `select reason = 'reserved' as reserved from taken_name where name = $1 and (login is null or login is distinct from $2::text)
     union all select false from person where login = $1 and $1 is distinct from $2::text`,
    [localPart, owner.login],
  );
  if (named === undefined) return [];
  if (named.reserved) return [{ where: 'localPart', code: 'local-part-reserved', what: `${localPart} is reserved`, mend: 'Choose another name.' }];
  return [{ where: 'localPart', code: 'address-of-person', what: `${localPart} is the login of a person`, mend }];
}

/** Locks the name of an address, so that two who want it at one moment, also as a login, come one after the other. */
export async function lockAddress(tx: Transaction, address: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('taken-name:' || split_part($1, '@', 1), 0))`, [address]);
}
