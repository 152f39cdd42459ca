import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { AUTHORITY_COLUMNS, AUTHORITY_NAMES, countsOn, type SigningAuthority } from './signing-authority.js';
import { type AuthorityForm, signatureBlock } from './signature-forms.js';

export interface SigningAuthorityFilter extends PageRequest {
  readonly holder?: string;
  readonly form?: AuthorityForm;
  /** Only what counts on this day, `YYYY-MM-DD`. */
  readonly on?: string;
}

export interface SigningAuthorityRow extends SigningAuthority {
  /** The lines above the signature. */
  readonly block: readonly string[];
}

const cursorSchema = z.tuple([z.uuid()]);

/** The latest entered first. @throws BadCursorError */
export async function listSigningAuthorities(
  database: Database,
  filter: SigningAuthorityFilter,
): Promise<Page<SigningAuthorityRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<SigningAuthority>(
    `select ${AUTHORITY_COLUMNS} from signing_authority a ${AUTHORITY_NAMES}
     where ($1::text is null or a.holder = $1) and ($2::text is null or a.form = $2)
       and ($3::date is null or ${countsOn('$3')}) and ($4::uuid is null or a.id < $4)
     order by a.id desc limit $5`,
    [filter.holder ?? null, filter.form ?? null, filter.on ?? null, before, filter.limit + 1],
  );
  const withBlock = rows.map((row) => ({ ...row, block: signatureBlock(row) }));
  return toPage(withBlock, filter.limit, (last) => [last.id]);
}
