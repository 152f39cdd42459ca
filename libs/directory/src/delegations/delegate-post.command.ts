import { dateInZone, type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { AppointmentNotFoundError } from '../errors.js';
import type { PostRole } from '../post-role.js';
import { namesDocument, requireLender, type Standing } from './delegation-rights.js';
import { DelegationRefusedError } from './errors.js';
import { tellConcerned, type TellOfDelegation } from './tell-of-delegation.js';

export const delegationSchema = z.strictObject({
  postId: z.uuid().describe('Chức vụ được làm thay.'),
  deputy: z.string().min(1).max(40).describe('Tên đăng nhập của người làm thay.'),
  from: z.iso.date().describe('Ngày đầu làm thay.'),
  to: z.iso.date().describe('Ngày cuối làm thay.'),
  basis: z.string().trim().min(1).max(500).describe('Căn cứ: giấy ủy quyền, thông báo phân công, đơn nghỉ phép. Tổ chức cán bộ, Chánh Văn phòng, quản trị ghi thay thì phải có số văn bản.'),
});

type Delegation = z.output<typeof delegationSchema>;

export interface DelegatePostInput extends Delegation {
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** The longest that anybody does the work of another, in days. */
  readonly mostDays: number;
  readonly tell: TellOfDelegation;
}

/** Rights over the installation and its accounts are the person's own. */
const NEVER_PASSED_ON: readonly PostRole[] = ['admin', 'designer', 'it'];
/** Who may do the work of a leader: the others have nobody's instruction to give. */
const NEXT_TO_LEADER: readonly PostRole[] = ['leader', 'chief-of-office', 'head'];
interface Post {
  readonly holder: string;
  readonly role: PostRole;
  readonly unit: string;
  readonly title: string;
  readonly from: string;
  readonly to: string | null;
}

/**
 * Gives the work of a post to a deputy for some days (uỷ quyền, cử người thay): he has its groups then, beside its holder.
 * He acts for him, so what the holder may not do himself he may not do either, and passes nothing on. To sign for the head
 * takes an authority to sign besides (TUQ, KT), which stands elsewhere.
 * @throws AppointmentNotFoundError, DelegationForbiddenError, DelegationRefusedError with everything that is wrong
 */
export const delegatePost: Command<DelegatePostInput, { id: string }> = {
  name: 'directory.delegate-post',

  request: ({ groups: _, tell: __, mostDays: ___, ...input }) => input,

  async run(context, { groups, tell, mostDays, ...input }) {
    const { tx, caller, now } = context;
    const { postId, deputy, from, to, basis } = input;
    // Two deputies entered at once would each find no other.
    const [post] = await tx.query<Post>(
      `select login as holder, role, unit_code as unit, title, valid_from as "from", valid_to as "to" from post where id = $1 for no key update`,
      [postId],
    );
    if (post === undefined) throw new AppointmentNotFoundError(postId);
    const standing = await requireLender(context, post, deputy, groups);
    const findings = [...faultsOf(context, post, input), ...faultsOfEntry(standing, mostDays, input), ...(await deputyFindings(context, post, input)), ...(await otherDeputies(context, input))];
    if (findings.length > 0) throw new DelegationRefusedError(findings);
    const id = newId();
    await tx.execute(
      `insert into delegation (id, post_id, deputy, basis, valid_from, valid_to, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, postId, deputy, basis, from, to, caller.actor, now],
    );
    context.audit({ subject: 'person', subjectId: post.holder, detail: { delegationId: id, old: null, new: { postId, deputy, from, to, basis } } });
    await tellConcerned(context, tell, { delegationId: id, deputy, title: post.title, holder: post.holder, from, to, ended: null });
    return { id };
  },
};

function faultsOf({ now, zone }: CommandContext, post: Post, { from, to, deputy }: Delegation): Finding[] {
  const findings: Finding[] = [];
  if (NEVER_PASSED_ON.includes(post.role)) {
    findings.push({ where: 'postId', code: 'post-not-passed-on', what: `is a post ${post.role}, whose rights are the person’s own`, mend: 'Appoint somebody else to it for the time.' });
  }
  if (to < from) findings.push({ where: 'to', code: 'ends-before-it-begins', what: 'lies before the first day' });
  if (to < dateInZone(now, zone)) findings.push({ where: 'to', code: 'last-day-passed', what: 'has passed', mend: 'What was done stays as it was done.' });
  if (from < post.from || (post.to !== null && to > post.to)) {
    findings.push({ where: 'from', code: 'outside-of-post', what: `to is not within the time in the post, ${post.from} to ${post.to ?? '…'}` });
  }
  if (deputy === post.holder) findings.push({ where: 'deputy', code: 'deputy-of-oneself', what: 'is the holder himself' });
  return findings;
}

/** What is somebody else's decision is found again by its number; and a post that is empty for long is given to somebody. */
function faultsOfEntry(standing: Standing, mostDays: number, { from, to, basis }: Delegation): Finding[] {
  const findings: Finding[] = [];
  if (standing === 'keeper' && !namesDocument(basis)) {
    const mend = 'Name the document by which the holder, or who stands above him, has decided: 12/GUQ-SKHCN. Or let him enter it.';
    findings.push({ where: 'basis', code: 'basis-without-number', what: 'names no document by its number', mend });
  }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days > mostDays) {
    findings.push({ where: 'to', code: 'delegation-too-long', what: `makes it ${days} days, and ${mostDays} are allowed`, mend: 'Enter fewer days, or appoint somebody to the post.' });
  }
  return findings;
}

async function deputyFindings({ tx }: CommandContext, post: Post, { deputy, from, to }: Delegation): Promise<Finding[]> {
  const held = await tx.query<{ role: PostRole }>(
    'select role from post where login = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $3)',
    [deputy, from, to],
  );
  if (held.length === 0) {
    return [{ where: 'deputy', code: 'person-without-post', what: 'holds no post through all these days', mend: 'Name somebody who works here then.' }];
  }
  if (post.role !== 'leader' || held.some(({ role }) => NEXT_TO_LEADER.includes(role))) return [];
  return [{ where: 'deputy', code: 'deputy-below-post', what: 'is neither leader, chief of office nor head of a unit', mend: 'A leader is represented by one of these.' }];
}

async function otherDeputies({ tx }: CommandContext, { postId, from, to }: Delegation): Promise<Finding[]> {
  const others = await tx.query<{ deputy: string; from: string; to: string }>(
    `select deputy, valid_from as "from", least(valid_to, ended_on - 1) as "to" from delegation
     where post_id = $1 and valid_from <= $3 and least(valid_to, ended_on - 1) >= $2 order by valid_from`,
    [postId, from, to],
  );
  return others.map((other) => ({
    where: 'from',
    code: 'has-other-deputy',
    what: `${other.deputy} does the work from ${other.from} to ${other.to}`,
    mend: 'End that first.',
  }));
}
