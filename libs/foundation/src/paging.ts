import type { z } from 'zod';
import { CongvanError } from './errors.js';
import type { JsonValue } from './json.js';

/** One page of a list. `next` is the opaque cursor of the page after it, null on the last page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Which page of a list: how many items at most, and behind which cursor. */
export interface PageRequest {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** The `after` of a request was not made by us. */
export class BadCursorError extends CongvanError {
  readonly code = 'foundation.bad-cursor';
  readonly kind = 'invalid';
}

/**
 * Makes a page out of `limit + 1` rows read in order: the extra row only tells that there is more.
 * `keyOf` gives the sort key of a row, by which the next page begins after it.
 */
export function toPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => JsonValue): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, next: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}

/** Reads the sort key back from a cursor; undefined stays undefined. @throws BadCursorError */
export function readCursor<Schema extends z.ZodType>(cursor: string | undefined, key: Schema): z.infer<Schema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new BadCursorError('The cursor "after" is not one that this list gave. Leave it out to begin anew.', { cause });
  }
}
