import type { Database, Transaction } from '#database';
import { type AuthorityForm, HEAD_FORMS } from './signature-forms.js';

/** What somebody may sign, and in which form. Days are `YYYY-MM-DD`, both included. */
export interface SigningAuthority {
  readonly id: string;
  readonly holder: string;
  readonly holderName: string | null;
  readonly form: AuthorityForm;
  /** For whom he signs, as the signature says it; null for OWN and Q. */
  readonly principal: string | null;
  /** Of the signer, as the signature says it. */
  readonly title: string;
  /** The line above that, of whoever entrusted him, where he signs for others himself: `TL. GIÁM ĐỐC`. */
  readonly above: string | null;
  /** Login of the head who entrusted him; null where he signs by his own post. */
  readonly grantedBy: string | null;
  /** The decision or regulation that it rests on. */
  readonly basis: string;
  /** What it is about, in words. */
  readonly scope: string | null;
  /** Abbreviations of the types that it is confined to; null: all. */
  readonly documentTypes: string[] | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly registeredBy: string;
  readonly registeredAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
}

/** Over `signing_authority a` and {@link AUTHORITY_NAMES}. */
export const AUTHORITY_COLUMNS = `a.id, a.holder, holder.full_name as "holderName", a.form, a.principal, a.title, a.above,
  a.granted_by as "grantedBy", a.basis, a.scope, a.document_types as "documentTypes", a.valid_from as "validFrom",
  a.valid_to as "validTo", a.registered_by as "registeredBy", a.registered_at as "registeredAt", a.ended_by as "endedBy",
  a.ended_at as "endedAt", a.end_reason as "endReason"`;
export const AUTHORITY_NAMES = 'left join person holder on holder.login = a.holder';

const SIGNS_AS_HEAD = `in (${HEAD_FORMS.map((form) => `'${form}'`).join(', ')})`;

/** Whose post it takes: the leaders sign for the agency, heads of units for the head, their deputies for them (ND 30 §13). */
const ROLES = (authority: string): string =>
  `case ${authority}.form when 'TL' then '{head}' when 'TUQ' then '{head}' when 'KT' then '{leader,deputy-head}' else '{leader}' end::text[]`;

/** That on this day it runs and its holder is in a post for it. */
const runsOn = (authority: string, day: string): string => `(${authority}.ended_at is null
  and ${authority}.valid_from <= ${day}::date and (${authority}.valid_to is null or ${authority}.valid_to >= ${day}::date)
  and exists (select from post where post.login = ${authority}.holder and post.role = any(${ROLES(authority)}) and held_on(post, ${day}::date)))`;

const entrusts = (grantor: string, login: string, day: string): string =>
  `${grantor}.holder = ${login} and ${grantor}.form ${SIGNS_AS_HEAD} and ${runsOn(grantor, day)}`;

/**
 * Condition over `signing_authority a`: it counts on a day. What somebody was entrusted with counts while whoever entrusted
 * him signs as head himself: with the head it goes, until his successor confirms it. Only who signs by order has his deputy
 * sign for him, while the order counts (ND 30 §13.4).
 * @param day parameter that holds the date in the office
 * @param documentType parameter that holds the type to sign; absent: any
 */
export const countsOn = (day: string, documentType?: string): string => `(${runsOn('a', day)}
  ${documentType === undefined ? '' : `and (a.document_types is null or ${documentType} = any(a.document_types))`}
  and (a.form ${SIGNS_AS_HEAD}
    or exists (select from signing_authority g where ${entrusts('g', 'a.granted_by', day)})
    or a.form = 'KT' and exists (
      select from signing_authority o join signing_authority g on ${entrusts('g', 'o.granted_by', day)}
      where o.holder = a.granted_by and o.form = 'TL' and ${runsOn('o', day)}
        ${documentType === undefined ? '' : `and ${documentType} = any(o.document_types)`})))`;

/** All that count on a day and extend to a type of documents, of one person or of all. */
export function authoritiesFor(
  source: Pick<Database | Transaction, 'query'>,
  { day, documentType, holder }: { readonly day: string; readonly documentType: string; readonly holder?: string },
): Promise<SigningAuthority[]> {
  return source.query<SigningAuthority>(
    `select ${AUTHORITY_COLUMNS} from signing_authority a ${AUTHORITY_NAMES}
     where ${countsOn('$1', '$2::text')} and ($3::text is null or a.holder = $3)
     order by a.holder, a.form, a.registered_at`,
    [day, documentType, holder ?? null],
  );
}

/** What somebody entrusts others by on a day, that of the head first; none where it is not his to pass on. */
export function grantsOf(source: Pick<Database | Transaction, 'query'>, login: string, day: string): Promise<SigningAuthority[]> {
  return source.query<SigningAuthority>(
    `select ${AUTHORITY_COLUMNS} from signing_authority a ${AUTHORITY_NAMES}
     where a.holder = $1 and ${countsOn('$2')} order by a.form ${SIGNS_AS_HEAD} desc, a.form, a.registered_at`,
    [login, day],
  );
}

export async function signsAsHead(source: Pick<Database | Transaction, 'query'>, login: string, day: string): Promise<boolean> {
  return (await source.query(`select from signing_authority a where ${entrusts('a', '$1', '$2')} limit 1`, [login, day])).length > 0;
}

/** Whether the agency has recorded anybody's authority: until then its leaders sign in their own right. */
export async function recordsAuthorities(source: Pick<Database | Transaction, 'query'>): Promise<boolean> {
  return (await source.query('select from signing_authority limit 1')).length > 0;
}

/**
 * Whether somebody signs as leader without a recorded authority: by a post of his own, in an agency that has recorded none. A
 * deputy who does the work of a leader's post signs for him by an authority alone (ND 30 §13).
 */
export async function signsInOwnRight(source: Pick<Database | Transaction, 'query'>, login: string, day: string): Promise<boolean> {
  const leads = await source.query(`select from post where login = $1 and role = 'leader' and held_on(post, $2)`, [login, day]);
  return leads.length > 0 && !(await recordsAuthorities(source));
}
