import type { InheritedCalendar } from '#deadlines';
import type { CommandContext } from '#runtime';
import type { PostRole } from '../../post-role.js';
import type { UnitKind } from '../../unit-kind.js';
import type { MailboxStatus } from '../../mailboxes/mailbox-status.js';
import { openWorkOf, type WorkOfUnit } from '../work-of-unit.js';
import { keepsDeputy } from './deputies-of-posts.js';
import type { Moved } from './move-cases.js';
import { postsAfter } from './office-after.js';
import type { MailboxEntry, PlannedPost } from './plan-lines.js';
import type { Steps } from './plan-steps.js';
import type { Office } from './read-office.js';

/** Everything that a plan does, as a check found it or as it was done. */
export interface PlanReport {
  readonly created: readonly { readonly code: string; readonly name: string; readonly kind: UnitKind; readonly parentCode: string | null }[];
  readonly revised: readonly { readonly code: string; readonly name?: string; readonly parentCode?: string | null }[];
  readonly ended: readonly { readonly code: string; readonly lastDay: string; readonly successor: string }[];
  readonly posts: readonly { readonly login: string; readonly from: PlannedPost | null; readonly to: PlannedPost | null }[];
  /** Heads of the units that take something, from the day on. */
  readonly heads: readonly { readonly unit: string; readonly head: string; readonly deputies: readonly string[] }[];
  /** Open work of units that end, which follows their successors. */
  readonly work: readonly (WorkOfUnit & { readonly unit: string; readonly successor: string })[];
  /** What goes to a part of its unit by name. */
  readonly moved: readonly Moved[];
  readonly mailboxes: readonly { readonly id: string; readonly address: string; readonly status: MailboxStatus; readonly unit: string; readonly to: string; readonly becomes: MailboxEntry['becomes']; readonly localPart: string | null }[];
  /** Given by posts that end; those of a post that goes on in the same role go with it. */
  readonly delegations: readonly { readonly id: string; readonly holder: string; readonly deputy: string; readonly to: string; readonly goesOn: boolean }[];
  /** Rights to sign of these people; one ends with the last post for it. The words of a title are for whoever registered it. */
  readonly authorities: readonly { readonly id: string; readonly holder: string; readonly form: string; readonly title: string; readonly goesOn: boolean }[];
  /** Working calendars of new units whose predecessors have one of their own; left out by earlier releases. */
  readonly calendars?: readonly InheritedCalendar[];
  /** Of the agency, not of a unit: each goes on without a gap. */
  readonly books: readonly { readonly code: string; readonly name: string }[];
}

/** The same posts that `countsOn` of the signatures asks for (ND 30 §13). */
const ROLES_OF_FORM: Readonly<Record<string, readonly PostRole[]>> = { TL: ['head'], TUQ: ['head'], KT: ['leader', 'deputy-head'] };

export async function reportOn({ tx }: CommandContext, office: Office, steps: Steps, { moved, calendars }: Required<Pick<PlanReport, 'moved' | 'calendars'>>): Promise<PlanReport> {
  const after = postsAfter(office, steps);
  const work: PlanReport['work'][number][] = [];
  for (const { code: unit, successor } of steps.end) {
    for (const each of await openWorkOf(tx, unit, office.lastDay)) work.push({ ...each, unit, successor });
  }
  const taking = [...new Set(steps.posts.flatMap(({ to }) => (to === null ? [] : [to.unit])))].sort();
  const holders = (unit: string, role: PostRole) => after.filter((post) => post.unit === unit && post.role === role).map(({ login }) => login);
  const logins = [...new Set(steps.posts.map(({ login }) => login))];
  const authorities = await tx.query<{ id: string; holder: string; form: string; title: string }>(
    `select id, holder, form, title from signing_authority
     where holder = any($1) and ended_at is null and (valid_to is null or valid_to >= $2) order by holder, form, id`,
    [logins, office.day],
  );
  const delegations = await tx.query<{ id: string; postId: string; deputy: string; to: string }>(
    `select id, post_id as "postId", deputy, valid_to as "to" from delegation
     where post_id = any($1::uuid[]) and valid_to >= $2 and ended_on is null order by valid_to, id`,
    [steps.posts.flatMap(({ from }) => (from === null ? [] : [from.postId])), office.day],
  );
  return {
    created: steps.create.map(({ where: _, of: __, ...unit }) => unit),
    revised: steps.revise.map(({ where: _, ...unit }) => unit),
    ended: steps.end.map((each) => ({ ...each, lastDay: office.lastDay })),
    posts: steps.posts.map(({ login, from, to }) => ({ login, from: from && { unit: from.unit, role: from.role, title: from.title }, to })),
    heads: taking.flatMap((unit) => holders(unit, 'head').map((head) => ({ unit, head, deputies: holders(unit, 'deputy-head') }))),
    work,
    moved,
    mailboxes: steps.mailboxes.map(({ mailbox: { handoverDue: _, ...mailbox }, to, becomes, localPart = null }) => ({ ...mailbox, to, becomes, localPart })),
    delegations: delegations.map(({ postId, ...delegation }) => {
      const change = steps.posts.find(({ from }) => from?.postId === postId)!;
      return { ...delegation, holder: change.login, goesOn: keepsDeputy(change) };
    }),
    authorities: authorities.map((authority) => {
      const roles = ROLES_OF_FORM[authority.form] ?? ['leader'];
      return { ...authority, goesOn: after.some(({ login, role }) => login === authority.holder && roles.includes(role)) };
    }),
    calendars,
    books: await tx.query('select code, name from document_book order by code'),
  };
}
