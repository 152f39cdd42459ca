import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { IncidentNotFoundError } from './errors.js';
import type { INCIDENT_SEVERITIES, IncidentStatus, Person } from './incident.js';
import { personParameters, readableIncident, requireIncidentReader } from './rights.js';

/** `mine`: I reported. `unit`: from the units I lead. `asked`: I was asked by my post. `handling`: mine to fix. `all`: any of these. */
export const INCIDENT_SCOPES = ['mine', 'unit', 'asked', 'handling', 'all'] as const;

export interface IncidentFilter extends PageRequest {
  readonly scope: (typeof INCIDENT_SCOPES)[number];
  readonly status?: IncidentStatus;
  readonly kind?: string;
  readonly severity?: (typeof INCIDENT_SEVERITIES)[number];
  /** Words of the title, with or without diacritics, or the number: `SC-12`. */
  readonly words?: string;
}

export interface IncidentRow {
  readonly id: string;
  /** `SC-12`. */
  readonly label: string;
  readonly title: string;
  readonly kind: string;
  readonly kindName: string;
  readonly severity: (typeof INCIDENT_SEVERITIES)[number];
  readonly status: IncidentStatus;
  readonly systems: readonly string[];
  readonly reporter: string;
  readonly reporterName: string | null;
  readonly unit: string | null;
  readonly handler: string | null;
  readonly handlerName: string | null;
  readonly mergedInto: string | null;
  /** The incident that it is part of is fixed, and whoever reported this is asked whether it works for him. */
  readonly awaitsAnswer: boolean;
  readonly reportedAt: string;
  readonly closedAt: string | null;
}

export interface IncidentDetail extends IncidentRow {
  /** Null where it may not be told: of a secret. */
  readonly description: string | null;
  readonly attachmentIds: readonly string[];
  readonly exposedLogin: string | null;
  readonly spillId: string | null;
  readonly fix: string | null;
  readonly afterAction: string | null;
  readonly route: string;
  readonly instanceId: string;
  /** Labels of the reports that are part of it. */
  readonly parts: readonly string[];
}

const COLUMNS = `i.id, 'SC-' || i.number as label, i.title, i.kind, k.name as "kindName", i.severity, i.status, i.systems, i.reporter,
  reporter.full_name as "reporterName", i.unit_code as unit, i.handler, handler.full_name as "handlerName", i.merged_into as "mergedInto",
  exists (select from incident whole where whole.id = i.merged_into and whole.status = 'fixed' and whole.reporter <> i.reporter
    and not exists (select from incident_event said where said.incident_id = whole.id and said.kind = 'works' and said.actor = i.reporter
      and said.id > (select fixed.id from incident_event fixed where fixed.incident_id = whole.id and fixed.kind = 'fixed' order by fixed.id desc limit 1))) as "awaitsAnswer",
  i.reported_at as "reportedAt", i.closed_at as "closedAt"`;

const JOINS = `join incident_kind k on k.code = i.kind
  left join person reporter on reporter.login = i.reporter
  left join person handler on handler.login = i.handler`;

/** `$1` is the login, `$2` the groups, `$3` the codes of the units that the person leads. */
const IN_SCOPE: Readonly<Record<IncidentFilter['scope'], string>> = {
  mine: 'i.reporter = $1',
  unit: 'i.unit_code = any($3::text[])',
  asked: 'i.asked_groups && $2::text[]',
  handling: 'i.handler = $1',
  all: readableIncident(1),
};

const cursorSchema = z.tuple([z.uuid()]);

/** Those that the person reads, the latest first. @throws BadCursorError */
export async function listIncidents(database: Database, person: Person, filter: IncidentFilter): Promise<Page<IncidentRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<IncidentRow>(
    `select ${COLUMNS} from incident i ${JOINS}
     where ($1::text is not null and $2::text[] is not null and $3::text[] is not null) and ${IN_SCOPE[filter.scope]}
       and ($4::text is null or i.status = $4) and ($5::text is null or i.kind = $5) and ($6::text is null or i.severity = $6)
       and ($7::text is null or i.search_text like '%' || without_diacritics($7) || '%' or 'SC-' || i.number = upper($7))
       and ($8::uuid is null or i.id < $8)
     order by i.id desc limit $9`,
    [...personParameters(person), filter.status ?? null, filter.kind ?? null, filter.severity ?? null, literally(filter.words), before, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.id]);
}

/** The words as they are, none of them a pattern. */
function literally(words: string | undefined): string | null {
  return words?.replace(/[\\%_]/g, '\\$&') ?? null;
}

/** @throws IncidentNotFoundError, IncidentForbiddenError */
export async function getIncident(database: Database, person: Person, id: string): Promise<IncidentDetail> {
  const [found] = await database.query<IncidentDetail>(
    `select ${COLUMNS}, i.description, i.attachment_ids as "attachmentIds", i.exposed_login as "exposedLogin", i.spill_id as "spillId",
       i.fix, i.after_action as "afterAction", i.route, i.instance_id as "instanceId",
       array(select 'SC-' || part.number from incident part where part.merged_into = i.id order by part.number) as parts
     from incident i ${JOINS} where i.id = $1`,
    [id],
  );
  if (found === undefined) throw new IncidentNotFoundError(id);
  await requireIncidentReader(database, person, id);
  return found;
}

export interface IncidentKindRow {
  readonly code: string;
  readonly name: string;
}

/** What a report may be of, in the office's order. Not paged: people choose from it. */
export async function listIncidentKinds(database: Database): Promise<IncidentKindRow[]> {
  return database.query<IncidentKindRow>('select code, name from incident_kind where offered order by sort, code');
}
