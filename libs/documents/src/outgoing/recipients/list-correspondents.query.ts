import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';

export interface CorrespondentFilter extends PageRequest {
  /** Part of the name, with or without diacritics. */
  readonly search?: string;
  readonly active?: boolean;
}

export interface Correspondent {
  readonly id: string;
  readonly name: string;
  readonly kind: 'mail' | 'paper';
  readonly email: string | null;
  readonly address: string | null;
  /** Mã định danh. */
  readonly organId: string | null;
  readonly active: boolean;
  readonly changedBy: string;
  readonly changedAt: string;
}

const cursorSchema = z.tuple([z.string()]);

/** In the order of their names without diacritics. @throws BadCursorError */
export async function listCorrespondents(database: Database, filter: CorrespondentFilter): Promise<Page<Correspondent>> {
  const [after] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<Correspondent & { key: string }>(
    `select id, name, kind, email, address, organ_id as "organId", active, changed_by as "changedBy", changed_at as "changedAt", without_diacritics(name) as key
     from correspondent
     where ($1::text is null or position(without_diacritics($1) in without_diacritics(name)) > 0)
       and ($2::boolean is null or active = $2)
       and ($3::text is null or without_diacritics(name) > $3)
     order by without_diacritics(name) limit $4`,
    [filter.search ?? null, filter.active ?? null, after, filter.limit + 1],
  );
  const { items, ...rest } = toPage(rows, filter.limit, (last) => [last.key]);
  return { ...rest, items: items.map(({ key: _, ...row }) => row) };
}
