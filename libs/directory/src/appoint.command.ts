import { type Finding, isCalendarDate, newId, tidyLine } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { AppointmentInvalidError, AppointmentOverlapsError } from './errors.js';
import { nameFindings } from './name-findings.js';
import { isPostRole, POST_ROLES, type PostRole } from './post-role.js';

export interface AppointInput {
  readonly login: string;
  readonly unit: string;
  readonly role: PostRole;
  /** As people read it, e.g. `Trưởng phòng Quản lý công nghệ`. */
  readonly title: string;
  /** First day in the post, `YYYY-MM-DD` in the office's zone. */
  readonly from: string;
  /** Last day in the post; left out while no end is known. */
  readonly to?: string;
  /** The decision, with number and date. */
  readonly basis?: string;
}

/**
 * Gives a person a post from a day on, and with it the rights of the post. Two people may hold the same post at once: a
 * successor overlaps while work is handed over.
 * @throws AppointmentInvalidError with everything that is wrong, AppointmentOverlapsError
 */
export const appoint: Command<AppointInput, { postId: string }> = {
  name: 'directory.appoint',
  async run(context, input) {
    const title = tidyLine(input.title);
    const findings = [...faultsOf(input), ...(await findUnknowns(context, input))];
    if (findings.length > 0) throw new AppointmentInvalidError(findings);
    await refuseOverlap(context, input);
    const postId = newId();
    const { login, unit, role, from, to = null, basis = null } = input;
    await context.tx.execute(
      `insert into post (id, login, unit_code, role, title, valid_from, valid_to, basis) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [postId, login, unit, role, title, from, to, basis],
    );
    context.audit({
      subject: 'person',
      subjectId: login,
      detail: { old: null, new: { postId, unit, role, title, from, to, ...(basis === null ? {} : { basis }) } },
    });
    return { postId };
  },
};

function faultsOf({ role, title, from, to }: AppointInput): Finding[] {
  const findings: Finding[] = [];
  if (!isPostRole(role)) {
    findings.push({ where: 'role', code: 'role-unknown', what: `${role as string} is unknown`, mend: `One of ${POST_ROLES.join(', ')}.` });
  }
  findings.push(...nameFindings('title', tidyLine(title)));
  if (!isCalendarDate(from)) findings.push({ where: 'from', code: 'date-unreadable', what: 'is not a date', mend: 'Write YYYY-MM-DD.' });
  if (to !== undefined && !isCalendarDate(to)) {
    findings.push({ where: 'to', code: 'date-unreadable', what: 'is not a date', mend: 'Write YYYY-MM-DD.' });
  } else if (to !== undefined && to < from) {
    findings.push({ where: 'to', code: 'ends-before-it-begins', what: `lies before the first day ${from}`, mend: 'Give the last day in the post.' });
  }
  return findings;
}

/** Locks the person, so that two appointments of one person are checked one after the other. */
async function findUnknowns({ tx }: CommandContext, { login, unit, from, to }: AppointInput): Promise<Finding[]> {
  const findings: Finding[] = [];
  const people = await tx.query('select from person where login = $1 for update', [login]);
  if (people.length === 0) {
    findings.push({ where: 'login', code: 'person-unknown', what: `there is no person ${login}`, mend: 'Register the person first.' });
  }
  // Shared, so that the unit is not dissolved meanwhile without this post.
  const [known] = await tx.query<{ validFrom: string | null; validTo: string | null }>(
    'select valid_from as "validFrom", valid_to as "validTo" from unit where code = $1 for share',
    [unit],
  );
  if (known === undefined) {
    findings.push({ where: 'unit', code: 'unit-unknown', what: `there is no unit ${unit}`, mend: 'Create it first.' });
  } else if (known.validFrom !== null && from < known.validFrom) {
    findings.push({ where: 'from', code: 'unit-not-there-yet', what: `${unit} begins on ${known.validFrom}` });
  } else if (known.validTo !== null && (to ?? from) > known.validTo) {
    findings.push({ where: 'unit', code: 'unit-ended', what: `${unit} ends on ${known.validTo}`, mend: 'Appoint to the unit that has its work.' });
  } else if (known.validTo !== null && to === undefined) {
    findings.push({ where: 'to', what: `is missing: ${unit} ends on ${known.validTo}`, mend: 'Give a last day that is not later.' });
  }
  return findings;
}

async function refuseOverlap({ tx }: CommandContext, { login, unit, role, from, to }: AppointInput): Promise<void> {
  const [existing] = await tx.query<{ postId: string; from: string; to: string | null }>(
    `select id as "postId", valid_from as "from", valid_to as "to" from post
     where login = $1 and unit_code = $2 and role = $3
       and daterange(valid_from, valid_to, '[]') && daterange($4::date, $5::date, '[]')`,
    [login, unit, role, from, to ?? null],
  );
  if (existing !== undefined) throw new AppointmentOverlapsError(existing);
}
