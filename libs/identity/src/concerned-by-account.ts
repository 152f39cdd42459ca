import { dateInZone } from '#foundation';
import type { CommandContext, Told } from '#runtime';
import { headsOfPerson } from './heads-of-person.js';
import type { PasswordResetTools } from './password-reset/password-reset.js';

/**
 * Who hears of it when IT takes an account into its hands: whose it is and the heads of his units (`people`), and above them (`groups`) the
 * chief of office; where that is who does it, or to whom it is done, the leadership as well.
 */
export async function concernedByAccount(context: CommandContext, { membersOf }: Pick<PasswordResetTools, 'membersOf'>, login: string): Promise<Told> {
  const { caller, now, tx, zone } = context;
  const people = [...new Set([login, ...(await headsOfPerson(context, login))])].filter((each) => each !== caller.actor);
  const chiefs = await membersOf(tx, 'chief-of-office', dateInZone(now, zone));
  return { people, groups: chiefs.some((chief) => chief !== login && chief !== caller.actor) ? ['chief-of-office'] : ['chief-of-office', 'leader'] };
}

/** As people are named in notices; a login of nobody stays. */
export async function nameOf({ tx }: CommandContext, login: string): Promise<string> {
  const [person] = await tx.query<{ name: string }>('select full_name as name from person where login = $1', [login]);
  return person?.name ?? login;
}
