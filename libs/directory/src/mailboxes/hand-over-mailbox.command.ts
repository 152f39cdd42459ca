import { dateInZone, type Finding, newId } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { MailboxForbiddenError, MailboxRefusedError } from './errors.js';
import { lockMailbox, refuseRemoved } from './locked-mailbox.js';

export const mailboxHandoverSchema = z.strictObject({
  to: z.string().min(1).max(40).describe('Người đứng đầu mới, nhận hộp thư.'),
  on: z.iso.date().describe('Ngày bàn giao.'),
  note: z.string().trim().min(1).max(500).optional().describe('Biên bản bàn giao: số, ngày; những gì đã bàn giao.'),
});

export interface HandOverMailboxInput extends z.output<typeof mailboxHandoverSchema> {
  readonly id: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** Who keeps the mailboxes may enter what two heads have done on paper. */
const KEEPERS = ['chief-of-office', 'it', 'admin'];

/**
 * Records that the mailbox of a unit, its password and its content went to the head of the unit (158/QĐ-STP 2006 §8,
 * 148/QĐ-SCT 2014 §13.4, 290/QĐ-BTP 2010 §13.3): by whoever hands it over, whoever takes it, or who keeps the mailboxes.
 * @throws MailboxNotFoundError, MailboxForbiddenError, MailboxStatusError, MailboxRefusedError with everything that is wrong
 */
export const handOverMailbox: Command<HandOverMailboxInput, void> = {
  name: 'directory.hand-over-mailbox',

  request: ({ groups: _, ...input }) => input,

  async run(context, { id, to, on, note = null, groups }) {
    const { tx, caller, now, zone } = context;
    const mailbox = await lockMailbox(context, id);
    const { heads, managedBy, unit, address } = mailbox;
    const concerned = [...heads, managedBy].includes(caller.actor) || KEEPERS.some((group) => groups.includes(group));
    if (!concerned) throw new MailboxForbiddenError(caller.actor, unit ?? '');
    refuseRemoved(mailbox, 'be handed over');
    const findings: Finding[] = [];
    if (unit === null) findings.push({ where: 'to', code: 'mailbox-of-person', what: 'cannot take the mailbox of a person' });
    else if (!heads.includes(to)) {
      findings.push({ where: 'to', code: 'heads-no-such-unit', what: `does not head ${unit} today`, mend: `Hand it to ${heads.join(' or ') || 'whoever is appointed'}.` });
    }
    if (managedBy === to) findings.push({ where: 'to', code: 'handed-over-already', what: 'has it already' });
    if (on > dateInZone(now, zone)) findings.push({ where: 'on', code: 'handover-in-future', what: 'lies in the future' });
    if (findings.length > 0) throw new MailboxRefusedError(findings);
    await tx.execute('update mailbox set managed_by = $2, changed_at = $3 where id = $1', [id, to, now]);
    await tx.execute(
      `insert into mailbox_handover (id, mailbox_id, from_login, to_login, handed_on, note, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newId(), id, managedBy, to, on, note, caller.actor, now],
    );
    context.audit({ subject: 'mailbox', subjectId: id, detail: { address, old: { managedBy }, new: { managedBy: to, on, note } } });
  },
};
