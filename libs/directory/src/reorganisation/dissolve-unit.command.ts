import { dateInZone, type Finding } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { DissolutionRefusedError, UnitNotFoundError } from '../errors.js';
import { HELD_BY_NAME, openWorkOf, type WorkOfUnit } from './work-of-unit.js';

export const dissolutionSchema = z.strictObject({
  lastDay: z.iso.date().describe('Ngày hoạt động cuối cùng của đơn vị; chức vụ trong đơn vị kết thúc ngày ấy.'),
  successor: z.string().max(20).nullish().describe('Mã đơn vị tiếp nhận công việc từ ngày sau đó; chỉ bỏ trống khi không còn việc nào.'),
  dryRun: z.boolean().default(false).describe('true: chỉ xem những gì sẽ chuyển, không thay đổi gì.'),
});

export interface DissolveUnitInput extends z.output<typeof dissolutionSchema> {
  readonly code: string;
}

export interface Dissolution {
  readonly code: string;
  readonly lastDay: string;
  readonly successor: string | null;
  /** Posts that end with it, of those who hold them then. */
  readonly posts: readonly { readonly postId: string; readonly login: string; readonly title: string }[];
  /** What is open and, from the day after on, reaches the people of the successor. */
  readonly work: readonly WorkOfUnit[];
}

interface Unit {
  readonly code: string;
  readonly kind: string;
  readonly validTo: string | null;
}

/**
 * A unit ends with a day, and its posts with it. From the day after on the posts of its successor give the groups of the
 * same posts here, so that open tasks, replies, files and deadlines reach other people without any case being touched. A dry
 * run tells what that is. A unit with open work needs a successor, so that nothing is forgotten.
 * @throws UnitNotFoundError, DissolutionRefusedError with everything that is wrong
 */
export const dissolveUnit: Command<DissolveUnitInput, Dissolution> = {
  name: 'directory.dissolve-unit',
  async run(context, { code, lastDay, successor = null, dryRun }) {
    const units = await lockUnits(context, [code, ...(successor === null ? [] : [successor])]);
    const unit = units.find((each) => each.code === code);
    if (unit === undefined) throw new UnitNotFoundError(code);
    const work = await openWorkOf(context.tx, code, lastDay);
    const findings = [
      ...unitFindings(context, unit, lastDay),
      ...(await partFindings(context, unit, lastDay)),
      ...(successor === null ? workFindings(work) : await successorFindings(context, { code, successor, lastDay }, units)),
    ];
    if (findings.length > 0) throw new DissolutionRefusedError(code, findings);

    const posts = await openPosts(context, code, lastDay);
    if (dryRun) context.nothingChanged();
    else await endUnit(context, { code, lastDay, successor, posts });
    return { code, lastDay, successor, posts, work };
  },
};

/** Also against appointments, which share the lock. */
function lockUnits({ tx }: CommandContext, codes: readonly string[]): Promise<Unit[]> {
  return tx.query<Unit>('select code, kind, valid_to as "validTo" from unit where code = any($1) order by code for no key update', [codes]);
}

function unitFindings({ now, zone }: CommandContext, { kind, validTo }: Unit, lastDay: string): Finding[] {
  if (validTo !== null) return [{ where: 'code', code: 'unit-ends-already', what: `ends on ${validTo} already` }];
  if (kind === 'leadership') return [{ where: 'code', code: 'unit-leads-the-agency', what: 'is the leadership, which an agency always has' }];
  const today = dateInZone(now, zone);
  if (lastDay >= today) return [];
  const mend = 'Who had which rights until today stays as it was: name today or a later day.';
  return [{ where: 'lastDay', code: 'last-day-passed', what: `lies before ${today}`, mend }];
}

async function partFindings({ tx }: CommandContext, { code }: Unit, lastDay: string): Promise<Finding[]> {
  const parts = await tx.query<{ code: string }>(
    `select code from unit_as_of($2::date + 1) as afterwards join unit using (code)
     where afterwards.parent_code = $1 and (valid_to is null or valid_to > $2) order by code`,
    [code, lastDay],
  );
  const later = await tx.query<{ login: string; from: string }>(
    'select login, valid_from as "from" from post where unit_code = $1 and valid_from > $2 order by valid_from, login',
    [code, lastDay],
  );
  return [
    ...parts.map((part): Finding => ({
      where: 'code',
      code: 'unit-has-parts',
      what: `has the unit ${part.code}`,
      mend: 'Dissolve that first, or move it to another unit.',
    })),
    ...later.map(({ login, from }): Finding => ({
      where: 'lastDay',
      code: 'post-begins-later',
      what: `${login} takes up a post on ${from}`,
      mend: 'End that appointment first.',
    })),
  ];
}

function workFindings(work: readonly WorkOfUnit[]): Finding[] {
  return work.map(({ kind, count }) => ({
    where: 'successor',
    code: 'work-without-successor',
    what: `is missing: ${count} of the kind ${kind} would be left to nobody`,
    mend: 'Name the unit that has the work from then on.',
  }));
}

async function successorFindings(
  { tx }: CommandContext,
  { code, successor, lastDay }: { readonly code: string; readonly successor: string; readonly lastDay: string },
  units: readonly Unit[],
): Promise<Finding[]> {
  const heir = units.find((each) => each.code === successor);
  if (heir === undefined) return [{ where: 'successor', code: 'unit-unknown', what: `there is no unit ${successor}` }];
  if (successor === code) return [{ where: 'successor', code: 'successor-of-itself', what: 'is the unit itself' }];
  if (heir.kind === 'leadership') {
    return [{ where: 'successor', code: 'unit-leads-the-agency', what: `${successor} is the leadership, in which nobody takes work` }];
  }
  if (heir.validTo !== null && heir.validTo <= lastDay) {
    return [{ where: 'successor', code: 'successor-ends', what: `${successor} ends on ${heir.validTo}`, mend: 'Name the unit that has its work.' }];
  }
  // Of one that ends later: its own successor must not lead back here.
  const round = await tx.query(
    `with recursive heir(code) as (
       select $1::text union select u.successor_code from heir h join unit u on u.code = h.code where u.successor_code is not null)
     select from heir where code = $2`,
    [successor, code],
  );
  return round.length === 0 ? [] : [{ where: 'successor', code: 'successor-of-itself', what: `the work of ${successor} comes to ${code} again` }];
}

function openPosts({ tx }: CommandContext, code: string, lastDay: string): Promise<{ postId: string; login: string; title: string }[]> {
  return tx.query(
    `select id as "postId", login, title from post where unit_code = $1 and (valid_to is null or valid_to > $2)
     order by login, id for no key update`,
    [code, lastDay],
  );
}

/** Ends a unit and these posts of it; what lies on desks of people who work nowhere else climbs to who heads its successor. */
export async function endUnit(context: CommandContext, { code, lastDay, successor, posts }: Omit<Dissolution, 'work'>): Promise<void> {
  const { tx } = context;
  // The heads of the successor, who have this group from the day after on, see what was given by name and hand it out.
  const climbed = await tx.query<{ id: string }>(
    `update user_task set escalated_to = escalated_to || $2::text where id = any(array(select t.id from user_task t where ${HELD_BY_NAME}
       and not $2 = any(t.escalated_to))) returning id`,
    [code, `head:${code}`, lastDay],
  );
  await tx.execute('update post set valid_to = $2 where id = any($1::uuid[])', [posts.map(({ postId }) => postId), lastDay]);
  await tx.execute('update unit set valid_to = $2, successor_code = $3 where code = $1', [code, lastDay, successor]);
  context.audit({ subject: 'unit', subjectId: code, detail: { lastDay, successor, posts: posts.map(({ postId }) => postId), climbed: climbed.map(({ id }) => id) } });
}
