import { dateInZone } from '#foundation';
import { type CommandContext, type JobContext, type JobHandler, type JobResult, nameSchema, PermanentFailure } from '#runtime';
import { z } from 'zod';
import { readVariables, workIn } from './account-job.js';
import type { AccountSystems } from './account-systems.js';
import { recordMailbox, recordMailboxRemoval } from './record-mailbox.js';

const placeSchema = z.object({ system: nameSchema, mailbox: nameSchema });
const putSchema = placeSchema.extend({ managers: z.array(nameSchema).min(1).optional(), delegates: z.array(nameSchema).default([]) });

interface MailboxPeople {
  readonly managers: readonly string[];
  readonly delegates: readonly string[];
}

/** Keeps when mailboxes were last used. */
export type NoteMailboxUses = (
  context: CommandContext,
  /** Null: nobody has used it, as far as the system knows. */
  uses: readonly { readonly address: string; readonly usedAt: string | null }[],
  /** The system, where it tells of mailboxes of units at all; undefined: only of those of people. */
  teller: string | undefined,
) => Promise<void>;

/**
 * The service tasks on mailboxes of units, each in the system of the variable `system`; `mailbox` is the address, `managers` and
 * `delegates` are logins. Without `managers` the people are those of the directory today. They may run twice.
 */
export function mailboxHandlers(reach: () => AccountSystems, noteUses: NoteMailboxUses): JobHandler[] {
  return [
    { topic: 'mailboxes.note-uses', handle: (job) => noteMailboxUses(reach(), job, noteUses) },
    { topic: 'mailboxes.put', handle: (job) => put(reach(), job) },
    { topic: 'mailboxes.remove', handle: (job) => remove(reach(), job) },
  ];
}

async function put(systems: AccountSystems, job: JobContext): Promise<JobResult> {
  const { system, mailbox: address, managers: given, delegates: others } = readVariables(putSchema, job);
  const { managers, delegates } = given === undefined ? await peopleOf(systems, address, job.now) : { managers: given, delegates: others };
  const { externalId } = await workIn(systems, system, job, (there) => there.putMailbox({ address, managers, delegates }));
  return {
    async commit(context) {
      await recordMailbox(context, { system, address, externalId, managers, delegates });
      context.audit({ subject: 'mailbox', subjectId: address, detail: { system, act: job.topic, managers, delegates } });
    },
  };
}

async function remove(systems: AccountSystems, job: JobContext): Promise<JobResult> {
  const { system, mailbox: address } = readVariables(placeSchema, job);
  await workIn(systems, system, job, (there) => there.removeMailbox(address));
  return {
    async commit(context) {
      await recordMailboxRemoval(context, { system, address });
      context.audit({ subject: 'mailbox', subjectId: address, detail: { system, act: job.topic } });
    },
  };
}

/** Asks the system when each person last signed in, which is when his mailbox was last used, and of mailboxes of units. Not every system tells. */
async function noteMailboxUses(systems: AccountSystems, job: JobContext, noteUses: NoteMailboxUses): Promise<JobResult> {
  const { system } = readVariables(placeSchema.pick({ system: true }), job);
  let tells = false;
  const uses = await workIn(systems, system, job, async (there) => {
    const found: { address: string; usedAt: string | null }[] = [];
    for await (const { key, mail, lastUsedAt } of there.listAccounts()) {
      if (key !== null && mail !== null && lastUsedAt !== null) found.push({ address: mail, usedAt: lastUsedAt });
    }
    for await (const { address, lastUsedAt } of there.listMailboxes()) {
      if (lastUsedAt === undefined) continue;
      tells = true;
      found.push({ address, usedAt: lastUsedAt });
    }
    return found;
  });
  return uses.length === 0 && !tells ? {} : { commit: (context) => noteUses(context, uses, tells ? system : undefined) };
}

/** The heads of the unit, and whoever else may use its mailbox today: while it is suspended, nobody. */
async function peopleOf({ tools }: AccountSystems, address: string, now: string): Promise<MailboxPeople> {
  const [people] = await tools.database.query<MailboxPeople>(
    `select heads.managers,
            array(select u.login from mailbox_use u
                  where status <> 'suspended' and u.mailbox_id = mailbox.id and $2::date >= u.valid_from and (u.valid_to is null or $2::date <= u.valid_to)
                    and (u.ended_on is null or $2::date < u.ended_on) and u.login <> all(heads.managers) order by 1) as delegates
     from mailbox_address join mailbox on mailbox.id = mailbox_id
       cross join lateral (select array(select head from heads_of_unit(unit_code, $2::date) as head order by head) as managers) as heads
     where address = $1 and until is null and kind = 'unit'`,
    [address, dateInZone(now, tools.zone)],
  );
  if (people === undefined) throw new PermanentFailure(`The directory has no mailbox ${address} of a unit: enter it there, then try again.`);
  if (people.managers.length === 0) throw new PermanentFailure(`The unit of ${address} has no head: appoint one, then try again.`);
  return people;
}
