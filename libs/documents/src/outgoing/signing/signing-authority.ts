import type { Database, Transaction } from '#database';
import type { AuthorityForm } from './signature-forms.js';

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
export const AUTHORITY_COLUMNS = `a.id, a.holder, holder.full_name as "holderName", a.form, a.principal, a.title,
  a.granted_by as "grantedBy", a.basis, a.scope, a.document_types as "documentTypes", a.valid_from as "validFrom",
  a.valid_to as "validTo", a.registered_by as "registeredBy", a.registered_at as "registeredAt", a.ended_by as "endedBy",
  a.ended_at as "endedAt", a.end_reason as "endReason"`;
export const AUTHORITY_NAMES = 'left join person holder on holder.login = a.holder';

/** Condition over `signing_authority a`. @param day parameter that holds the date in the office */
export const inForceOn = (day: string): string =>
  `(a.ended_at is null and a.valid_from <= ${day}::date and (a.valid_to is null or a.valid_to >= ${day}::date))`;

/** All that are in force on a day and extend to a type of documents, of one person or of all. */
export function authoritiesFor(
  source: Pick<Database | Transaction, 'query'>,
  { day, documentType, holder }: { readonly day: string; readonly documentType: string; readonly holder?: string },
): Promise<SigningAuthority[]> {
  return source.query<SigningAuthority>(
    `select ${AUTHORITY_COLUMNS} from signing_authority a ${AUTHORITY_NAMES}
     where ${inForceOn('$1')} and (a.document_types is null or $2 = any(a.document_types))
       and ($3::text is null or a.holder = $3)
     order by a.holder, a.form, a.registered_at`,
    [day, documentType, holder ?? null],
  );
}

/** Whether the agency has recorded anybody's authority: until then its leaders sign in their own right. */
export async function recordsAuthorities(source: Pick<Database | Transaction, 'query'>): Promise<boolean> {
  return (await source.query('select from signing_authority limit 1')).length > 0;
}
