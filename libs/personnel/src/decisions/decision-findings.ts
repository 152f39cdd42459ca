import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { rulesOf } from './decision-kinds.js';
import type { CheckedDecision } from './kind-rules.js';
import { type OutsideMailboxes, outsideMailboxFindings } from './outside-mailboxes.js';
import type { DecisionInput } from './record-decision.command.js';
import { circleFindings } from './reporting-circle.js';
import { receivingUnitFindings } from './unit-findings.js';

/** Of these roles only administrators dispose: see the posts of the directory. */
const OF_ADMINISTRATORS = ['admin', 'designer', 'it'];

/**
 * All that speaks against a decision, whatever its kind and by its kind, in one list; it changes nothing. Of two decisions that come at
 * once the second sees the first.
 */
export async function findDecisionFaults(
  context: CommandContext,
  input: DecisionInput,
  checked: CheckedDecision,
  outside: OutsideMailboxes,
): Promise<Finding[]> {
  const [person] = await context.tx.query<{ login: string }>('select login from person where login = $1 for update', [input.login]);
  const unknown: Finding = { where: 'login', code: 'person-unknown', what: `there is no person ${input.login}`, mend: 'Register the person first.' };
  return [
    ...(person === undefined ? [unknown] : [...(await otherDecisions(context, input)), ...(await postFindings(context, input))]),
    ...shapeFindings(input),
    ...(await unitFindings(context, input)),
    ...(await rulesOf(input.kind).findings(context, checked)),
    ...(await circleFindings(context, input)),
    ...outsideMailboxFindings(input.login, outside),
  ];
}

async function otherDecisions({ tx }: CommandContext, { login, number, decidedOn }: DecisionInput): Promise<Finding[]> {
  const rows = await tx.query<{ number: string; kind: string; status: string }>(
    `select number, kind, status from personnel_decision
     where login = $1 and (status = 'open' or status = 'done' and number = $2 and decided_on = $3) order by recorded_at`,
    [login, number, decidedOn],
  );
  return rows.map(({ status, ...other }) => {
    const isOpen = status === 'open';
    return {
      where: 'login',
      code: isOpen ? 'other-decision-open' : 'decision-entered-already',
      what: `${login} has decision ${other.number} (${other.kind}, ${status}) already`,
      mend: isOpen ? 'Wait until it is carried out, or cancel it (POST /personnel-decisions/{id}/cancellation).' : 'Look it up: it is done.',
    };
  });
}

async function postFindings({ tx }: CommandContext, { login, kind, effectiveOn }: DecisionInput): Promise<Finding[]> {
  const isLeaving = kind === 'leave' || kind === 'retire';
  const [posts] = await tx.query<{ first: string | null; holds: boolean | null; last: string | null }>(
    `select min(valid_from) as first, bool_or(held_on(post, $2::date - $3::integer)) as holds,
            case when bool_and(valid_to is not null) then max(valid_to) end as last from post where login = $1`,
    [login, effectiveOn, isLeaving ? 0 : 1],
  );
  const { first, holds, last } = posts!;
  const gone = (what: string, mend: string): Finding => ({ where: 'login', code: 'person-gone', what, mend });
  if (first === null) return [gone(`${login} never held a post`, 'Enter a recruitment, or appoint him first (POST /posts).')];
  if (effectiveOn < first) {
    return [
      { where: 'effectiveOn', code: 'before-recruitment', what: `lies before ${first}, on which ${login} took up his first post`, mend: 'Correct the day, or the first appointment.' },
      gone(`${login} holds no post then`, `Name a day from ${first} on.`),
    ];
  }
  if (holds === true) return [];
  if (last !== null && last < effectiveOn) {
    return [gone(`${login} is gone: his last post ended on ${last}`, 'Enter a recruitment with his login if he returns, or correct his posts if that is wrong.')];
  }
  return [gone(`${login} holds no post on ${effectiveOn}`, 'See his posts (GET /people/{login}), and name a day on which he has one.')];
}

function shapeFindings({ kind, unit, role, title, accessEndsAt }: DecisionInput): Finding[] {
  const isMoving = kind === 'transfer' || kind === 'appoint';
  const missing = isMoving ? Object.entries({ unit, role, title }).filter(([, value]) => value === undefined) : [];
  return [
    ...missing.map(([where]): Finding => ({ where, code: 'decision-incomplete', what: 'is missing', mend: 'Say which post it gives.' })),
    ...(isMoving && accessEndsAt !== undefined
      ? [{ where: 'accessEndsAt', code: 'access-stays', what: 'is only for those who leave', mend: 'Leave it out: who moves keeps his access.' }]
      : []),
    ...(role !== undefined && OF_ADMINISTRATORS.includes(role)
      ? [{ where: 'role', code: 'role-of-administrators', what: `${role} is given by administrators alone`, mend: 'Give another post here, and have an administrator appoint him.' }]
      : []),
  ];
}

async function unitFindings(context: CommandContext, { unit, role, login, effectiveOn, withoutHeadConfirmed }: DecisionInput): Promise<Finding[]> {
  if (unit === undefined) return [];
  const today = dateInZone(context.now, context.zone);
  return receivingUnitFindings(context, { unit, role, login, day: effectiveOn < today ? today : effectiveOn, withoutHeadConfirmed });
}
