import { type JobContext, type JobHandler, type JobResult, nameSchema } from '#runtime';
import { z } from 'zod';
import { readVariables, workIn } from './account-job.js';
import type { AccountSystems } from './account-systems.js';
import { recordMailbox, recordMailboxRemoval } from './record-mailbox.js';

const placeSchema = z.object({ system: nameSchema, mailbox: nameSchema });
const putSchema = placeSchema.extend({ managers: z.array(nameSchema).min(1), delegates: z.array(nameSchema).default([]) });

/** The service tasks on mailboxes of units: `mailbox` is the address, `managers` and `delegates` are logins. They may run twice. */
export function mailboxHandlers(reach: () => AccountSystems): JobHandler[] {
  return [
    { topic: 'mailboxes.put', handle: (job) => put(reach(), job) },
    { topic: 'mailboxes.remove', handle: (job) => remove(reach(), job) },
  ];
}

async function put(systems: AccountSystems, job: JobContext): Promise<JobResult> {
  const { system, mailbox: address, managers, delegates } = readVariables(putSchema, job);
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
