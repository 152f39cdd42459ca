import { dateInZone, type JsonObject, newId } from '#foundation';
import { type CommandContext, type JobContext, type JobHandler, jobVariablesReader, PermanentFailure, type Tell } from '#runtime';
import { z } from 'zod';
import { changeMailboxStatus } from '../mailboxes/change-mailbox-status.command.js';
import { createMailbox } from '../mailboxes/create-mailbox.command.js';
import { lockMailbox } from '../mailboxes/locked-mailbox.js';
import { renameMailbox } from '../mailboxes/rename-mailbox.command.js';
import { BadMailboxVariablesError } from './errors.js';
import { findFaults } from './find-faults.js';
import { lockRequestOfCase, type MailboxRequestRecord } from './mailbox-request.js';
import { setDelegates, setManager } from './set-people.js';

const readVariables = jobVariablesReader(BadMailboxVariablesError);
const variablesSchema = z.object({ systems: z.array(z.string().min(1)).min(1) });

/** One thing to do in one system, as the service tasks `mailboxes.put` and `mailboxes.remove` take it. */
type Places = { readonly system: string; readonly mailbox: string }[];

/**
 * The service tasks of the process `unit-mailbox-change`, each about the request of its own case:
 * - `mailbox-requests.apply`: the directory takes what was approved. Output: puts, removes (lists of system and mailbox), which the
 *   systems follow. What cannot be any more since it was asked is given up, and whoever asked hears why.
 * - `mailbox-requests.undo`: IT has given it up. Output: puts, removes, which bring the systems back.
 * - `mailbox-requests.finish`: all systems have it.
 */
export function mailboxRequestHandlers(tell: Tell): JobHandler[] {
  const step = (topic: string, act: (context: CommandContext, tell: Tell, request: MailboxRequestRecord, systems: readonly string[]) => Promise<JsonObject | void>): JobHandler => ({
    topic,
    async handle(job: JobContext) {
      const { systems } = readVariables(variablesSchema, job);
      return { commit: async (context) => act(context, tell, await lockRequestOfCase(context.tx, job.instanceId), systems) };
    },
  });
  return [step('mailbox-requests.apply', apply), step('mailbox-requests.undo', undo), step('mailbox-requests.finish', finish)];
}

async function apply(context: CommandContext, tell: Tell, request: MailboxRequestRecord, systems: readonly string[]): Promise<JsonObject> {
  const { id, label, kind, unit, address, wanted, status, decidedBy } = request;
  if (status !== 'approved' || decidedBy === null || request.appliedAt !== null) {
    throw new PermanentFailure(`${label} is ${status}${request.appliedAt === null ? '' : ' and applied'}: only what was approved is carried out, once.`);
  }
  const mailbox = request.mailboxId === null ? null : await lockMailbox(context, request.mailboxId);
  const findings = await findFaults(context, { kind, unit, mailbox, address, wanted });
  if (findings.length > 0) {
    await close(context, tell, request, 'failed', findings.map(({ where, what, mend }) => `${where} ${what}.${mend === undefined ? '' : ` ${mend}`}`).join(' '));
    return { puts: [], removes: [] };
  }
  const reason = `${label}: ${request.reason}`.slice(0, 500);
  const before = mailbox?.address;
  const madeId = kind === 'create' ? (await context.run(createMailbox, { kind: 'unit', unit, localPart: address.slice(0, address.indexOf('@')), purpose: wanted.purpose })).id : null;
  const mailboxId = madeId ?? request.mailboxId!;
  if (kind === 'rename') await context.run(renameMailbox, { id: mailboxId, localPart: address.slice(0, address.indexOf('@')), reason });
  if (kind === 'suspend') await context.run(changeMailboxStatus, { id: mailboxId, status: 'suspended', reason });
  if (kind === 'resume') await context.run(changeMailboxStatus, { id: mailboxId, status: 'active', reason });
  if (kind === 'remove') await context.run(changeMailboxStatus, { id: mailboxId, status: 'removed', reason });
  const today = dateInZone(context.now, context.zone);
  if (wanted.manager !== undefined && wanted.manager !== mailbox?.managedBy) {
    await setManager(context, { id: newId(), mailboxId, from: mailbox?.managedBy ?? null, to: wanted.manager, on: today, note: label, by: decidedBy });
  }
  if (wanted.delegates !== undefined) await setDelegates(context, { mailboxId, delegates: wanted.delegates, on: today, by: decidedBy });
  await context.tx.execute('update mailbox_request set mailbox_id = $2, applied_at = $3 where id = $1', [id, mailboxId, context.now]);
  context.audit({ subject: 'mailbox', subjectId: mailboxId, detail: { request: label, kind, address, requestedBy: request.requestedBy, approvedBy: decidedBy } });
  return {
    puts: kind === 'remove' ? [] : everywhere(systems, address),
    removes: kind === 'remove' ? everywhere(systems, address) : kind === 'rename' ? everywhere(systems, before!) : [],
  };
}

/** Only a new address can meet a stranger, so that nothing else is given up; a mailbox that was made for it goes. */
async function undo(context: CommandContext, tell: Tell, request: MailboxRequestRecord, systems: readonly string[]): Promise<JsonObject> {
  const { label, kind, address, mailboxId } = request;
  if (request.appliedAt === null || mailboxId === null) throw new PermanentFailure(`${label} is not applied, so there is nothing to give up.`);
  const reason = `${label}: không thực hiện được`;
  let puts: Places = [];
  if (kind === 'create') await context.run(changeMailboxStatus, { id: mailboxId, status: 'removed', reason });
  else {
    const [former] = await context.tx.query<{ address: string }>(
      'select address from mailbox_address where mailbox_id = $1 and address <> $2 order by until desc nulls first limit 1',
      [mailboxId, address],
    );
    if (kind === 'rename' && former !== undefined) {
      await context.run(renameMailbox, { id: mailboxId, localPart: former.address.slice(0, former.address.indexOf('@')), reason });
      puts = everywhere(systems, former.address);
    }
  }
  await close(context, tell, request, 'failed', 'Ở một hệ thống, địa chỉ này là của hộp thư khác; bộ phận công nghệ thông tin đã thôi thực hiện.');
  return { puts, removes: everywhere(systems, address) };
}

async function finish(context: CommandContext, tell: Tell, request: MailboxRequestRecord): Promise<void> {
  // Given up on the way: whoever asked has heard.
  if (request.status === 'failed') return context.nothingChanged();
  await close(context, tell, request, 'done', 'Mọi hệ thống đã thực hiện; danh bạ đã cập nhật.');
}

async function close(context: CommandContext, tell: Tell, { id, label, status, address, unit, requestedBy, instanceId }: MailboxRequestRecord, next: 'done' | 'failed', body: string): Promise<void> {
  await context.tx.execute('update mailbox_request set status = $2, ended_at = $3 where id = $1', [id, next, context.now]);
  context.audit({ subject: 'mailbox-request', subjectId: id, detail: { old: { status }, new: { status: next } } });
  const title = next === 'done' ? `${label} đã xong: ${address}` : `${label} không thực hiện được: ${address}`;
  const groups = next === 'done' ? [`unit:${unit}`] : [`head:${unit}`];
  await tell(context, { people: [requestedBy], groups }, { title, body, instanceId, event: `mailbox-request-ended:${id}` });
}

function everywhere(systems: readonly string[], mailbox: string): Places {
  return systems.map((system) => ({ system, mailbox }));
}
