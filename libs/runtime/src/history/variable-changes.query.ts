import type { Database } from '#database';
import { type JsonValue, type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

/** One variable that a step has set. */
export interface VariableChangeRow {
  readonly instanceId: string;
  /** Of the instance after the step; changes of one step have the same. */
  readonly revision: number;
  /** Key of the scope that holds it: 1 is the process, others are keys of activities. */
  readonly key: number;
  readonly name: string;
  /** Null also where it was too large to be kept: `omittedBytes` then tells its size. */
  readonly value: JsonValue;
  readonly omittedBytes: number | null;
  readonly changedAt: string;
  /** Login, or `system:<part>`. */
  readonly changedBy: string;
}

const changeKey = z.tuple([z.iso.datetime(), z.uuid(), z.int(), z.int(), z.string()]);

/**
 * How the variables of a case came to be what they are: of the instance and of all that it called, the oldest change
 * first. `id` may be any instance of the case. @throws BadCursorError
 */
export async function listVariableChanges(
  database: Database,
  id: string,
  page: { limit: number; after?: string; name?: string },
): Promise<Page<VariableChangeRow>> {
  const after = readCursor(page.after, changeKey) ?? [null, null, null, null, null];
  const rows = await database.query<VariableChangeRow>(
    `select v.instance_id as "instanceId", v.revision, v.activity_key as key, v.name, v.value,
       v.omitted_bytes as "omittedBytes", v.changed_at as "changedAt", v.changed_by as "changedBy"
     from process_instance self
       join process_instance i on i.root_instance_id = self.root_instance_id
       join variable_history v on v.instance_id = i.id
     where self.id = $1 and ($2::text is null or v.name = $2)
       and ($4::timestamptz is null or (v.changed_at, v.instance_id, v.revision, v.activity_key, v.name)
                                     > ($4, $5::uuid, $6::integer, $7::integer, $8::text))
     order by v.changed_at, v.instance_id, v.revision, v.activity_key, v.name limit $3`,
    [id, page.name ?? null, page.limit + 1, ...after],
  );
  return toPage(rows, page.limit, (row) => [row.changedAt, row.instanceId, row.revision, row.key, row.name]);
}
