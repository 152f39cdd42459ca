import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { circleFindings } from '../decisions/reporting-circle.js';
import { receivingUnitFindings } from '../decisions/unit-findings.js';
import type { OutsideNames, Recruitment } from './recruitment.schema.js';

/**
 * All that speaks against taking somebody on, in one list; changes nothing. Of two decisions that come at once the second sees the first.
 * @param proposed the login that he will get, see `loginOf`
 */
export async function recruitmentFindings(
  context: CommandContext,
  recruitment: Recruitment,
  { proposed, outside }: { readonly proposed: string; readonly outside: OutsideNames },
): Promise<Finding[]> {
  await context.tx.query(`select pg_advisory_xact_lock(hashtextextended('recruitment:' || lower($1), 0))`, [recruitment.fullName]);
  return [
    ...nameFindings(recruitment),
    ...(await sameDecision(context, recruitment)),
    ...(await ofPerson(context, recruitment)),
    ...(await ofUnit(context, recruitment)),
    ...(await circleFindings(context, { ...recruitment, login: recruitment.login ?? null })),
    ...dayFindings(recruitment),
    ...strangerFindings(recruitment, proposed, outside),
  ];
}

/**
 * The login that he will get: his own where he returns, else that of the naming rule with the first number that nobody ever had.
 * @param wanted what the rule gives without a number
 */
export async function loginOf({ tx }: CommandContext, { login }: Recruitment, wanted: string): Promise<string> {
  if (login !== undefined) return login;
  const [free] = await tx.query<{ name: string }>(
    `select name from (select n, $1::text || case n when 0 then '' else n::text end as name from generate_series(0, 999) as n) as numbered
     where not exists (select from taken_name t where t.name = numbered.name)
       and not exists (select from mailbox_address where split_part(address, '@', 1) = numbered.name) order by n limit 1`,
    [wanted],
  );
  return free?.name ?? wanted;
}

/** Letters, and what stands between those of a name: a login is made of it, and people address him by it. */
const NAME = /^\p{L}[\p{L}\p{M}\s.'’-]*$/u;

function nameFindings({ fullName }: Recruitment): Finding[] {
  if (NAME.test(fullName)) return [];
  return [{ where: 'fullName', code: 'name-without-letters', what: 'is no name: it holds other signs than letters', mend: 'Write the name alone, as it stands in the decision.' }];
}

async function sameDecision({ tx }: CommandContext, { fullName, login, namesakeConfirmed, number, decidedOn }: Recruitment): Promise<Finding[]> {
  const rows = await tx.query<{ number: string; kind: string; status: string; same: boolean }>(
    `select number, kind, status, number = $3 and decided_on = $4 as same from personnel_decision
     where (login = $2 or lower(full_name) = lower($1)) and status in ('open', 'done')
       and (status = 'open' and (login = $2 or number = $3 or not $5) or number = $3 and decided_on = $4) order by recorded_at`,
    [fullName, login ?? null, number, decidedOn, namesakeConfirmed],
  );
  return rows.map((row) => ({
    where: row.same ? 'number' : 'login',
    code: row.same ? 'decision-entered-already' : 'other-decision-open',
    what: `decision ${row.number} (${row.kind}) about ${fullName} is ${row.status}`,
    mend: row.status === 'open' ? 'Wait until it is carried out, or cancel it (POST /personnel-decisions/{id}/cancellation); of another person of the same name: namesakeConfirmed true.' : 'Look it up: it is done.',
  }));
}

/** The head of today is asked, not that of the first day. */
async function ofUnit(context: CommandContext, { unit, role, login, effectiveOn, withoutHeadConfirmed }: Recruitment): Promise<Finding[]> {
  const today = dateInZone(context.now, context.zone);
  const of = { unit, role, login: login ?? null, withoutHeadConfirmed };
  const then = await receivingUnitFindings(context, { ...of, day: effectiveOn < today ? today : effectiveOn });
  return then.some(({ code }) => code !== 'receiving-unit-without-head') ? then : receivingUnitFindings(context, { ...of, day: today });
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

function dayFindings({ decidedOn, effectiveOn }: Recruitment): Finding[] {
  if (effectiveOn >= decidedOn) return [];
  return [{ where: 'effectiveOn', code: 'before-decision', what: `lies before ${decidedOn}, the day of the decision`, mend: 'Correct one of the days.' }];
}

function strangerFindings({ login }: Recruitment, proposed: string, { strangers }: OutsideNames): Finding[] {
  return strangers
    .filter(({ name }) => name === proposed || name.split('@')[0] === proposed)
    .map(({ system, name }) => ({
      where: login === undefined ? 'fullName' : 'login',
      code: 'name-held-elsewhere',
      what: `the login is ${proposed}, and ${name} in ${system} is an account that this office does not know`,
      mend: `Have IT tell whose it is (GET /account-systems/${system}/strangers) and remove or rename it there first.`,
    }));
}
