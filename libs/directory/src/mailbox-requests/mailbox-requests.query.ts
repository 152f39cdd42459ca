import type { Database, Transaction } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { localPartOfUnit } from '../mailboxes/mailbox-address.js';
import { MailboxRequestForbiddenError, MailboxRequestNotFoundError } from './errors.js';
import type { MailboxRequestKind, MailboxRequestStatus } from './mailbox-request.js';
import type { MailboxRequestInput, Wanted } from './mailbox-request.schema.js';

/** `mine`: I asked. `unit`: of the units I lead. `deciding`: for my post to decide, or decided by it. `all`: any of these. */
export const MAILBOX_REQUEST_SCOPES = ['mine', 'unit', 'deciding', 'all'] as const;

export interface MailboxRequestFilter extends PageRequest {
  readonly scope: (typeof MAILBOX_REQUEST_SCOPES)[number];
  readonly status?: MailboxRequestStatus;
  readonly kind?: MailboxRequestKind;
}

export interface MailboxRequestRow {
  readonly id: string;
  /** `HT-3`. */
  readonly label: string;
  readonly kind: MailboxRequestKind;
  readonly unit: string;
  readonly mailboxId: string | null;
  readonly address: string;
  readonly wanted: Wanted;
  readonly reason: string;
  readonly urgency: 'normal' | 'urgent';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly status: MailboxRequestStatus;
  /** An operator has ended its case on the way: it is over, and may be asked for anew. */
  readonly stopped: boolean;
  /** Why he did. */
  readonly endReason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  readonly endedAt: string | null;
  readonly instanceId: string;
}

interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

const COLUMNS = `r.id, 'HT-' || r.number as label, r.kind, r.unit_code as unit, r.mailbox_id as "mailboxId", r.address, r.wanted, r.reason, r.urgency,
  r.requested_by as "requestedBy", r.requested_at as "requestedAt", r.status, r.decided_by as "decidedBy", r.decided_at as "decidedAt",
  r.decision_note as "decisionNote", r.ended_at as "endedAt", r.instance_id as "instanceId",
  r.end_reason as "endReason", r.end_reason is not null as stopped`;

/** `$1` is the login, `$2` the groups, `$3` the units that the person leads. IT carries all of them out. */
const READABLE = `(r.requested_by = $1 or r.unit_code = any($3::text[]) or r.approvers && $2::text[] or $2::text[] && array['it', 'admin', 'chief-of-office'])`;
const IN_SCOPE: Readonly<Record<MailboxRequestFilter['scope'], string>> = {
  mine: 'r.requested_by = $1',
  unit: 'r.unit_code = any($3::text[])',
  deciding: 'r.approvers && $2::text[]',
  all: READABLE,
};

const cursorSchema = z.tuple([z.uuid()]);

/** Those that the person reads, the latest first. @throws BadCursorError */
export async function listMailboxRequests(database: Database, person: Person, filter: MailboxRequestFilter): Promise<Page<MailboxRequestRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<MailboxRequestRow>(
    `select ${COLUMNS} from mailbox_request r
     where ($1::text is not null and $2::text[] is not null and $3::text[] is not null) and ${IN_SCOPE[filter.scope]}
       and ($4::text is null or r.status = $4) and ($5::text is null or r.kind = $5) and ($6::uuid is null or r.id < $6)
     order by r.id desc limit $7`,
    [...parametersOf(person), filter.status ?? null, filter.kind ?? null, before, filter.limit + 1],
  );
  return toPage(rows, filter.limit, ({ id }) => [id]);
}

/** @throws MailboxRequestNotFoundError, MailboxRequestForbiddenError */
export async function getMailboxRequest(database: Database, person: Person, id: string): Promise<MailboxRequestRow> {
  const [found] = await database.query<MailboxRequestRow & { readable: boolean }>(
    `select ${COLUMNS}, ${READABLE} as readable from mailbox_request r where r.id = $4`,
    [...parametersOf(person), id],
  );
  if (found === undefined) throw new MailboxRequestNotFoundError(id);
  const { readable, ...request } = found;
  if (!readable) throw new MailboxRequestForbiddenError('see this request');
  return request;
}

/** What stands in the case of a request is for those who read the request. Of other cases it says nothing. @throws MailboxRequestForbiddenError */
export async function requireReaderOfMailboxCase(database: Database, person: Person, instanceId: string): Promise<void> {
  const [found] = await database.query<{ readable: boolean }>(
    `select ${READABLE} as readable from process_instance i join mailbox_request r on r.instance_id = i.root_instance_id where i.id = $4`,
    [...parametersOf(person), instanceId],
  );
  if (found !== undefined && !found.readable) throw new MailboxRequestForbiddenError('see what stands in the case of this request');
}

function parametersOf({ login, groups }: Person): [string, readonly string[], readonly string[]] {
  const led = groups.filter((group) => /^(deputy-)?head:/.test(group)).map((group) => group.slice(group.indexOf(':') + 1));
  return [login, groups, led];
}

/** The address that a request would give, of which the systems are asked before it is taken; null: it gives none. */
export async function newAddressOf(source: Pick<Database | Transaction, 'query'>, request: MailboxRequestInput): Promise<string | null> {
  if (request.kind !== 'create' && request.kind !== 'rename') return null;
  const [found] = await source.query<{ domain: string | null }>(
    request.kind === 'create'
      ? 'select mail_domain as domain from agency where $1::text is not null'
      : `select split_part(address, '@', 2) as domain from mailbox_address where mailbox_id = $1::uuid and until is null`,
    [request.kind === 'create' ? request.unit : request.mailboxId],
  );
  const localPart = request.kind === 'create' ? (request.localPart ?? localPartOfUnit(request.unit)) : request.localPart;
  return found?.domain ? `${localPart}@${found.domain}` : null;
}
