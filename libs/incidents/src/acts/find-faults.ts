import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { PASSWORD_EXPOSURE, type Person, SECRET_CONTENT } from '../incident.js';
import type { IncidentInput } from './incident.schema.js';

/** A report with what was asked or set beside it. */
interface Report extends IncidentInput {
  readonly reportedId?: string;
  /** Who may have an account closed: `self`, `head` (of a unit of its holder) and groups. */
  readonly exposureReporters: readonly string[];
}

type Exposure = Pick<Report, 'kind' | 'exposedLogin' | 'exposedMailbox' | 'exposureUnknown' | 'exposureReporters'>;

/** The same of the kind that a report gets afterwards. */
export async function findFaultsOfKind(context: CommandContext, person: Person, input: Exposure): Promise<Finding[]> {
  return [...(await ofKind(context, input)), ...(await ofAccount(context, person, input)), ...(await ofExposure(context, input))];
}

/** What is wrong with a report, all of it at once. */
export async function findFaults(context: CommandContext, person: Person, input: Report): Promise<Finding[]> {
  return [...(await ofKind(context, input)), ...ofContent(input), ...ofUnit(person, input), ...(await ofAccount(context, person, input)), ...(await ofExposure(context, input))];
}

async function ofKind({ tx }: CommandContext, { kind }: Pick<IncidentInput, 'kind'>): Promise<Finding[]> {
  const known = await tx.query('select from incident_kind where code = $1 and offered', [kind]);
  if (known.length > 0) return [];
  return [{ where: 'kind', code: 'incident-kind-unknown', what: `${kind} is unknown`, mend: 'Choose one of GET /incidents/kinds.' }];
}

/** What lies in the system is dealt with there, and nothing of it is told here. */
function ofContent({ kind, title, description, attachmentIds, reportedId }: Report): Finding[] {
  if (reportedId === undefined) {
    const missing = { title, description };
    return (['title', 'description'] as const).flatMap((where) =>
      missing[where] === undefined ? [{ where, code: 'incident-text-missing', what: 'is missing', mend: 'Say what does not work, since when and where.' }] : [],
    );
  }
  const findings: Finding[] = [];
  if (kind !== SECRET_CONTENT) {
    findings.push({ where: 'secretIn', code: 'incident-secret-only', what: `is for ${SECRET_CONTENT} only`, mend: 'Leave it out.' });
  }
  if (title !== undefined || description !== undefined || attachmentIds.length > 0) {
    const mend = 'Name the document or the file alone; whoever decides opens it there.';
    findings.push({ where: 'description', code: 'incident-secret-told', what: 'repeats what may be a secret', mend });
  }
  return findings;
}

function ofUnit({ groups }: Person, { unit }: IncidentInput): Finding[] {
  if (unit === undefined || groups.includes(`unit:${unit}`)) return [];
  return [{ where: 'unit', code: 'incident-unit-foreign', what: `${unit} is no unit of yours`, mend: 'Leave it out, or name your own.' }];
}

/** Whose password it is decides what is closed: left out by mistake, it would stay open. */
async function ofExposure({ tx }: CommandContext, { kind, exposedLogin, exposedMailbox, exposureUnknown }: Exposure): Promise<Finding[]> {
  const where = 'exposedLogin';
  if (kind !== PASSWORD_EXPOSURE) {
    const told = [...(exposedMailbox === undefined ? [] : ['exposedMailbox']), ...(exposureUnknown === undefined ? [] : ['exposureUnknown'])];
    return told.map((field) => ({ where: field, code: 'incident-exposure-only', what: `is for ${PASSWORD_EXPOSURE} only`, mend: 'Leave it out.' }));
  }
  if (exposedLogin === undefined && exposedMailbox === undefined && exposureUnknown === undefined) {
    const mend = 'Name the account, or the mailbox of the unit (exposedMailbox); where you do not know it, say why (exposureUnknown), and IT looks for it first.';
    return [{ where, code: 'incident-exposure-unnamed', what: 'is missing, so nothing would be locked', mend }];
  }
  if (exposedMailbox === undefined) return [];
  const known = await tx.query(`select from mailbox_address join mailbox on mailbox.id = mailbox_id where address = lower($1) and until is null and kind = 'unit'`, [exposedMailbox]);
  if (known.length > 0) return [];
  return [{ where: 'exposedMailbox', code: 'incident-mailbox-unknown', what: `${exposedMailbox} is the mailbox of no unit`, mend: 'Choose one of GET /mailboxes; of a person name the account.' }];
}

/** An account is closed at once by this: that is for its holder and for those whom the settings name. */
async function ofAccount({ tx, now, zone }: CommandContext, { login, groups }: Person, report: Exposure): Promise<Finding[]> {
  const { kind, exposedLogin, exposureReporters } = report;
  if (exposedLogin === undefined) return [];
  const where = 'exposedLogin';
  if (kind !== PASSWORD_EXPOSURE) return [{ where, code: 'incident-exposure-only', what: `is for ${PASSWORD_EXPOSURE} only`, mend: 'Leave it out.' }];
  const [account] = await tx.query<{ heads: string[] }>(
    `select coalesce(array_agg('head:' || unit_code) filter (where not leads), '{}') as heads
     from account left join (
       select login, unit_code, bool_or(role in ('leader', 'chief-of-office', 'head')) over () as leads
       from post where login = $1 and held_on(post, ($2::timestamptz at time zone $3)::date)) as held using (login)
     where account.login = $1 group by account.login`,
    [exposedLogin, now, zone],
  );
  if (account === undefined) return [{ where, code: 'incident-account-unknown', what: `${exposedLogin} has no account`, mend: 'Check the login.' }];
  const mayClose = exposureReporters.some((reporter) => {
    if (reporter === 'self') return exposedLogin === login;
    return (reporter === 'head' ? account.heads : [reporter]).some((group) => groups.includes(group));
  });
  if (mayClose) return [];
  return [{ where, code: 'incident-account-foreign', what: 'is not yours to have closed', mend: 'Tell its holder, the head of his unit or IT at once.' }];
}
