import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { PasswordResetForbiddenError, PasswordResetNotFoundError } from './errors.js';
import type { PasswordResetStatus } from './password-reset.js';

/** `mine`: for me or entered by me. `deciding`: my post confirms. `all`: any of these; for IT and the office every one. */
export const PASSWORD_RESET_SCOPES = ['mine', 'deciding', 'all'] as const;

export interface PasswordResetFilter extends PageRequest {
  readonly scope: (typeof PASSWORD_RESET_SCOPES)[number];
  readonly status?: PasswordResetStatus;
}

export interface PasswordResetRow {
  readonly id: string;
  /** `MK-3`. */
  readonly label: string;
  readonly login: string;
  readonly fullName: string | null;
  readonly kind: 'forgotten' | 'exposed';
  readonly enteredBy: string;
  readonly enteredAt: string;
  readonly identifiedBy: string | null;
  readonly status: PasswordResetStatus;
  /** An operator has ended its case on the way. */
  readonly stopped: boolean;
  readonly confirmedBy: string | null;
  readonly reference: string | null;
  readonly note: string | null;
  readonly issuedBy: string | null;
  readonly issuedAt: string | null;
  readonly endedAt: string | null;
  readonly instanceId: string;
}

interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

const COLUMNS = `r.id, 'MK-' || r.number as label, r.login, person.full_name as "fullName", r.kind, r.entered_by as "enteredBy", r.entered_at as "enteredAt",
  r.identified_by as "identifiedBy", r.status, r.confirmed_by as "confirmedBy", r.reference, r.note, r.issued_by as "issuedBy", r.issued_at as "issuedAt",
  r.ended_at as "endedAt", r.instance_id as "instanceId",
  r.ended_at is null and not exists (select from process_instance i where i.id = r.instance_id and i.status = 'active') as stopped`;
const READABLE = `(r.login = $1 or r.entered_by = $1 or r.confirm_groups && $2::text[] or $2::text[] && array['it', 'admin', 'chief-of-office'])`;
const IN_SCOPE: Readonly<Record<PasswordResetFilter['scope'], string>> = {
  mine: '(r.login = $1 or r.entered_by = $1)',
  deciding: 'r.confirm_groups && $2::text[]',
  all: READABLE,
};

const cursorSchema = z.tuple([z.uuid()]);

/** Those that the person reads, the latest first. @throws BadCursorError */
export async function listPasswordResets(database: Database, { login, groups }: Person, filter: PasswordResetFilter): Promise<Page<PasswordResetRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<PasswordResetRow>(
    `select ${COLUMNS} from password_reset r left join person using (login)
     where ($1::text is not null and $2::text[] is not null) and ${IN_SCOPE[filter.scope]}
       and ($3::text is null or r.status = $3) and ($4::uuid is null or r.id < $4) order by r.id desc limit $5`,
    [login, groups, filter.status ?? null, before, filter.limit + 1],
  );
  return toPage(rows, filter.limit, ({ id }) => [id]);
}

/** @throws PasswordResetNotFoundError, PasswordResetForbiddenError */
export async function getPasswordReset(database: Database, { login, groups }: Person, id: string): Promise<PasswordResetRow> {
  const [found] = await database.query<PasswordResetRow & { readable: boolean }>(
    `select ${COLUMNS}, ${READABLE} as readable from password_reset r left join person using (login) where r.id = $3`,
    [login, groups, id],
  );
  if (found === undefined) throw new PasswordResetNotFoundError(id);
  const { readable, ...reset } = found;
  if (!readable) throw new PasswordResetForbiddenError('see this request');
  return reset;
}
