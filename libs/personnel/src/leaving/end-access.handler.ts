import { dateInZone, type JsonObject } from '#foundation';
import { type CommandContext, type JobHandler, nameSchema } from '#runtime';
import { z } from 'zod';
import { recordChange } from '../handover/changes.js';
import { readMinutes } from '../handover/minutes.js';
import { signersOf } from '../handover/rights.js';
import { minutesSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';
import { passOnLeftOver } from './pass-on-left-over.js';

const variablesSchema = minutesSchema.extend({ fullName: nameSchema, otherSystems: z.array(nameSchema) });

/**
 * Topic `personnel.end-access`: at the instant at which access ends his account here is locked, his sessions end with it, and so
 * does what he does for others, others for him, and what he may sign, in one transaction; the other systems follow. Whether he has
 * handed over or not: where not, who signs for the unit and the chief of office hear of it (148/QĐ-SCT §10.8, 47/QĐ-STP §16).
 * Output: handoverDone.
 */
export function endAccessHandler(tools: PersonnelTools): JobHandler {
  return {
    topic: 'personnel.end-access',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => endAccess(context, tools, variables) };
    },
  };
}

async function endAccess(context: CommandContext, tools: PersonnelTools, variables: z.output<typeof variablesSchema>): Promise<JsonObject> {
  const { minutesId, person: login, fullName, basis, otherSystems } = variables;
  const minutes = await readMinutes(context.tx, minutesId);
  await tools.lockAccount(context, { login, reason: basis });
  for (const system of ['congvan', ...otherSystems]) await recordChange(context, minutesId, { kind: 'account-locked', subjectId: system, oldDay: null });
  await endRights(context, tools, { login, reason: basis });
  const handoverDone = minutes.status === 'closed';
  context.audit({ subject: 'person', subjectId: login, detail: { accessEnded: context.now, minutesId, handoverDone } });
  if (!handoverDone) {
    await tools.tell(context, { people: [], groups: [...new Set([await signersOf(context, minutes), 'chief-of-office'])] }, {
      title: `Hết quyền truy cập khi chưa bàn giao xong: ${fullName}`,
      body: `Tài khoản đã khóa đúng giờ; biên bản ${minutes.label} chưa hoàn tất. Thủ trưởng đơn vị ký thay và hoàn tất biên bản; tài khoản không mở lại.`,
      instanceId: minutes.instanceId,
      event: `handover-unfinished:${minutesId}`,
    });
  }
  if (handoverDone) await passOnLeftOver(context, tools, minutes);
  return { handoverDone };
}

/** Ends what others have lent him and he others, and what he may sign: nobody does anything by the post of who is gone. */
export async function endRights(context: CommandContext, tools: PersonnelTools, { login, reason }: { readonly login: string; readonly reason: string }): Promise<void> {
  const { tx } = context;
  const today = dateInZone(context.now, context.zone);
  const delegations = await tx.query<{ id: string }>(
    `select g.id from delegation g join post p on p.id = g.post_id where $1 in (p.login, g.deputy) and g.ended_on is null
       and g.valid_to >= $2::date order by g.id`,
    [login, today],
  );
  for (const { id } of delegations) await tools.endDelegation(context, { id, reason });
  const authorities = await tx.query<{ id: string }>(
    `select id from signing_authority where holder = $1 and ended_at is null and (valid_to is null or valid_to >= $2::date) order by id`,
    [login, today],
  );
  for (const { id } of authorities) await tools.endAuthority(context, { id, reason });
  await endMailboxUses(context, tools, login);
}

/** Of mailboxes of units that he used beside their head. @param unit only those of this one */
export async function endMailboxUses(context: CommandContext, tools: Pick<PersonnelTools, 'endMailboxUse'>, login: string, unit?: string): Promise<void> {
  const uses = await context.tx.query<{ mailboxId: string; useId: string }>(
    `select u.mailbox_id as "mailboxId", u.id as "useId" from mailbox_use u join mailbox m on m.id = u.mailbox_id
     where u.login = $1 and u.ended_on is null and (u.valid_to is null or u.valid_to >= $2::date) and ($3::text is null or m.unit_code = $3) order by u.id`,
    [login, dateInZone(context.now, context.zone), unit ?? null],
  );
  for (const use of uses) await tools.endMailboxUse(context, use);
}
