import { dateInZone, type JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { MailboxRequestForbiddenError, MailboxRequestRefusedError } from '../mailbox-requests/errors.js';
import type { MailboxStep } from '../mailbox-requests/record-mailbox-step.js';
import { membersOfGroup } from '../members-of-group.query.js';
import { type DormantMailbox, lockDormant } from './dormant-mailbox.js';

/** A task of a round, with what it sees of the case. */
export interface DormantStep extends MailboxStep {
  readonly variables: JsonObject;
}

const STEPS: ReadonlySet<string | undefined> = new Set(['dormant-answer', 'dormant-office', 'dormant-approve']);
const boxSchema = z.object({ mailboxId: z.uuid() });
/** Cases that began before the table had it. */
const longestSchema = z.object({ keptAtMost: z.string() }).transform(({ keptAtMost }) => keptAtMost).catch('P1Y');
const keepUntilSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}/).transform((text) => text.slice(0, 10)).nullish().catch(null);

/**
 * About a mailbox that nobody uses answers the head of its unit, where he is silent the chief of office; that it goes is approved by
 * another, however the task has come to him: by the chief of office, by a leader where the chief has answered.
 * @throws MailboxRequestForbiddenError
 */
export async function refuseUnfitForDormant(context: CommandContext, step: DormantStep): Promise<void> {
  if (STEPS.has(step.properties['mailboxStep'])) refuseUnfit(await boxOf(context, step), step);
}

function refuseUnfit({ unit, byOffice, answeredBy }: DormantMailbox, { properties, person }: DormantStep): void {
  const step = properties['mailboxStep'];
  const able = step === 'dormant-answer' ? [`head:${unit}`] : step === 'dormant-office' ? ['chief-of-office'] : [byOffice ? 'leader' : 'chief-of-office'];
  if (!able.some((group) => person.groups.includes(group))) throw new MailboxRequestForbiddenError(`do this step: ${able.join(', ')} does`);
  if (step === 'dormant-approve' && (person.login === answeredBy || person.groups.includes(`deputy-of:${answeredBy}`))) {
    throw new MailboxRequestForbiddenError('approve what you, or whom you stand in for, have said yourself');
  }
}

/**
 * Writes the answer, or the approval, down where the task is completed: nothing else removes a mailbox.
 * @throws MailboxRequestForbiddenError, MailboxRequestRefusedError where it is kept until a day that has passed, or for longer than the table allows
 */
export async function recordDormantStep(context: CommandContext, step: DormantStep & { readonly values: JsonObject }): Promise<void> {
  const name = step.properties['mailboxStep'];
  if (!STEPS.has(name)) return;
  const box = await boxOf(context, step);
  refuseUnfit(box, step);
  const key = [box.roundId, box.mailboxId];
  const { values, person } = step;
  if (name === 'dormant-approve') {
    await context.tx.execute('update dormant_mailbox set approved = $3, approved_by = $4, approved_at = $5 where round_id = $1 and mailbox_id = $2', [
      ...key,
      values['decision'] === 'approve',
      person.login,
      context.now,
    ]);
  } else {
    const keepUntil = values['answer'] === 'remove' ? null : keepUntilSchema.parse(values['keepUntil']);
    if (typeof keepUntil === 'string') await refuseOtherDay(context, keepUntil, longestSchema.parse(step.variables['times']));
    await context.tx.execute(
      `update dormant_mailbox set answer = $3, reason = $4, keep_until = $5, by_office = $6, answered_by = $7, answered_at = $8 where round_id = $1 and mailbox_id = $2`,
      [
        ...key,
        values['answer'] === 'remove' ? 'remove' : 'keep',
        typeof values['reason'] === 'string' ? values['reason'] : null,
        keepUntil,
        name === 'dormant-office' || (await isOfOffice(context, person)),
        person.login,
        context.now,
      ],
    );
  }
  context.audit({ subject: 'mailbox', subjectId: box.mailboxId, detail: { dormant: name!, by: person.login } });
}

/** A mailbox that is kept for ever is never asked about again. @param longest ISO 8601, of the decision table */
async function refuseOtherDay({ tx, now, zone }: CommandContext, day: string, longest: string): Promise<void> {
  const today = dateInZone(now, zone);
  const [{ last }] = (await tx.query<{ last: string }>(`select to_char($1::date + $2::interval, 'YYYY-MM-DD') as last`, [today, longest])) as [{ last: string }];
  if (day > today && day <= last) return;
  const mend = `Give a day after ${today}, ${last} at the latest: it is asked about again then.`;
  throw new MailboxRequestRefusedError([{ where: 'keepUntil', code: 'keep-until-out-of-bounds', what: `is ${day}`, mend }]);
}

/** Whoever is, or stands in for, the chief of office cannot be approved by him; a leader approves then, and where there is no chief. */
async function isOfOffice({ tx, now, zone }: CommandContext, { login, groups }: DormantStep['person']): Promise<boolean> {
  if (groups.includes('chief-of-office')) return true;
  return (await membersOfGroup(tx, 'chief-of-office', dateInZone(now, zone))).every((chief) => chief === login);
}

async function boxOf({ tx }: CommandContext, { taskId, variables }: DormantStep): Promise<DormantMailbox> {
  const { data: box } = boxSchema.safeParse(variables['box']);
  if (box === undefined) throw new MailboxRequestForbiddenError('do this step: it names no mailbox');
  const [task] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from user_task where id = $1', [taskId]);
  return lockDormant(tx, task!.instanceId, box.mailboxId);
}
