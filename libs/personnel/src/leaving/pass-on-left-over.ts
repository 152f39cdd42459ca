import { CongvanError, dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { addLines, leftOverOf, type NewLine, type Thing } from '../handover/draw-up.js';
import type { Minutes } from '../handover/minutes.js';
import { moveThing } from '../handover/move-line.command.js';
import { signersOf } from '../handover/rights.js';
import type { PersonnelTools } from '../personnel-tools.js';

/**
 * What has come to him behind the closed minutes goes on with who stays when his access ends, with a line for each: with who closed them,
 * else with the head of the unit, a deputy, or whoever signs in the place of the head. What none of them may have is with nobody, and the signers are told to give it to others.
 */
export async function passOnLeftOver(context: CommandContext, tools: PersonnelTools, minutes: Minutes): Promise<void> {
  const left = await leftOverOf(context, minutes);
  const signers = await signersOf(context, minutes);
  const people = left.length === 0 ? [] : await receiversOf(context, minutes, signers);
  const lines: NewLine[] = [];
  for (const thing of left) {
    const line = await passOn(context, tools, minutes, thing, people);
    if (line.outcome !== 'over') lines.push(line);
  }
  if (lines.length === 0) return;
  await addLines(context.tx, minutes.id, lines);
  await tools.climb(context, lines.flatMap(({ kind, subjectId, outcome }) => (kind === 'task' && outcome === 'climbed' ? [subjectId!] : [])), signers);
  context.audit({ subject: 'handover-minutes', subjectId: minutes.id, detail: { leftOver: lines.map(({ kind, subjectId, receiver }) => `${kind} ${subjectId ?? ''} → ${receiver ?? signers}`) } });
  const receivers = [...new Set(lines.flatMap(({ receiver }) => receiver ?? []))];
  await tools.tell(context, { people: receivers, groups: [...new Set([signers, 'chief-of-office'])] }, {
    title: `Còn ${lines.length} việc đến sau biên bản bàn giao: ${minutes.fullName}`,
    body: `Biên bản ${minutes.label} đã ghi thêm các mục và người nhận. Mục chưa có người nhận: hãy giao cho người khác.`,
    instanceId: minutes.instanceId,
    event: `handover-left-over:${minutes.id}`,
  });
}

async function passOn(context: CommandContext, tools: PersonnelTools, minutes: Minutes, thing: Thing, people: readonly string[]): Promise<NewLine> {
  // The head of the day after has it: see `personnel.hand-over-mailboxes`.
  if (thing.kind === 'mailbox') return { ...thing, receiver: people[0] ?? null, outcome: people.length > 0 ? null : 'climbed', problem: LATE };
  const problems = [LATE];
  for (const to of people) {
    try {
      return { ...thing, receiver: to, outcome: await context.withSavepoint(() => moveThing(context, tools, minutes, { ...thing, to })), problem: LATE };
    } catch (error) {
      if (!(error instanceof CongvanError) || error.kind === 'transient' || error.kind === 'internal') throw error;
      problems.push(error.message);
    }
  }
  return { ...thing, receiver: null, outcome: 'climbed', problem: problems.join(' ').slice(0, 2000) };
}

const LATE = 'Came to him after the minutes were closed.';

/** Who may go on with it, in the order in which they are tried: all of them stay. */
async function receiversOf({ tx, now, zone }: CommandContext, { login, unit, closedBy, lastDay }: Minutes, signers: string): Promise<string[]> {
  const rows = await tx.query<{ login: string }>(
    `select login from post
     where login <> $1 and held_on(post, $3::date) and held_on(post, greatest($3::date, $4::date + 1))
       and (login = $5 or role = $6 or role in ('head', 'deputy-head') and unit_code in (select heirs_of_unit($2, $3::date)))
     group by login order by login <> coalesce($5, ''), bool_or(role = 'head') desc, bool_or(role = 'deputy-head') desc, login`,
    [login, unit, dateInZone(now, zone), lastDay, closedBy, signers],
  );
  return rows.map((row) => row.login);
}
