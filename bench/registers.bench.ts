import { Database } from '#database';
import { exportRegister, REGISTER_FORMATS, type RegisterFile } from '#documents';
import { createLogger } from '#foundation';
import { type BenchOptions, type Figures, rounded } from './bench.js';
import { withServers } from './servers.js';

const YEAR = 2026;

/** A register of 100,000 entries as CSV, XLSX and PDF: how long, how large, and how far the heap rises meanwhile. */
export function registersBench({ documents, say }: BenchOptions): Promise<Figures> {
  return withServers(async (servers) => {
    const url = await servers.createDatabase('registers');
    const database = await Database.connect({ url, poolSize: 2, logger: createLogger({ name: 'bench', level: 'error' }), statementMs: 600_000 });
    try {
      await database.migrate();
      await database.query('alter table incoming_document disable trigger user');
      await database.query(ENTRIES, [documents]);
      await database.query('vacuum analyze incoming_document');
      const figures: Record<string, number> = {};
      for (const format of REGISTER_FORMATS) {
        const { seconds, bytes, peak } = await exported(database, format);
        say(`${format}: ${rounded(bytes / 1e6)} MB in ${rounded(seconds)} s`);
        figures[`register_${format}_s`] = rounded(seconds);
        figures[`register_${format}_heap_mb`] = rounded(peak / 1e6);
      }
      return figures;
    } finally {
      await database.close();
    }
  });
}

/** How far the heap rises contains what is waiting to be collected. */
async function exported(database: Database, format: RegisterFile['format']): Promise<{ seconds: number; bytes: number; peak: number }> {
  const [from, before] = [performance.now(), process.memoryUsage().heapUsed];
  let [bytes, peak] = [0, 0];
  const { content } = await exportRegister(database, 'incoming', { year: YEAR, zone: 'Asia/Ho_Chi_Minh' }, { format, paper: 'A4', separator: 'comma' });
  for await (const chunk of content) {
    bytes += (chunk as Buffer).length;
    peak = Math.max(peak, process.memoryUsage().heapUsed - before);
  }
  return { seconds: (performance.now() - from) / 1000, bytes, peak };
}

const ENTRIES = `
  insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_number, document_date, document_type, subject,
    urgency, received_at, reply_required, status, registered_at, registered_by, instance_id)
  select gen_random_uuid(), 'incoming', ${YEAR}, n, 'UBND tỉnh Bình Định', n || '/UBND-KSTT', '2026-01-01', 'Công văn',
         'V/v báo cáo tình hình ứng dụng công nghệ thông tin và cải cách hành chính quý ' || 1 + n % 4, 'normal', '2026-01-02', false, 'registered',
         '2026-01-02', 'bench', gen_random_uuid()
  from generate_series(1, $1::int) n`;
