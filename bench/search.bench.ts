import { Database } from '#database';
import { searchDocuments } from '#documents';
import { createLogger } from '#foundation';
import { type BenchOptions, type Figures, percentile, rounded } from './bench.js';
import { SEARCH_CASES } from './search/search-cases.js';
import { seedDocuments } from './search/seed-documents.js';
import { withServers } from './servers.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const READS = 20;

/**
 * The first page of searches in so many documents, by who searches and with filters; beside it what it costs to look through
 * all rows, and to fetch as many documents by their ids as a page has.
 */
export function searchBench({ documents, say }: BenchOptions): Promise<Figures> {
  return withServers(async (servers) => {
    const database = await Database.connect({
      url: await servers.createDatabase('search'),
      poolSize: 2,
      logger: createLogger({ name: 'bench', level: 'error' }),
      statementMs: 600_000,
    });
    try {
      await database.migrate();
      const from = performance.now();
      await seedDocuments(database, documents);
      say(`${documents} documents with 300 words of file each, made and indexed in ${rounded((performance.now() - from) / 1000)} s`);
      return await measureSearches(database, say);
    } finally {
      await database.close();
    }
  });
}

/** @param database as {@link seedDocuments} has filled it */
export async function measureSearches(database: Database, say: BenchOptions['say']): Promise<Figures> {
  const times = new Map<string, number[]>();
  for (const { reader, search } of SEARCH_CASES) {
    const read = () => searchDocuments(database, { ...search, limit: 20, zone: ZONE });
    const { items } = await read();
    const own: number[] = [];
    for (let turn = 0; turn < READS; turn++) own.push(await timed(read));
    const { q, reader: _, ...filter } = search;
    say(`${reader} ${q} ${JSON.stringify(filter)}: ${items.length} hits, ${rounded(percentile(own, 50))} ms, at worst ${rounded(Math.max(...own))}`);
    times.set(reader, [...(times.get(reader) ?? []), ...own]);
  }
  const scanned: number[] = [];
  for (const word of ['han han', 'xam nhap man']) scanned.push(await timed(() => database.query(SEQUENTIAL, [`%${word}%`])));
  const fetched: number[] = [];
  for (let turn = 0; turn < READS; turn++) fetched.push(await timed(() => database.query(BY_ID)));
  const figures: Record<string, number> = {};
  for (const [reader, own] of times) {
    for (const part of [50, 99]) figures[`search_${reader.replace('-', '_')}_ms_p${part}`] = rounded(percentile(own, part));
  }
  return { ...figures, sequential_ms: rounded(Math.min(...scanned)), by_id_ms: rounded(percentile(fetched, 50)) };
}

/** The same first page without an index. */
const SEQUENTIAL = `
  select d.id from incoming_document d join attachment a on a.incoming_document_id = d.id
  where without_diacritics(concat_ws(' ', d.document_number, d.sender_agency, d.subject, a.text)) like $1
  order by d.id desc limit 20`;

/** What no search of a page can do without. */
const BY_ID = 'select d.id, d.subject from incoming_document d order by d.id desc limit 20';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
