import { dateInZone, type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { MailboxRefusedError, MailDomainMissingError } from './errors.js';
import { clashFindings, localPartFindings, localPartOfUnit, lockAddress } from './mailbox-address.js';

const localPart = z.string().trim().max(64);

/** A mailbox as somebody asks for it. */
export const newMailboxSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('personal'),
    login: z.string().min(1).max(40).describe('Tên đăng nhập của chủ hộp thư; địa chỉ lấy theo tên ấy.'),
    localPart: localPart.optional().describe('Phần trước @ khi khác tên đăng nhập.'),
  }),
  z.strictObject({
    kind: z.literal('unit'),
    unit: z.string().max(20).describe('Mã đơn vị.'),
    localPart: localPart.optional().describe('Phần trước @; bỏ trống: mã đơn vị viết thường. Hộp thư thứ hai của đơn vị phải ghi.'),
    purpose: z.string().trim().min(1).max(200).optional().describe('Dùng vào việc gì, khi đơn vị có nhiều hộp thư.'),
  }),
]);
export type NewMailbox = z.output<typeof newMailboxSchema>;

export interface CreatedMailbox {
  readonly id: string;
  readonly address: string;
}

/**
 * Makes the mailbox of a person, who has one alone, or one of the mailboxes of a unit (290/QĐ-BTP 2010 §4), under an address
 * that nobody ever had. That of a unit belongs to its head from the beginning.
 * @throws MailDomainMissingError, MailboxRefusedError with everything that is wrong
 */
export const createMailbox: Command<NewMailbox, CreatedMailbox> = {
  name: 'directory.create-mailbox',
  async run(context, wanted) {
    const { tx, now } = context;
    const [agency] = await tx.query<{ domain: string | null }>('select mail_domain as domain from agency');
    if (!agency?.domain) throw new MailDomainMissingError();
    const { findings, head } = await lookAtOwner(context, wanted);
    const address = await freeAddress(context, wanted, agency.domain, findings);
    if (findings.length > 0) throw new MailboxRefusedError(findings);
    const id = newId();
    const [login, unit, purpose] = wanted.kind === 'personal' ? [wanted.login, null, null] : [null, wanted.unit, wanted.purpose ?? null];
    await tx.execute(
      `insert into mailbox (id, kind, login, unit_code, purpose, status, managed_by, created_at, changed_at)
       values ($1, $2, $3, $4, $5, 'active', $6, $7, $7)`,
      [id, wanted.kind, login, unit, purpose, head, now],
    );
    await tx.execute('insert into mailbox_address (address, mailbox_id, since) values ($1, $2, $3)', [address, id, now]);
    context.audit({ subject: 'mailbox', subjectId: id, detail: { old: null, new: { address, login, unit, purpose, managedBy: head } } });
    return { id, address };
  },
};

/** Locks the owner, so that nobody gets two at one moment. @returns who heads the unit, of several who came first */
async function lookAtOwner({ tx, now, zone }: CommandContext, wanted: NewMailbox): Promise<{ findings: Finding[]; head: string | null }> {
  if (wanted.kind === 'personal') {
    const [person] = await tx.query<{ has: boolean }>(
      `select exists (select from mailbox where mailbox.login = person.login and status <> 'removed') as has from person where login = $1 for no key update`,
      [wanted.login],
    );
    if (person === undefined) return { findings: [{ where: 'login', code: 'person-unknown', what: `there is no person ${wanted.login}` }], head: null };
    const findings = person.has ? [{ where: 'login', code: 'has-mailbox', what: 'has a mailbox already', mend: 'One person has one mailbox.' }] : [];
    return { findings, head: null };
  }
  const today = dateInZone(now, zone);
  const [unit] = await tx.query<{ lives: boolean; heads: string[] }>(
    `select lives_on(unit, $2) as lives,
            array(select login from heads_of_unit(code, $2) as head(login)
                  order by (select min(valid_from) from post where post.login = head.login), login) as heads
     from unit where code = $1 for no key update`,
    [wanted.unit, today],
  );
  if (unit === undefined) return { findings: [{ where: 'unit', code: 'unit-unknown', what: `there is no unit ${wanted.unit}` }], head: null };
  if (!unit.lives) return { findings: [{ where: 'unit', code: 'unit-ended', what: 'has ended or not begun' }], head: null };
  return { findings: [], head: unit.heads[0] ?? null };
}

/**
 * The address that is asked for, or that of the rule: for a person whose login is somebody’s address already, or that of a
 * unit, with a number behind it (148/QĐ-SCT 2014 §4.2).
 */
async function freeAddress({ tx }: CommandContext, wanted: NewMailbox, domain: string, findings: Finding[]): Promise<string> {
  const byRule = wanted.kind === 'personal' ? wanted.login : localPartOfUnit(wanted.unit);
  const mayNumber = wanted.kind === 'personal' && wanted.localPart === undefined;
  for (let number = 0; ; number++) {
    const name = `${wanted.localPart?.toLowerCase() ?? byRule}${number === 0 ? '' : number}`;
    const address = `${name}@${domain}`;
    await lockAddress(tx, address);
    const impossible = localPartFindings(name);
    const clashes = await clashFindings(tx, address, { login: wanted.kind === 'personal' ? wanted.login : null });
    if (mayNumber && impossible.length === 0 && clashes.length > 0) continue;
    findings.push(...impossible, ...clashes);
    return address;
  }
}
