import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { DefinitionNotFoundError } from '../errors.js';

export interface DefinitionRow {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly name: string | null;
  readonly versionTag: string | null;
  readonly deploymentId: string;
  readonly createdAt: string;
  /** Since when no instance of it can start; null: they can. */
  readonly suspendedAt: string | null;
}

export interface DeploymentRow {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly definitions: readonly { readonly id: string; readonly key: string; readonly version: number }[];
}

const DEFINITION_COLUMNS = `id, key, version, name, version_tag as "versionTag", deployment_id as "deploymentId",
  created_at as "createdAt", suspended_at as "suspendedAt"`;
const definitionKey = z.tuple([z.string(), z.number().int()]);
const deploymentKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Process definitions by key, newest version first; only the latest of each unless `allVersions`. */
export async function listDefinitions(
  database: Database,
  filter: { key?: string; allVersions?: boolean; limit: number; after?: string },
): Promise<Page<DefinitionRow>> {
  const [afterKey, afterVersion] = readCursor(filter.after, definitionKey) ?? [null, null];
  const rows = await database.query<DefinitionRow>(
    `select ${DEFINITION_COLUMNS} from process_definition d
     where ($1::text is null or key = $1)
       and ($2 or version = (select max(version) from process_definition latest where latest.key = d.key))
       and ($3::text is null or (key, -version) > ($3, -$4::integer))
     order by key, version desc limit $5`,
    [filter.key ?? null, filter.allVersions ?? false, afterKey, afterVersion, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (row) => [row.key, row.version]);
}

/** One definition with its BPMN text. @throws DefinitionNotFoundError */
export async function getDefinition(database: Database, id: string): Promise<DefinitionRow & { bpmn: string }> {
  const [row] = await database.query<DefinitionRow & { bpmn: string }>(
    `select ${DEFINITION_COLUMNS}, bpmn from process_definition where id = $1`,
    [id],
  );
  if (row === undefined) throw new DefinitionNotFoundError(`There is no process definition ${id}.`);
  return row;
}

/** Deployments, newest first, each with the definitions it made. */
export async function listDeployments(
  database: Database,
  filter: { limit: number; after?: string },
): Promise<Page<DeploymentRow>> {
  const [createdBefore, idBefore] = readCursor(filter.after, deploymentKey) ?? [null, null];
  const rows = await database.query<DeploymentRow>(
    `select p.id, p.created_at as "createdAt", p.created_by as "createdBy",
       (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'key', d.key, 'version', d.version) order by d.key), '[]')
        from process_definition d where d.deployment_id = p.id) as definitions
     from deployment p
     where ($1::timestamptz is null or (p.created_at, p.id) < ($1, $2::uuid))
     order by p.created_at desc, p.id desc limit $3`,
    [createdBefore, idBefore, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (row) => [row.createdAt, row.id]);
}
