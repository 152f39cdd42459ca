import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { filterParameters, MATCHES_FILTER, OBLIGATION_SOURCE } from './obligation-filter.js';

/** An agency to which replies are owed. */
export interface OwedAgency {
  /** As it was written last. */
  readonly senderAgency: string;
  readonly open: number;
  readonly overdue: number;
  readonly nextDueAt: string;
}

type OwedAgencyRow = OwedAgency & { readonly key: string };

/** The earliest due time, and the name without regard to case and diacritics. */
const cursorSchema = z.tuple([z.iso.datetime(), z.string()]);

/** To whom replies are owed, by the agency that has sent the documents: the one first whose reply is due first. @throws BadCursorError */
export async function listOwedAgencies(
  database: Database,
  { after, limit, unit, zone }: PageRequest & { readonly unit?: string; readonly zone: string },
): Promise<Page<OwedAgency>> {
  const [dueAt, key] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<OwedAgencyRow>(
    `select without_diacritics(d.sender_agency) as key, (array_agg(d.sender_agency order by d.registered_at desc))[1] as "senderAgency",
            count(*) as open, count(*) filter (where state.overdue) as overdue, min(o.due_at) as "nextDueAt"
     from ${OBLIGATION_SOURCE} where ${MATCHES_FILTER}
     group by 1 having $11::timestamptz is null or (min(o.due_at), without_diacritics(d.sender_agency)) > ($11, $12::text)
     order by min(o.due_at), 1 limit $13`,
    [...filterParameters({ status: 'open', unit, zone }), dueAt, key, limit + 1],
  );
  const page = toPage(rows, limit, (last) => [last.nextDueAt, last.key]);
  return { ...page, items: page.items.map(({ key: _, ...agency }) => agency) };
}
