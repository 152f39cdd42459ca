import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { CheckedDecision } from '../leaving/kind-rules.js';
import { rulesOf } from './decision-kinds.js';
import type { DecisionInput } from './record-decision.command.js';

/** Of these roles only administrators dispose: see the posts of the directory. */
const OF_ADMINISTRATORS = ['admin', 'designer', 'it'];

/**
 * All that speaks against a decision, whatever its kind and by its kind, in one list; it changes nothing. Of two decisions that come at
 * once the second sees the first.
 */
export async function findDecisionFaults(context: CommandContext, input: DecisionInput, checked: CheckedDecision): Promise<Finding[]> {
  const [person] = await context.tx.query<{ login: string }>('select login from person where login = $1 for update', [input.login]);
  if (person === undefined) {
    return [{ where: 'login', code: 'person-unknown', what: `there is no person ${input.login}`, mend: 'Register the person first.' }];
  }
  const own = [...(await otherDecisions(context, input)), ...(await postFindings(context, input)), ...shapeFindings(input), ...(await unitFindings(context, input))];
  // Without a post on that day the rules of the kind have nothing to look at.
  if (own.some(({ where, code }) => where === 'login' && code === 'person-gone')) return own;
  return [...own, ...(await rulesOf(input.kind).findings(context, checked))];
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
  const [posts] = await tx.query<{ first: string | null; holds: boolean }>(
    `select min(valid_from) as first, bool_or(held_on(post, $2::date - $3::integer)) as holds from post where login = $1`,
    [login, effectiveOn, isLeaving ? 0 : 1],
  );
  const { first, holds } = posts!;
  if (first !== null && effectiveOn < first) {
    return [{ where: 'effectiveOn', code: 'before-recruitment', what: `lies before ${first}, on which ${login} took up his first post`, mend: 'Correct the day, or the first appointment.' },
      { where: 'login', code: 'person-gone', what: `${login} holds no post then` }]; // prettier-ignore
  }
  if (holds === true) return [];
  return [{ where: 'login', code: 'person-gone', what: `${login} holds no post on ${effectiveOn}`, mend: 'He is gone already: see his posts, and correct them if that is wrong.' }];
}

function shapeFindings({ kind, unit, role, title, accessEndsAt }: DecisionInput): Finding[] {
  const isMoving = kind === 'transfer' || kind === 'appoint';
  const missing = isMoving ? Object.entries({ unit, role, title }).filter(([, value]) => value === undefined) : [];
  return [
    ...missing.map(([where]): Finding => ({ where, code: 'decision-incomplete', what: 'is missing', mend: 'Say which post it gives.' })),
    ...(isMoving && accessEndsAt !== undefined ? [{ where: 'accessEndsAt', code: 'access-stays', what: 'is only for those who leave' }] : []),
    ...(role !== undefined && OF_ADMINISTRATORS.includes(role)
      ? [{ where: 'role', code: 'role-of-administrators', what: `${role} is given by administrators alone`, mend: 'Give another post here, and have an administrator appoint him.' }]
      : []),
  ];
}

async function unitFindings({ tx, now, zone }: CommandContext, { unit, role, login, effectiveOn }: DecisionInput): Promise<Finding[]> {
  if (unit === undefined) return [];
  const day = effectiveOn < dateInZone(now, zone) ? dateInZone(now, zone) : effectiveOn;
  const [found] = await tx.query<{ ends: string | null; lives: boolean; hasHead: boolean; leads: boolean }>(
    `select valid_to as ends, lives_on(unit, $2::date) as lives, kind = 'leadership' as leads,
            exists (select from heads_of_unit(code, $2::date) as head where head <> $3) as "hasHead" from unit where code = $1`,
    [unit, day, login],
  );
  if (found === undefined) return [{ where: 'unit', code: 'unit-unknown', what: `there is no unit ${unit}` }];
  if (!found.lives) return [{ where: 'unit', code: 'unit-ended', what: `${unit} is not there on ${day}`, mend: 'Name the unit that has its work.' }];
  if (found.hasHead || found.leads || role === 'head' || role === 'chief-of-office') return [];
  return [{ where: 'unit', code: 'receiving-unit-without-head', what: `${unit} has no head on ${day}, who confirms the arrival`, mend: 'Appoint a head, or somebody who does his work, first.' }];
}
