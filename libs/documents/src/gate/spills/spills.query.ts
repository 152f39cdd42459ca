import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { SpillNotFoundError } from '../errors.js';
import { concernedBy } from './concerned.js';
import type { SpillStatus } from './lock-spill.js';

/**
 * locked: to be confirmed; removing: its files leave the storage, and nothing brings it back; removed: the sender and the
 * assessment are left; closed, false-alarm: over.
 */
export const SPILL_STATUSES = ['locked', 'removing', 'removed', 'closed', 'false-alarm'] as const satisfies readonly SpillStatus[];

export interface SpillFilter extends PageRequest {
  readonly status?: SpillStatus;
}

export interface SpillRow {
  readonly id: string;
  readonly status: SpillStatus;
  /** work-file: what was reported is a file of one, and no document; website: an article or a question. */
  readonly direction: 'incoming' | 'outgoing' | 'work-file' | 'website';
  readonly documentId: string | null;
  readonly attachmentId: string | null;
  /** The document by its kind, number and year, or the file by its work file; nothing of the content. */
  readonly label: string;
  readonly foundBy: string;
  readonly foundByName: string | null;
  readonly foundAt: string;
  /** The case of the procedure. */
  readonly instanceId: string;
  readonly releasedAt: string | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
  readonly removedAt: string | null;
  readonly removedBy: string | null;
  readonly removedFiles: number | null;
  /** `YYYY-MM-DD`. */
  readonly senderInformedOn: string | null;
  readonly senderInformedHow: string | null;
  readonly senderInformedBy: string | null;
  readonly assessedAt: string | null;
  readonly assessedBy: string | null;
  readonly assessment: string | null;
  readonly backups: string | null;
}

const COLUMNS = `s.id, s.status, case when s.incoming_document_id is not null then 'incoming' when s.outgoing_document_id is not null then 'outgoing'
    when s.attachment_id is not null then 'work-file' else 'website' end as direction,
  coalesce(s.incoming_document_id, s.outgoing_document_id) as "documentId", s.attachment_id as "attachmentId", s.label, s.found_by as "foundBy",
  p.full_name as "foundByName", s.found_at as "foundAt", s.instance_id as "instanceId", s.released_at as "releasedAt",
  s.released_by as "releasedBy", s.release_reason as "releaseReason", s.removed_at as "removedAt", s.removed_by as "removedBy",
  s.removed_files as "removedFiles", s.sender_informed_on as "senderInformedOn", s.sender_informed_how as "senderInformedHow",
  s.sender_informed_by as "senderInformedBy", s.assessed_at as "assessedAt", s.assessed_by as "assessedBy", s.assessment, s.backups`;

const FROM = 'from secret_spill s left join person p on p.login = s.found_by';

/** When it was found, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The latest found first. @throws BadCursorError */
export async function listSpills(database: Database, filter: SpillFilter): Promise<Page<SpillRow>> {
  const [foundAt, id] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const rows = await database.query<SpillRow>(
    `select ${COLUMNS} ${FROM}
     where ($1::text is null or s.status = $1) and ($2::timestamptz is null or (s.found_at, s.id) < ($2, $3::uuid))
     order by s.found_at desc, s.id desc limit $4`,
    [filter.status ?? null, foundAt, id, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.foundAt, last.id]);
}

/** Who got an issued document, and may have to be told. */
export interface SpiltTo {
  readonly documentId: string;
  readonly symbol: string;
  readonly name: string;
  readonly email: string | null;
  readonly address: string | null;
}

export interface SpillDetail extends SpillRow {
  /** Of every document that the spill concerns: their names and addresses are covered everywhere else. */
  readonly sentTo: SpiltTo[];
}

/** @throws SpillNotFoundError */
export async function getSpill(database: Database, id: string): Promise<SpillDetail> {
  const [spill] = await database.query<SpillRow>(`select ${COLUMNS} ${FROM} where s.id = $1`, [id]);
  if (spill === undefined) throw new SpillNotFoundError(id);
  const [reported] = (await database.query<{ id: string }>(
    'select coalesce(incoming_document_id, outgoing_document_id, attachment_id) as id from secret_spill where id = $1',
    [id],
  )) as [{ id: string }];
  const { outgoing } = await concernedBy(database, reported.id);
  const sentTo = await database.query<SpiltTo>(
    `select d.id as "documentId", d.symbol, r.name, r.email, r.address
     from outgoing_document d join outgoing_recipient r on r.document_id = d.id
     where d.id = any($1::uuid[]) order by d.id, r.position`,
    [outgoing],
  );
  return { ...spill, sentTo };
}
