import { type JsonObject, newId } from '#foundation';
import { type CommandContext, type JobContext, type JobHandler, jobVariablesReader, PermanentFailure, type Tell } from '#runtime';
import { z } from 'zod';
import { BadMailboxVariablesError } from '../mailbox-requests/errors.js';
import { ADDRESS } from '../mailboxes/address-of.js';
import { changeMailboxStatus } from '../mailboxes/change-mailbox-status.command.js';
import { type DormantOutcome, lockDormant, roundOfCase } from './dormant-mailbox.js';
import { stopAsking } from './stop-asking.js';

const readVariables = jobVariablesReader(BadMailboxVariablesError);
/** ISO 8601: how long nobody has used them, and within what the mail system must have told. */
const listSchema = z.object({ unusedFor: z.string().min(1), heardWithin: z.string().min(1) });
const boxSchema = z.object({ box: z.object({ mailboxId: z.uuid() }) });

export interface DormantTools {
  readonly tell: Tell;
  /** Account systems beside our own. */
  readonly otherSystems: () => readonly string[];
}

type Act = (context: CommandContext, tools: DormantTools, job: JobContext) => Promise<JsonObject>;

/**
 * The service tasks of the process `dormant-mailboxes`:
 * - `dormant.begin`: opens the round. Output: roundId (the key of its message), systems (to ask when mailboxes were used).
 * - `dormant.list`: the mailboxes to ask about. Output: boxes (mailboxId, address, unit).
 * - `dormant.look`: of one of them, whether it is to go: somebody has said so, and nobody has used it since. Output: goOn, byOffice.
 * - `dormant.remove`: of one of them, that it goes out of the directory, where another has approved that. Output: removes.
 * - `dormant.lapse`: of one of them, that nobody has answered, or approved, in time: it stays.
 * - `dormant.stop`: the chief of office has ended the round: what is not decided stays. Output: removes, what is still to be done.
 * - `dormant.report`: ends the round and tells what came of it.
 */
export function dormantHandlers(tools: DormantTools): JobHandler[] {
  const acts: Readonly<Record<string, Act>> = { begin, list, look, lapse, remove, stop, report };
  return Object.entries(acts).map(([name, act]) => ({
    topic: `dormant.${name}`,
    handle: async (job) => ({ commit: (context) => act(context, tools, job) }),
  }));
}

async function begin({ tx, now, audit }: CommandContext, { otherSystems }: DormantTools, { instanceId }: JobContext): Promise<JsonObject> {
  const id = newId();
  await tx.execute('insert into dormant_round (id, begun_at, instance_id) values ($1, $2, $3)', [id, now, instanceId]);
  audit({ subject: 'mailbox', subjectId: 'dormant', detail: { round: id } });
  return { roundId: id, systems: [...otherSystems()] };
}

/**
 * Mailboxes of units that were never used, or not since, and about which no other round asks. What no system tells of is never asked
 * about: of this very mailbox each system that holds it must have told in this round, or the mail system itself by the API.
 */
async function list({ tx, now, zone, audit }: CommandContext, { otherSystems }: DormantTools, job: JobContext): Promise<JsonObject> {
  const { unusedFor, heardWithin } = readVariables(listSchema, job);
  const round = await roundOfCase(tx, job.instanceId);
  const told = await tx.query<{ system: string }>('select system from mailbox_use_teller where told_at >= $1', [round.begunAt]);
  const silent = otherSystems().filter((system) => !told.some((teller) => teller.system === system));
  await tx.execute('update dormant_round set unused_since = $2::timestamptz - $3::interval, silent = $4 where id = $1', [round.id, now, unusedFor, silent]);
  const boxes = await tx.query<{ mailboxId: string; address: string; unit: string }>(
    `insert into dormant_mailbox (round_id, mailbox_id, address, unit_code)
     select $1, mailbox.id, ${ADDRESS}, unit_code from mailbox
     where kind = 'unit' and status = 'active' and coalesce(last_used_at, created_at) < $2::timestamptz - $3::interval
       and (exists (select from mailbox_use_told told where told.mailbox_id = mailbox.id and told.system = 'mail-system' and told.told_at >= $2::timestamptz - $4::interval)
         or exists (select from system_mailbox held where held.address = ${ADDRESS} and held.state = 'active' and held.system = any($5))
           and not exists (
             select from system_mailbox held
             where held.address = ${ADDRESS} and held.state = 'active' and held.system = any($5)
               and not exists (select from mailbox_use_told told where told.mailbox_id = mailbox.id and told.system = held.system and told.told_at >= $6)))
       and not exists (select from dormant_mailbox before where before.mailbox_id = mailbox.id and before.keep_until >= ($2::timestamptz at time zone $7)::date)
       and not exists (select from mailbox_request r where r.mailbox_id = mailbox.id and r.ended_at is null)
     order by 3 on conflict (mailbox_id) where outcome is null do nothing
     returning mailbox_id as "mailboxId", address, unit_code as unit`,
    [round.id, now, unusedFor, heardWithin, otherSystems(), round.begunAt, zone],
  );
  audit({ subject: 'mailbox', subjectId: 'dormant', detail: { round: round.id, asked: boxes.map(({ address }) => address), silent } });
  return { boxes };
}

async function look({ tx, audit }: CommandContext, _tools: DormantTools, job: JobContext): Promise<JsonObject> {
  const { box } = readVariables(boxSchema, job);
  const found = await lockDormant(tx, job.instanceId, box.mailboxId);
  const outcome = found.isUsed ? 'used' : found.answer === 'keep' ? 'kept' : null;
  if (outcome === null && found.answer !== 'remove') throw new PermanentFailure(`Nobody has answered about ${found.address} yet.`);
  await tx.execute('update dormant_mailbox set outcome = $3 where round_id = $1 and mailbox_id = $2', [found.roundId, box.mailboxId, outcome]);
  audit({ subject: 'mailbox', subjectId: box.mailboxId, detail: { dormant: outcome ?? 'to be removed' } });
  return { goOn: outcome === null, byOffice: found.byOffice };
}

async function remove(context: CommandContext, { otherSystems }: DormantTools, job: JobContext): Promise<JsonObject> {
  const { box } = readVariables(boxSchema, job);
  const found = await lockDormant(context.tx, job.instanceId, box.mailboxId);
  if (found.approved === null) throw new PermanentFailure(`Nobody has approved the removal of ${found.address}.`);
  const outcome = found.isUsed ? 'used' : found.approved ? 'removed' : 'refused';
  await context.tx.execute('update dormant_mailbox set outcome = $3 where round_id = $1 and mailbox_id = $2', [found.roundId, box.mailboxId, outcome]);
  if (outcome === 'removed') await context.run(changeMailboxStatus, { id: box.mailboxId, status: 'removed', reason: `Không dùng; ${found.answeredBy} đề nghị, ${found.approvedBy} duyệt` });
  context.audit({ subject: 'mailbox', subjectId: box.mailboxId, detail: { dormant: outcome, answeredBy: found.answeredBy, approvedBy: found.approvedBy } });
  return { removes: outcome === 'removed' ? placesOf([found.address], otherSystems()) : [] };
}

async function lapse({ tx, audit }: CommandContext, _tools: DormantTools, job: JobContext): Promise<JsonObject> {
  const { box } = readVariables(boxSchema, job);
  const found = await lockDormant(tx, job.instanceId, box.mailboxId);
  const outcome = found.answer === null ? 'unanswered' : 'unapproved';
  if (found.approved !== null || found.answer === 'keep') throw new PermanentFailure(`What becomes of ${found.address} is decided.`);
  await tx.execute('update dormant_mailbox set outcome = $3 where round_id = $1 and mailbox_id = $2', [found.roundId, box.mailboxId, outcome]);
  audit({ subject: 'mailbox', subjectId: box.mailboxId, detail: { dormant: outcome } });
  return {};
}

async function stop(context: CommandContext, { tell, otherSystems }: DormantTools, { instanceId }: JobContext): Promise<JsonObject> {
  const round = await roundOfCase(context.tx, instanceId);
  await stopAsking(context, tell, { ...round, instanceId });
  const gone = await context.tx.query<{ address: string }>(`select address from dormant_mailbox where round_id = $1 and outcome = 'removed' order by address`, [round.id]);
  context.audit({ subject: 'mailbox', subjectId: 'dormant', detail: { round: round.id, stopped: true } });
  return { removes: placesOf(gone.map(({ address }) => address), otherSystems()) };
}

/** One thing to do in one system, as `mailboxes.remove` takes it. */
function placesOf(addresses: readonly string[], systems: readonly string[]): { system: string; mailbox: string }[] {
  return addresses.flatMap((mailbox) => ['congvan', ...systems].map((system) => ({ system, mailbox })));
}

async function report(context: CommandContext, { tell }: DormantTools, job: JobContext): Promise<JsonObject> {
  const round = await roundOfCase(context.tx, job.instanceId);
  await context.tx.execute('update dormant_round set ended_at = $2 where id = $1', [round.id, context.now]);
  const counted = await context.tx.query<{ outcome: DormantOutcome; count: number }>(
    'select outcome, count(*)::int as count from dormant_mailbox where round_id = $1 and outcome is not null group by outcome',
    [round.id],
  );
  const of = (outcome: DormantOutcome): number => counted.find((each) => each.outcome === outcome)?.count ?? 0;
  const asked = counted.reduce((sum, { count }) => sum + count, 0);
  context.audit({ subject: 'mailbox', subjectId: 'dormant', detail: { round: round.id, asked, ...Object.fromEntries(counted.map(({ outcome, count }) => [outcome, count])), silent: [...round.silent] } });
  // An office without account systems hears nothing each month of nothing.
  if (asked === 0 && round.silent.length === 0) return {};
  const unheard = round.silent.length === 0 ? '' : ` Không rõ lần dùng ở: ${round.silent.join(', ')}; hộp thư ở đó không bị hỏi.`;
  const parts = [`giữ ${of('kept')}`, `hủy ${of('removed')}`, `đã dùng lại ${of('used')}`, ...SAID_IF_ANY.filter(([outcome]) => of(outcome) > 0).map(([outcome, text]) => `${text} ${of(outcome)}`)];
  const body = `Đã hỏi ${asked} hộp thư: ${parts.join(', ')}.${unheard}${round.endReason === null ? '' : ` Đợt này được cho thôi: ${round.endReason}`}`;
  await tell(context, { people: [], groups: ['chief-of-office', 'it'] }, { title: 'Kết quả rà soát hộp thư không dùng', body, instanceId: job.instanceId, event: `dormant:${round.id}` });
  return {};
}

const SAID_IF_ANY: readonly (readonly [DormantOutcome, string])[] = [
  ['refused', 'không duyệt hủy'],
  ['unanswered', 'không ai trả lời (để lại)'],
  ['unapproved', 'không ai duyệt hủy (để lại)'],
  ['stopped', 'thôi hỏi'],
];
