import { dateInZone, type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { MailboxRefusedError } from './errors.js';
import { type LockedMailbox, lockMailbox, refuseOthersThanHead, refuseRemoved } from './locked-mailbox.js';

export const mailboxUseSchema = z.strictObject({
  login: z.string().min(1).max(40).describe('Người được sử dụng hộp thư cùng người đứng đầu.'),
  from: z.iso.date().describe('Ngày đầu.'),
  to: z.iso.date().optional().describe('Ngày cuối; bỏ trống: đến khi thôi.'),
});

export interface GrantMailboxUseInput extends z.output<typeof mailboxUseSchema> {
  readonly id: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Lets somebody of the unit use its mailbox beside the head (148/QĐ-SCT 2014 §13.1); that of the leadership may also be
 * entrusted to heads of units (158/QĐ-STP 2006 §8).
 * @throws MailboxNotFoundError, MailboxForbiddenError, MailboxStatusError, MailboxRefusedError with everything that is wrong
 */
export const grantMailboxUse: Command<GrantMailboxUseInput, { useId: string }> = {
  name: 'directory.grant-mailbox-use',

  request: ({ groups: _, ...input }) => input,

  async run(context, { id, groups, ...use }) {
    const { tx, caller, now } = context;
    const mailbox = await lockMailbox(context, id);
    refuseOthersThanHead(context, mailbox, groups);
    refuseRemoved(mailbox, 'be entrusted to anybody');
    const findings = await faultsOf(context, mailbox, use);
    if (findings.length > 0) throw new MailboxRefusedError(findings);
    const useId = newId();
    const { login, from, to = null } = use;
    await tx.execute(
      'insert into mailbox_use (id, mailbox_id, login, valid_from, valid_to, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [useId, id, login, from, to, caller.actor, now],
    );
    context.audit({ subject: 'mailbox', subjectId: id, detail: { address: mailbox.address, useId, old: null, new: { login, from, to } } });
    return { useId };
  },
};

async function faultsOf({ tx, now, zone }: CommandContext, mailbox: LockedMailbox, use: z.output<typeof mailboxUseSchema>): Promise<Finding[]> {
  const { login, from, to } = use;
  if (mailbox.unit === null) {
    return [{ where: 'login', code: 'mailbox-of-person', what: 'cannot use the mailbox of a person', mend: 'Only that of a unit is shared.' }];
  }
  const findings: Finding[] = [];
  if (to !== undefined && to < from) findings.push({ where: 'to', code: 'ends-before-it-begins', what: 'lies before the first day' });
  if (to !== undefined && to < dateInZone(now, zone)) findings.push({ where: 'to', code: 'last-day-passed', what: 'has passed' });
  const [found] = await tx.query<{ belongs: boolean; overlaps: boolean }>(
    `select exists (select from post join unit on unit.code = $2
               where post.login = $1 and held_on(post, $3)
                 and (post.unit_code in (select heirs_of_unit($2, $3)) or unit.kind = 'leadership' and post.role in ('head', 'chief-of-office'))) as belongs,
            exists (select from mailbox_use u where u.mailbox_id = $4 and u.login = $1 and u.ended_on is null
               and daterange(u.valid_from, u.valid_to, '[]') && daterange($3::date, $5::date, '[]')) as overlaps`,
    [login, mailbox.unit, from, mailbox.id, to !== undefined && to >= from ? to : null],
  );
  if (!found!.belongs) findings.push({ where: 'login', code: 'not-of-unit', what: `holds no post in ${mailbox.unit} on ${from}`, mend: 'Name somebody of the unit.' });
  if (found!.overlaps) findings.push({ where: 'login', code: 'uses-mailbox-already', what: 'may use it already in that time' });
  return findings;
}
