import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Person } from '../duty.js';
import { ProgrammeNotFoundError } from '../errors.js';
import type { PartContent } from './part.schema.js';
import { OFFICE_GROUPS, type PartRecord, type ProgrammePeriod, type ProgrammeStatus, sayProgramme } from './programme.js';
import { mayWrite } from './rights.js';

export interface ProgrammeFilter extends PageRequest {
  readonly period?: ProgrammePeriod;
  /** Only those in which this unit has published. */
  readonly unit?: string;
  /** Only those that hold this day, `YYYY-MM-DD`. */
  readonly on?: string;
}

export interface ProgrammeRow {
  readonly id: string;
  /** `Chương trình công tác tuần 05/01–11/01/2026`. */
  readonly label: string;
  readonly period: ProgrammePeriod;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly status: ProgrammeStatus;
  /** How many units have published, of how many. */
  readonly published: number;
  readonly units: number;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

export interface ProgrammePart {
  readonly unit: string;
  readonly unitName: string;
  /** The last that was published; 0: nothing. */
  readonly version: number;
  readonly content: PartContent | null;
  /** Entered by the office, for a unit that is not on the network. */
  readonly byOffice: boolean;
  /** Had not published when the office collected; it may have done so since. */
  readonly missing: boolean;
  readonly publishedBy: string | null;
  readonly publishedAt: string | null;
  /** Why this version took the place of another, or came late. */
  readonly reason: string | null;
  /** That the leader has approved; 0: published after that for the first time; null: not approved yet. */
  readonly approvedVersion: number | null;
  /** How often it was put right after the approval. */
  readonly corrections: number;
  /** For those who write it alone, while it is not published. */
  readonly draft: { readonly revision: number; readonly content: PartContent } | null;
}

export interface ProgrammeDetail extends ProgrammeRow {
  /** What the office says of the whole; before the approval for those alone who collect and approve. */
  readonly summary: string | null;
  readonly remark: string | null;
  readonly collectedBy: string | null;
  readonly parts: readonly ProgrammePart[];
}

const COLUMNS = `p.id, p.period, to_char(p.first_day, 'YYYY-MM-DD') as "firstDay", to_char(p.last_day, 'YYYY-MM-DD') as "lastDay", p.status,
  p.approved_by as "approvedBy", p.approved_at as "approvedAt",
  (select count(*)::int from programme_part part where part.programme_id = p.id and part.version > 0) as published,
  (select count(*)::int from programme_part part where part.programme_id = p.id) as units`;

const cursorSchema = z.tuple([z.iso.date(), z.uuid()]);

/** Everybody in the office reads them, the latest first. @throws BadCursorError */
export async function listProgrammes(database: Database, { period, unit, on, limit, after }: ProgrammeFilter): Promise<Page<ProgrammeRow>> {
  const [day, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<Omit<ProgrammeRow, 'label'>>(
    `select ${COLUMNS} from work_programme p
     where ($1::text is null or p.period = $1)
       and ($2::text is null or exists (select from programme_part part where part.programme_id = p.id and part.unit_code = $2 and part.version > 0))
       and ($3::date is null or $3 between p.first_day and p.last_day)
       and ($4::date is null or (p.first_day, p.id) < ($4, $5::uuid))
     order by p.first_day desc, p.id desc limit $6`,
    [period ?? null, unit ?? null, on ?? null, day, id, limit + 1],
  );
  return toPage(rows.map((row) => ({ ...row, label: sayProgramme(row) })), limit, (last) => [last.firstDay, last.id]);
}

/** One with its parts as they are published today. @throws ProgrammeNotFoundError */
export async function getProgramme(database: Database, person: Person, id: string): Promise<ProgrammeDetail> {
  const [found] = await database.query<Omit<ProgrammeDetail, 'label' | 'parts'>>(
    `select ${COLUMNS}, p.summary, p.remark, p.collected_by as "collectedBy" from work_programme p where p.id = $1`,
    [id],
  );
  if (found === undefined) throw new ProgrammeNotFoundError(`work programme ${id}`);
  const parts = await database.query<Omit<ProgrammePart, 'draft' | 'corrections'> & Pick<PartRecord, 'groups' | 'draft' | 'revision'>>(
    `select part.unit_code as unit, coalesce("then".name, part.unit_code) as "unitName", part.version, v.content,
       coalesce(v.by_office, part.by_office) as "byOffice", part.missing, v.published_by as "publishedBy", v.published_at as "publishedAt", v.reason,
       part.approved_version as "approvedVersion", part.groups, part.draft, part.revision
     from programme_part part join work_programme p on p.id = part.programme_id
     left join programme_version v on v.programme_id = part.programme_id and v.unit_code = part.unit_code and v.version = part.version
     left join unit on unit.code = part.unit_code left join unit_as_of(p.first_day) as "then" on "then".code = part.unit_code
     where part.programme_id = $1 order by unit.sort, part.unit_code`,
    [id],
  );
  const collects = person.groups.some((group) => group === 'leader' || (OFFICE_GROUPS as readonly string[]).includes(group));
  const told = found.status === 'published' || found.status === 'cancelled' || collects;
  return {
    ...found,
    label: sayProgramme(found),
    summary: told ? found.summary : null,
    remark: told ? found.remark : null,
    parts: parts.map(({ groups, draft, revision, ...part }) => ({
      ...part,
      corrections: part.approvedVersion === null ? 0 : Math.max(0, part.version - Math.max(1, part.approvedVersion)),
      draft: part.version === 0 && mayWrite(person, { ...part, groups }) ? { revision, content: draft } : null,
    })),
  };
}

export interface PartVersion {
  readonly version: number;
  readonly content: PartContent;
  readonly byOffice: boolean;
  readonly reason: string | null;
  readonly publishedBy: string;
  readonly publishedAt: string;
}

/** Each version that a unit has published of its part, the latest first. Not paged: a part is corrected a few times at most. @throws ProgrammeNotFoundError */
export async function listPartVersions(database: Database, id: string, unit: string): Promise<PartVersion[]> {
  const versions = await database.query<PartVersion>(
    `select version, content, by_office as "byOffice", reason, published_by as "publishedBy", published_at as "publishedAt"
     from programme_version where programme_id = $1 and unit_code = $2 order by version desc`,
    [id, unit],
  );
  if (versions.length === 0) throw new ProgrammeNotFoundError(`published part of ${unit} in work programme ${id}`);
  return versions;
}
