import { z } from 'zod';

/** Query parameters of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Số dòng của một trang.'),
  after: z.string().max(1000).optional().describe('`next` của trang trước.'),
});

/** A page of a list as it is answered. */
export function pageOf<Item extends z.ZodType>(id: string, item: Item) {
  return z
    .object({
      items: z.array(item).readonly(),
      next: z.string().nullable().describe('Đưa vào `after` để xem trang sau; null: đây là trang cuối.'),
    })
    .meta({ id });
}

/** A list that is short enough to be answered whole. */
export function listOf<Item extends z.ZodType>(id: string, item: Item) {
  return z.object({ items: z.array(item).readonly() }).meta({ id });
}

export const instant = z.iso.datetime().describe('Thời điểm theo ISO 8601, UTC.');
