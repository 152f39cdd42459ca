import type { Finding } from '#foundation';
import { type CommandContext, correlateMessage } from '#runtime';

/** A personnel decision as it is checked, before it has an id. */
export interface CheckedDecision {
  readonly kind: string;
  readonly login: string;
  /** `YYYY-MM-DD`: of who leaves his last working day, of who moves his first day in the new post. */
  readonly effectiveOn: string;
  /** Of who leaves: when access ends, ISO 8601. */
  readonly accessEndsAt?: string | null;
  /** Of who moves: the new post. */
  readonly unit?: string | null;
  readonly role?: string | null;
  readonly title?: string | null;
  /** Of who leaves: access ends so many hours after the entry at the earliest. */
  readonly noticeHours: number;
  /** The decision, with number and date. */
  readonly basis: string;
}

/** What a kind of decision asks before anything is changed, and how its case is begun. */
export interface KindRules {
  /** All that speaks against it; changes nothing. */
  findings(context: CommandContext, decision: CheckedDecision): Promise<Finding[]>;
  /** In the transaction that enters the decision. */
  begin(context: CommandContext, decision: CheckedDecision & { readonly id: string }): Promise<{ readonly instanceId: string; /** Of who leaves: ISO 8601. */ readonly accessEndsAt?: string }>;
}

/** Tells a case that its decision was cancelled. */
export const DECISION_CANCELLED = 'personnel.decision-cancelled';

/** @throws MessageNotCorrelatedError where the case is over, or between two steps */
export async function cancelCase(context: CommandContext, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
  await context.run(correlateMessage, { message: DECISION_CANCELLED, correlationKey: id, variables: { cancelReason: reason }, mustMatch: true });
}

/** Posts without which the installation, or what others wait for, stands still. */
const NEVER_EMPTY: Readonly<Record<string, string>> = {
  admin: 'the last administrator of the installation',
  'chief-of-office': 'the only chief of office',
  leader: 'the only leader',
  personnel: 'the only one of personnel',
  it: 'the only one of IT',
};

/**
 * A finding for each post that nobody has who must not be missing, once a person has left his: it is not found out afterwards.
 * @param day `YYYY-MM-DD`, the last on which he holds it; `keeps` the role that he has from then on
 */
export async function lastOfPost(context: CommandContext, { login, day, keeps }: { readonly login: string; readonly day: string; readonly keeps?: string | null }): Promise<Finding[]> {
  const rows = await context.tx.query<{ role: string }>(
    `select distinct role from post p where login = $1 and role = any($3) and held_on(p, $2::date)
       and not exists (select from post other where other.login <> $1 and other.role = p.role and held_on(other, $2::date + 1)) order by 1`,
    [login, day, Object.keys(NEVER_EMPTY).filter((role) => role !== keeps)],
  );
  return rows.map(({ role }) => ({
    where: 'login',
    code: 'last-of-post',
    what: `${login} is ${NEVER_EMPTY[role]!}`,
    mend: `Appoint somebody else for a time behind ${day} first.`,
  }));
}

export interface LeftPlace {
  readonly fullName: string;
  /** The unit whose head signs his minutes: that of the first of his posts that leads, else of the first that he has had. */
  readonly unit: string;
  /** First instant of the day after, ISO 8601. */
  readonly dayAfter: string;
}

/** Undefined where the person has no post on that day. */
export async function leftPlace({ tx, zone }: CommandContext, login: string, day: string): Promise<LeftPlace | undefined> {
  const [place] = await tx.query<LeftPlace>(
    `select full_name as "fullName", unit_code as unit, ($2::date + 1)::timestamp at time zone $3 as "dayAfter"
     from person join post using (login) where login = $1 and held_on(post, $2::date)
     order by array_position(array['head', 'chief-of-office', 'leader', 'deputy-head'], role) nulls last, valid_from, post.id limit 1`,
    [login, day, zone],
  );
  return place;
}
