import type { Database } from '#database';
import type { Listing } from '#tables';

export interface RoyaltyRow {
  readonly author: string;
  readonly address: string;
  readonly own: number;
  readonly collected: number;
  readonly titles: string;
}

/**
 * Who had how many articles published in a month, each counted once on the day it first stood there (47/QĐ-STP art. 6.2). What is
 * due for them is reckoned by accounting. They are named as the article names them now, and one that was taken down counts for nobody. Of a collected article whoever collected it is named.
 * @param month `YYYY-MM` of the office's zone
 */
export async function listRoyalties(database: Database, month: string, zone: string): Promise<RoyaltyRow[]> {
  return database.query<RoyaltyRow>(
    `select coalesce(v.collector_name, v.author_name) as author, coalesce(v.collector_address, v.author_address) as address,
       count(*) filter (where v.kind = 'own')::int as own, count(*) filter (where v.kind = 'collected')::int as collected,
       string_agg('TB-' || a.number || ' ' || v.title, '; ' order by e.at, a.number) as titles
     from website_article_event e join website_article a on a.id = e.article_id
       join website_article_version v on v.article_id = a.id and v.version = a.published_version
     where e.kind = 'published' and a.taken_down_at is null and e.at >= ($1 || '-01')::timestamp at time zone $2
       and e.at < (($1 || '-01')::timestamp + interval '1 month') at time zone $2
     group by 1, 2 order by 1, 2`,
    [month, zone],
  );
}

/** The same as a table to hand to accounting. */
export function royaltyListing(month: string, rows: readonly RoyaltyRow[], zone: string): Listing<RoyaltyRow> {
  return {
    title: `Tin, bài đã đăng tháng ${month}`,
    columns: [
      { title: 'Người viết, người sưu tầm', kind: 'text', width: 30, of: ({ author }) => author },
      { title: 'Địa chỉ', kind: 'text', width: 40, of: ({ address }) => address },
      { title: 'Số bài tự viết', kind: 'number', width: 14, of: ({ own }) => own },
      { title: 'Số bài sưu tầm', kind: 'number', width: 14, of: ({ collected }) => collected },
      { title: 'Các bài', kind: 'text', width: 80, of: ({ titles }) => titles },
    ],
    rows,
    zone,
  };
}
