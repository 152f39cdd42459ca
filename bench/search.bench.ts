import { Database } from '#database';
import { searchDocuments } from '#documents';
import { createLogger } from '#foundation';
import { type BenchOptions, type Figures, percentile, rounded } from './bench.js';
import { seedDocuments } from './search/seed-documents.js';
import { withServers } from './servers.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const READS = 20;

/** Words that stand in nearly all documents, in some and in none, numbers, phrases. */
const QUERIES = [
  '48/qđ-stp',
  'công văn 1520',
  'báo cáo',
  'bao cao ket qua cai cach hanh chinh',
  'hạn hán',
  'xâm nhập mặn',
  '"xâm nhập mặn" báo cáo',
  'khieu nai thanh tra',
  'dụng2718 nghệ',
  '"thủ tục xử lý"',
  'khôngcótừnày',
  'hạn hán khôngcótừnày',
];

/** A page of hits for whoever reads all and for somebody who reads what came to one of fifty units; beside it all rows looked through. */
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
      const all = await measure(database, undefined, say);
      const staff = await measure(database, { login: 'staff', groups: ['staff', 'unit:U7'] }, say);
      const scanned: number[] = [];
      for (const word of ['han han', 'xam nhap man']) scanned.push(await timed(() => database.query(SEQUENTIAL, [`%${word}%`])));
      return {
        search_ms_p50: rounded(percentile(all, 50)),
        search_ms_p99: rounded(percentile(all, 99)),
        search_staff_ms_p50: rounded(percentile(staff, 50)),
        search_staff_ms_p99: rounded(percentile(staff, 99)),
        sequential_ms: rounded(Math.min(...scanned)),
      };
    } finally {
      await database.close();
    }
  });
}

type Reader = Parameters<typeof searchDocuments>[1]['reader'];

async function measure(database: Database, reader: Reader, say: BenchOptions['say']): Promise<number[]> {
  const times: number[] = [];
  for (const q of QUERIES) {
    const read = () => searchDocuments(database, { q, reader, limit: 20, zone: ZONE });
    const { items } = await read();
    const own: number[] = [];
    for (let turn = 0; turn < READS; turn++) own.push(await timed(read));
    say(`${reader?.login ?? 'all'} ${q}: ${items.length} hits, ${rounded(percentile(own, 50))} ms, at worst ${rounded(Math.max(...own))}`);
    times.push(...own);
  }
  return times;
}

/** The same first page without an index. */
const SEQUENTIAL = `
  select d.id from incoming_document d join attachment a on a.incoming_document_id = d.id
  where without_diacritics(concat_ws(' ', d.document_number, d.sender_agency, d.subject, a.text)) like $1
  order by d.id desc limit 20`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
