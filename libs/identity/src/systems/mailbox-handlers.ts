import { type CommandContext, type JobContext, type JobHandler, type JobResult, nameSchema } from '#runtime';
import { z } from 'zod';
import { readVariables, workIn } from './account-job.js';
import { followMailbox } from './follow-mailbox.js';
import { peopleOf } from './people-of-mailbox.js';
import type { AccountSystems } from './account-systems.js';
import { recordMailbox, recordMailboxRemoval } from './record-mailbox.js';

const placeSchema = z.object({ system: nameSchema, mailbox: nameSchema });
const putSchema = placeSchema.extend({ managers: z.array(nameSchema).min(1).optional(), delegates: z.array(nameSchema).default([]) });

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
 * `delegates` are logins. Without `managers` the people are those of the directory today.
 * `mailboxes.follow` brings over what the directory has of a mailbox, also of a person; there `mailbox` is its id. They may run twice.
 */
export function mailboxHandlers(reach: () => AccountSystems, noteUses: NoteMailboxUses): JobHandler[] {
  return [
    { topic: 'mailboxes.follow', handle: (job) => followMailbox(reach(), job) },
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
