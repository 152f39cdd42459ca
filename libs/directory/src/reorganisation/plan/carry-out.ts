import { type InheritedCalendar, inheritCalendar } from '#deadlines';
import { CongvanError, dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { appoint } from '../../appoint.command.js';
import { createUnit } from '../../create-unit.command.js';
import type { DelegationToTell } from '../../delegations/tell-of-delegation.js';
import { changeMailboxStatus } from '../../mailboxes/change-mailbox-status.command.js';
import { renameMailbox } from '../../mailboxes/rename-mailbox.command.js';
import { reviseUnit } from '../../units/revise-unit.command.js';
import { endUnit } from '../dissolve-unit.command.js';
import { deputyFindings, keepsDeputy, passDeputiesOn } from './deputies-of-posts.js';
import { PlanRefusedError } from './errors.js';
import { caseFindings, type Moved, moveCases } from './move-cases.js';
import { openPlanFindings } from './open-plans.js';
import { ownPostFindings } from './own-post-findings.js';
import { planFindings } from './plan-findings.js';
import { basisOf, type PlanContent, type PlannedPost } from './plan-lines.js';
import { type PlanReport, reportOn } from './plan-report.js';
import { type MailboxChange, type Steps, stepsOf } from './plan-steps.js';
import { type Office, readOffice } from './read-office.js';

export interface CarriedOut {
  readonly report: PlanReport;
  readonly units: readonly string[];
  readonly people: readonly string[];
  /** Whose deputies go on in another post, or do the work of this one no more. */
  readonly deputies: readonly DelegationToTell[];
}

/**
 * Does everything that a plan says, or nothing: what is wrong is looked for first and told at once.
 * @param day on which it counts, `YYYY-MM-DD`; not before today
 * @throws PlanRefusedError
 */
export async function carryOut(context: CommandContext, id: string, content: PlanContent, day: string): Promise<CarriedOut> {
  const { tx, now, zone } = context;
  // Moves of units go one after the other, as `reviseUnit` has it.
  await tx.execute('lock table unit_version in share row exclusive mode');
  const today = dateInZone(now, zone);
  const early = stepsOf(content, await readOffice(tx, day, today));
  const findings: Finding[] = [];
  const moved: Moved[] = [];
  // Cases before people and units, as everybody else locks them.
  await lockCases(context, early);
  const logins = [...new Set(early.posts.map(({ login }) => login))].sort();
  await tx.query('select from person where login = any($1) order by login for update', [logins]);
  await tx.query('select from unit order by code for no key update');
  const office = await readOffice(tx, day, today);
  const steps = stepsOf(content, office);
  const people = [...new Set(steps.posts.map(({ login }) => login))].sort();
  const units = [...new Set([...steps.end.map(({ code }) => code), ...steps.revise.map(({ code }) => code), ...steps.cases.map(({ unit }) => unit)])].sort();
  findings.push(
    ...planFindings(content, office, steps),
    ...(await deputyFindings(context, office, steps)),
    ...(await openPlanFindings(context, id, units, people)),
    ...(await ownPostFindings(context, id, content)),
  );
  for (const move of steps.cases) findings.push(...(await caseFindings(context, move)));
  if (findings.length > 0) throw new PlanRefusedError(findings);
  const calendars: InheritedCalendar[] = [];
  await within('lines', async () => {
    for (const { where, of, ...unit } of steps.create) {
      await within(where, () => context.run(createUnit, { ...unit, parentCode: unit.parentCode ?? undefined, validFrom: day }));
      const calendar = await inheritCalendar(context, { unit: unit.code, of, reason: basisOf(content) });
      if (calendar !== null) calendars.push(calendar);
    }
    for (const { where, ...change } of steps.revise) await within(where, () => context.run(reviseUnit, { ...change, from: day, basis: basisOf(content) }));
  });
  for (const move of steps.cases) moved.push(...(await moveCases(context, move)));
  const report = await reportOn(context, office, steps, { moved, calendars });
  const deputies = await changePosts(context, steps, office, basisOf(content));
  for (const { code, successor } of steps.end) await endUnit(context, { code, lastDay: office.lastDay, successor, posts: [] });
  await changeMailboxes(context, steps, office, basisOf(content));
  await tx.execute(
    `insert into reorganisation_move (plan_id, kind, ref, from_unit, to_unit)
     select $1, kind, id, "from", "to" from jsonb_to_recordset($2::jsonb) as moved(kind text, id text, "from" text, "to" text)`,
    [id, JSON.stringify(moved)],
  );
  return { report, units, people, deputies };
}

/** What a step refuses is told with the line that asks for it. */
async function within<Result>(where: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof CongvanError) || error instanceof PlanRefusedError || error.kind === 'transient') throw error;
    const { code, message, findings } = error;
    throw new PlanRefusedError(findings.length === 0 ? [{ where, code: code.replaceAll('.', '-'), what: message }] : findings.map((each) => ({ ...each, where: `${where}.${each.where}` })));
  }
}

async function lockCases({ tx }: CommandContext, { cases }: Steps): Promise<void> {
  await tx.query(
    `select from process_instance i where i.status = 'active' and i.root_instance_id in (
       select root.id from process_instance root join process_definition d on d.id = root.definition_id
       where root.status = 'active' and (root.id = any($2::uuid[]) or d.key = any($1))) order by i.id for no key update`,
    [cases.flatMap(({ processes }) => processes), cases.flatMap((each) => each.cases)],
  );
}

async function changePosts(context: CommandContext, { posts }: Steps, { lastDay, day, posts: held }: Office, basis: string): Promise<DelegationToTell[]> {
  const { tx } = context;
  const deputies: DelegationToTell[] = [];
  const ending = posts.flatMap(({ from }) => (from === null ? [] : [from.postId]));
  await tx.execute('update post set valid_to = $2 where id = any($1::uuid[])', [ending, lastDay]);
  const gone = new Set(ending);
  const begun = new Map(held.filter(({ postId }) => !gone.has(postId)).map(({ login, unit, role, postId }) => [`${login} ${role} ${unit}`, postId]));
  for (const { login, from, to, where } of posts) {
    if (from !== null) context.audit({ subject: 'person', subjectId: login, detail: { postId: from.postId, old: { to: from.to }, new: { to: lastDay }, basis } });
    const next = to === null ? null : await within(where, () => beginPost(context, { login, ...to }, from?.to ?? null));
    if (from === null) continue;
    const passing = { login, from, to: next !== null && keepsDeputy({ from, to }) ? { postId: next, title: to!.title } : null };
    deputies.push(...(await passDeputiesOn(context, passing, { day, reason: basis })));
  }
  return deputies;

  /** Two posts that become one are begun once. */
  async function beginPost(inside: CommandContext, post: PlannedPost & { readonly login: string }, end: string | null): Promise<string> {
    const key = `${post.login} ${post.role} ${post.unit}`;
    const there = begun.get(key);
    if (there !== undefined) return there;
    const { postId } = await inside.run(appoint, { ...post, from: day, ...(end === null ? {} : { to: end }), basis });
    begun.set(key, postId);
    return postId;
  }
}

async function changeMailboxes(context: CommandContext, { mailboxes, posts }: Steps, { day }: Office, reason: string): Promise<void> {
  for (const change of mailboxes) await within('lines', () => changeMailbox(context, change, reason));
  await endUses(context, [...new Set(posts.map(({ login }) => login))], day, reason);
}

async function changeMailbox(context: CommandContext, { mailbox, becomes, to, localPart }: MailboxChange, reason: string): Promise<void> {
  const { tx, now } = context;
  const { id, address, unit } = mailbox;
  if (localPart !== undefined) await context.run(renameMailbox, { id, localPart, reason });
  if (becomes !== 'handed-over') {
    await context.run(changeMailboxStatus, { id, status: becomes, reason });
    if (becomes === 'removed') return;
  }
  if (to === unit) return;
  await tx.execute('update mailbox set unit_code = $2, changed_at = $3 where id = $1', [id, to, now]);
  context.audit({ subject: 'mailbox', subjectId: id, detail: { address, old: { unit }, new: { unit: to }, reason } });
}

/** Who used a mailbox by leave of its head and works elsewhere from now on does so no more, also where the mailbox stays as it is. */
async function endUses({ tx, caller, audit }: CommandContext, moved: readonly string[], day: string, reason: string): Promise<void> {
  const ended = await tx.query<{ id: string; mailboxId: string; login: string }>(
    `update mailbox_use u set ended_on = $2, ended_by = $3
     from mailbox join unit on unit.code = mailbox.unit_code
     where mailbox.id = u.mailbox_id and u.login = any($1) and u.ended_on is null and (u.valid_to is null or u.valid_to >= $2)
       and not exists (select from post where post.login = u.login and held_on(post, $2)
         and (post.unit_code in (select heirs_of_unit(unit.code, $2)) or unit.kind = 'leadership' and post.role in ('head', 'chief-of-office')))
     returning u.id, u.mailbox_id as "mailboxId", u.login`,
    [moved, day, caller.actor],
  );
  for (const { id, mailboxId, login } of ended) audit({ subject: 'mailbox', subjectId: mailboxId, detail: { useId: id, old: { login }, new: { endedOn: day }, reason } });
}
