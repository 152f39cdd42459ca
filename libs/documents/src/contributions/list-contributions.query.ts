import type { Database } from '#database';

/** Why a coordinating unit gave nothing: its time ran out, or the reply was given before it came. */
export const MISSING_REASONS = ['timed-out', 'answered'] as const;

/** What a coordinating unit gave to the lead unit, or that it gave nothing. Instants are ISO 8601 UTC. */
export interface ContributionRow {
  readonly unit: string;
  readonly unitName: string | null;
  readonly status: 'given' | 'missing';
  /** Null of what was given. */
  readonly missingBecause: (typeof MISSING_REASONS)[number] | null;
  readonly content: string | null;
  readonly contributedBy: string | null;
  readonly contributedByName: string | null;
  readonly recordedAt: string;
  /** Files that came from the unit, among those of the incoming document. */
  readonly attachmentIds: string[];
}

/** All that was given to a document: of a unit that was asked more than once the latest first. Units in the order of the office. */
export function listContributions(database: Database, documentId: string): Promise<ContributionRow[]> {
  return database.query<ContributionRow>(
    `select c.unit_code as unit, unit.name as "unitName", c.status, c.missing_because as "missingBecause", c.content,
            c.contributed_by as "contributedBy", p.full_name as "contributedByName", c.recorded_at as "recordedAt",
            array(select f.attachment_id from contribution_attachment f join reply_obligation o on o.id = f.obligation_id
                  where o.document_id = c.document_id and f.unit_code = c.unit_code order by f.attached_at, f.attachment_id) as "attachmentIds"
     from document_contribution c left join unit on unit.code = c.unit_code left join person p on p.login = c.contributed_by
     where c.document_id = $1 order by unit.sort, c.unit_code, c.recorded_at desc, c.id desc`,
    [documentId],
  );
}
