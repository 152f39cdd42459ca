import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { OutsideNames, Recruitment } from './recruitment.schema.js';

/**
 * All that speaks against taking somebody on, in one list; changes nothing. Of two decisions that come at once the second sees the first.
 * @param proposed the login that the naming rule gives
 */
export async function recruitmentFindings(
  context: CommandContext,
  recruitment: Recruitment,
  { proposed, outside }: { readonly proposed: string; readonly outside: OutsideNames },
): Promise<Finding[]> {
  await context.tx.query(`select pg_advisory_xact_lock(hashtextextended('recruitment:' || lower($1), 0))`, [recruitment.fullName]);
  return [
    ...(await sameDecision(context, recruitment)),
    ...(await ofPerson(context, recruitment)),
    ...(await ofUnit(context, recruitment)),
    ...dayFindings(recruitment),
    ...(recruitment.login === undefined ? strangerFindings(proposed, outside) : []),
  ];
}

async function sameDecision({ tx }: CommandContext, { fullName, login, number, decidedOn }: Recruitment): Promise<Finding[]> {
  const rows = await tx.query<{ number: string; kind: string; status: string; same: boolean }>(
    `select number, kind, status, number = $3 and decided_on = $4 as same from personnel_decision
     where (login = $2 or lower(full_name) = lower($1)) and status in ('open', 'done')
       and (status = 'open' and (login = $2 or number = $3) or number = $3 and decided_on = $4) order by recorded_at`,
    [fullName, login ?? null, number, decidedOn],
  );
  return rows.map((row) => ({
    where: row.same ? 'number' : 'login',
    code: row.same ? 'decision-entered-already' : 'other-decision-open',
    what: `decision ${row.number} (${row.kind}) about ${fullName} is ${row.status}`,
    mend: row.status === 'open' ? 'Wait until it is carried out, or cancel it (POST /personnel-decisions/{id}/cancellation).' : 'Look it up: it is done.',
  }));
}

async function ofPerson({ tx }: CommandContext, { fullName, login, namesakeConfirmed, effectiveOn }: Recruitment): Promise<Finding[]> {
  const holdsPost = `exists (select from post where post.login = person.login and (valid_to is null or valid_to >= $2::date))`;
  if (login !== undefined) {
    const [person] = await tx.query<{ name: string; employed: boolean }>(
      `select full_name as name, ${holdsPost} as employed from person where login = $1 for update`,
      [login, effectiveOn],
    );
    if (person === undefined) return [{ where: 'login', code: 'person-unknown', what: `there is no person ${login}`, mend: 'Leave the login out: it is made from the name.' }];
    if (person.name !== fullName) return [{ where: 'fullName', code: 'another-person', what: `${login} is ${person.name}`, mend: 'Correct the name, or leave the login out.' }];
    if (person.employed) return [{ where: 'login', code: 'person-employed', what: `${login} holds a post on ${effectiveOn}`, mend: 'Enter a transfer or an appointment instead.' }];
    return [];
  }
  const namesakes = await tx.query<{ login: string; employed: boolean }>(
    `select login, ${holdsPost} as employed from person where lower(full_name) = lower($1) order by login`,
    [fullName, effectiveOn],
  );
  if (namesakes.length === 0 || namesakeConfirmed) return [];
  const who = namesakes.map((each) => `${each.login}${each.employed ? '' : ' (gone)'}`).join(', ');
  return [{ where: 'fullName', code: 'namesake', what: `${who} has the same name`, mend: 'Is it the same person: give the login of who returns, or enter a transfer. Is it another: namesakeConfirmed true.' }];
}

async function ofUnit({ tx, now, zone }: CommandContext, { unit, role, effectiveOn }: Recruitment): Promise<Finding[]> {
  const today = dateInZone(now, zone);
  const [found] = await tx.query<{ lives: boolean; hasHead: boolean }>(
    `select lives_on(unit, $2::date) as lives, exists (select from heads_of_unit(code, $3::date)) as "hasHead" from unit where code = $1 for share`,
    [unit, effectiveOn < today ? today : effectiveOn, today],
  );
  if (found === undefined) return [{ where: 'unit', code: 'unit-unknown', what: `there is no unit ${unit}` }];
  if (!found.lives) return [{ where: 'unit', code: 'unit-ended', what: `${unit} is not there on ${effectiveOn}`, mend: 'Name the unit that has its work.' }];
  if (found.hasHead || role === 'head' || role === 'chief-of-office' || role === 'leader') return [];
  return [{ where: 'unit', code: 'receiving-unit-without-head', what: `${unit} has no head today, who confirms the arrival`, mend: 'Appoint a head, or somebody who does his work, first.' }];
}

function dayFindings({ decidedOn, effectiveOn }: Recruitment): Finding[] {
  if (effectiveOn >= decidedOn) return [];
  return [{ where: 'effectiveOn', code: 'before-decision', what: `lies before ${decidedOn}, the day of the decision`, mend: 'Correct one of the days.' }];
}

function strangerFindings(proposed: string, { strangers }: OutsideNames): Finding[] {
  return strangers
    .filter(({ name }) => name === proposed || name.split('@')[0] === proposed)
    .map(({ system, name }) => ({
      where: 'fullName',
      code: 'name-held-elsewhere',
      what: `the naming rule gives ${proposed}, and ${name} in ${system} is an account that this office does not know`,
      mend: `Have IT tell whose it is (GET /account-systems/${system}/strangers) and remove or rename it there first.`,
    }));
}
