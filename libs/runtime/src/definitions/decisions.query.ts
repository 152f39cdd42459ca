import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

/** One version of a DMN decision. */
export interface DecisionRow {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly fileName: string;
  readonly deploymentId: string;
  readonly createdAt: string;
}

const decisionKey = z.tuple([z.string(), z.number().int()]);

/** Decisions by key, newest version first; only the latest of each unless `allVersions`. */
export async function listDecisions(
  database: Database,
  filter: { key?: string; allVersions?: boolean; limit: number; after?: string },
): Promise<Page<DecisionRow>> {
  const [afterKey, afterVersion] = readCursor(filter.after, decisionKey) ?? [null, null];
  const rows = await database.query<DecisionRow>(
    `select id, key, version, version_tag as "versionTag", file_name as "fileName", deployment_id as "deploymentId",
       created_at as "createdAt"
     from decision_definition d
     where ($1::text is null or key = $1)
       and ($2 or version = (select max(version) from decision_definition latest where latest.key = d.key))
       and ($3::text is null or (key, -version) > ($3, -$4::integer))
     order by key, version desc limit $5`,
    [filter.key ?? null, filter.allVersions ?? false, afterKey, afterVersion, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (row) => [row.key, row.version]);
}
