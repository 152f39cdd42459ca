import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { type LockedMailbox } from '../mailboxes/locked-mailbox.js';
import { clashFindings, localPartFindings, lockAddress } from '../mailboxes/mailbox-address.js';
import { NEXT_STATUSES } from '../mailboxes/mailbox-status.js';
import type { MailboxRequestKind } from './mailbox-request.js';
import type { Wanted } from './mailbox-request.schema.js';

/** A request as it is looked at: when it is made, and again before it is carried out. */
export interface Looked {
  readonly kind: MailboxRequestKind;
  readonly unit: string;
  /** Null: to be made. */
  readonly mailbox: LockedMailbox | null;
  /** That it has, or shall have. */
  readonly address: string;
  readonly wanted: Wanted;
}

const STATUS_AFTER = { suspend: 'suspended', resume: 'active', remove: 'removed' } as const;

/** What is wrong with a request, all of it at once. */
export async function findFaults(context: CommandContext, looked: Looked): Promise<Finding[]> {
  const { heads, findings } = await ofUnit(context, looked);
  return [...findings, ...ofStatus(looked), ...(await ofAddress(context, looked)), ...(await ofPeople(context, looked, heads))];
}

/** A mailbox that nobody answers for helps nobody, but may go. */
async function ofUnit({ tx, now, zone }: CommandContext, { kind, unit }: Looked): Promise<{ heads: readonly string[]; findings: Finding[] }> {
  const [found] = await tx.query<{ lives: boolean; heads: string[] }>(
    `select lives_on(unit, $2) as lives, array(select heads_of_unit(code, $2)) as heads from unit where code = $1`,
    [unit, dateInZone(now, zone)],
  );
  if (found === undefined) return { heads: [], findings: [{ where: 'unit', code: 'unit-unknown', what: `there is no unit ${unit}` }] };
  const findings: Finding[] = [];
  if (kind === 'create' && !found.lives) findings.push({ where: 'unit', code: 'unit-ended', what: 'has ended or not begun' });
  if (found.heads.length === 0 && kind !== 'remove' && kind !== 'suspend') {
    findings.push({ where: 'unit', code: 'mailbox-without-head', what: `${unit} has no head who answers for it`, mend: 'Appoint one first.' });
  }
  return { heads: found.heads, findings };
}

function ofStatus({ kind, mailbox }: Looked): Finding[] {
  if (mailbox === null) return [];
  const { status } = mailbox;
  const where = 'mailboxId';
  if (kind === 'suspend' || kind === 'resume' || kind === 'remove') {
    const next = STATUS_AFTER[kind];
    if (NEXT_STATUSES[status].includes(next)) return [];
    return [{ where, code: 'mailbox-in-other-state', what: `is ${status}, so it cannot become ${next}` }];
  }
  return status === 'removed' ? [{ where, code: 'mailbox-in-other-state', what: 'is removed for good' }] : [];
}

async function ofAddress({ tx }: CommandContext, { kind, mailbox, address }: Looked): Promise<Finding[]> {
  if (kind !== 'create' && kind !== 'rename') return [];
  if (mailbox?.address === address) return [{ where: 'localPart', code: 'nothing-to-change', what: `${address} is its address already` }];
  const findings = localPartFindings(address.slice(0, address.indexOf('@')));
  if (findings.length > 0) return findings;
  await lockAddress(tx, address);
  // It may take one back that it had.
  const [own] = await tx.query('select from mailbox_address where address = $1 and mailbox_id = $2', [address, mailbox?.id ?? null]);
  return own === undefined ? clashFindings(tx, address, { login: null }) : [];
}

async function ofPeople({ tx, now, zone }: CommandContext, { kind, unit, mailbox, wanted }: Looked, heads: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { manager, delegates } = wanted;
  if (kind === 'people' && manager === undefined && delegates === undefined) {
    findings.push({ where: 'delegates', code: 'nothing-to-change', what: 'and manager are missing', mend: 'Name who manages it, or all who use it.' });
  }
  if (manager !== undefined && !heads.includes(manager)) {
    const mend = `Name ${heads.join(' or ') || 'whoever is appointed'}.`;
    findings.push({ where: 'manager', code: 'heads-no-such-unit', what: `${manager} does not head ${unit} today`, mend });
  }
  if (manager !== undefined && manager === mailbox?.managedBy && delegates === undefined) {
    findings.push({ where: 'manager', code: 'nothing-to-change', what: `${manager} manages it already` });
  }
  if (delegates === undefined || delegates.length === 0) return findings;
  const belonging = await tx.query<{ login: string }>(
    `select distinct login from post join unit on unit.code = $2
     where login = any($1) and held_on(post, $3)
       and (post.unit_code in (select heirs_of_unit($2, $3)) or unit.kind = 'leadership' and post.role in ('head', 'chief-of-office'))`,
    [delegates, unit, dateInZone(now, zone)],
  );
  for (const [index, login] of delegates.entries()) {
    if (belonging.some((person) => person.login === login)) continue;
    findings.push({ where: `delegates.${index}`, code: 'not-of-unit', what: `${login} holds no post in ${unit} today`, mend: 'Name somebody of the unit.' });
  }
  return findings;
}
