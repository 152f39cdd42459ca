import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#foundation';
import { type JobContext, type JobResult, nameSchema, PermanentFailure } from '#runtime';
import { z } from 'zod';
import { readVariables, workIn } from './account-job.js';
import type { AccountSystems } from './account-systems.js';
import { type MailboxPeople, peopleOf } from './people-of-mailbox.js';
import { personOf } from './person-of-account.js';
import { recordMailbox, recordMailboxRemoval } from './record-mailbox.js';

const variablesSchema = z.object({ system: nameSchema, mailbox: z.uuid() });

/** What a system should have of a mailbox. */
type Wanted =
  | { readonly kind: 'personal'; readonly login: string; readonly fullName: string; readonly mail: string | null }
  | { readonly kind: 'unit'; readonly put: ({ readonly address: string } & MailboxPeople) | null; readonly gone: readonly string[] };

/** More changes than that during one run are for the next attempt. */
const MOST_ROUNDS = 5;

/**
 * Brings over to one system what the directory has of a mailbox at this moment. It looks again after each call: of two that run at
 * one time, whichever writes last has seen what the other one followed.
 */
export async function followMailbox(systems: AccountSystems, job: JobContext): Promise<JobResult> {
  const { system, mailbox: id } = readVariables(variablesSchema, job);
  let externalId = '';
  let wanted = await wantedOf(systems, id, job);
  for (let round = 1; ; round++) {
    externalId = await carryOver(systems, system, job, wanted);
    const now = await wantedOf(systems, id, job);
    if (isDeepStrictEqual(now, wanted)) break;
    if (round === MOST_ROUNDS) throw new Error(`Mailbox ${id} goes on changing in the directory.`);
    wanted = now;
  }
  const done = wanted;
  return {
    async commit(context) {
      if (done.kind === 'unit') {
        for (const address of done.gone) await recordMailboxRemoval(context, { system, address });
        if (done.put !== null) await recordMailbox(context, { system, externalId, ...done.put });
      }
      const detail: JsonObject = done.kind === 'personal' ? { mail: done.mail } : { put: done.put?.address ?? null, gone: [...done.gone] };
      context.audit({ subject: 'mailbox', subjectId: id, detail: { system, act: job.topic, ...detail } });
    },
  };
}

/** @returns by what the system knows the mailbox of a unit */
function carryOver(systems: AccountSystems, system: string, job: JobContext, wanted: Wanted): Promise<string> {
  return workIn(systems, system, job, async (there) => {
    if (wanted.kind === 'personal') {
      const held = await there.findAccount(wanted.login);
      if (held !== undefined) await there.putAccount({ key: wanted.login, name: held.name, fullName: wanted.fullName, mail: wanted.mail });
      return '';
    }
    // The new address first: until it is there, mail comes to the old one.
    const put = wanted.put === null ? undefined : await there.putMailbox(wanted.put);
    for (const address of wanted.gone) await there.removeMailbox(address);
    return put?.externalId ?? '';
  });
}

async function wantedOf(systems: AccountSystems, id: string, job: JobContext): Promise<Wanted> {
  const [mailbox] = await systems.tools.database.query<{ login: string | null; address: string | null; gone: string[] }>(
    `select login, (select address from mailbox_address where mailbox_id = mailbox.id and until is null and status <> 'removed') as address,
            array(select address from mailbox_address where mailbox_id = mailbox.id and (until is not null or status = 'removed') order by 1) as gone
     from mailbox where id = $1`,
    [id],
  );
  if (mailbox === undefined) throw new PermanentFailure(`The directory has no mailbox ${id}.`);
  const { login, address, gone } = mailbox;
  if (login !== null) {
    const { fullName, mail } = await personOf(systems, login);
    return { kind: 'personal', login, fullName, mail };
  }
  return { kind: 'unit', put: address === null ? null : { address, ...(await peopleOf(systems, address, job.now)) }, gone };
}
