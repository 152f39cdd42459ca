import type { Database } from '#database';

export const UNITS = 50;
/** Paragraphs that are put together to the text of a file, three for each document. */
const PARAGRAPHS = 3_000;
const WORDS_OF_A_PARAGRAPH = 100;
/** Documents in one statement. */
const BATCH = 10_000;

/** Every syllable of these is a word of the texts, the first ones far more often than the last. */
const WORDS =
  'và của các cho trong về việc theo được thực hiện công quy định văn bản đề nghị cơ quan đơn vị tỉnh ủy ban nhân dân báo cáo kết quả ' +
  'kế hoạch triển khai nhiệm vụ thông tin ứng dụng nghệ cải cách hành chính thủ tục xử lý hồ sơ giải quyết trả lời thời hạn phối hợp ' +
  'tổ chức cán bộ viên chức đào tạo bồi dưỡng ngân sách dự toán kinh phí đầu tư xây dựng đất đai môi trường y tế giáo dục văn hóa thể ' +
  'thao du lịch nông nghiệp thủy sản giao thông vận tải lao động thương binh xã hội tư pháp thanh tra khiếu nại';

/** A head and a member of unit 7, which has 2 % of the documents, and somebody whose tasks brought him every ten-thousandth. */
export const READERS = {
  head: { login: 'head7', groups: ['staff', 'head', 'unit:U7', 'head:U7'] },
  staff: { login: 'staff7', groups: ['staff', 'unit:U7'] },
  few: { login: 'few', groups: ['staff', 'unit:U0'] },
} as const;

/**
 * Fills an empty database with so many documents of three years, nine of ten incoming, each with the text of a file of 300
 * words, brought to one of {@link UNITS} units by an instruction and three finished tasks. Every hundredth one speaks of
 * `hạn hán`, one in a thousand of `xâm nhập mặn`; `chuyển đổi số` stands in all subjects but those of unit 7.
 */
export async function seedDocuments(database: Database, documents: number): Promise<void> {
  const tables = ['incoming_document', 'outgoing_document', 'attachment', 'user_task'];
  for (const table of tables) await database.query(`alter table ${table} disable trigger user`);
  for (const column of VECTORS) await database.query(`drop index document_search_${column}`);
  await database.query(`insert into unit select 'U' || n, 'Đơn vị ' || n, 'professional', null, n from generate_series(1, ${UNITS}) n`);
  await database.query(
    `with deployed as (insert into deployment values (gen_random_uuid(), business_now(), 'bench') returning id)
     insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
     select ${PROCESS}, deployed.id, 'incoming-document', 1, '', '', '', '{}', business_now() from deployed`,
  );
  await database.query(
    `create table paragraph as select p as number, string_agg(words.list[1 + floor(power(random(), 2) * cardinality(words.list))::int]
       || case when random() < 0.2 then floor(random() * 3000)::int::text else '' end, ' ') as text
     from generate_series(1, ${PARAGRAPHS}) p, generate_series(1, ${WORDS_OF_A_PARAGRAPH}) w,
          lateral (select string_to_array($1, ' ') as list) words
     group by p`,
    [WORDS],
  );
  await database.query('alter table paragraph add primary key (number)');
  for (let from = 1; from <= documents; from += BATCH) {
    for (const statement of STATEMENTS) await database.query(statement, [from, Math.min(from + BATCH - 1, documents)]);
  }
  for (const column of VECTORS) {
    await database.query(`create index document_search_${column} on document_search using gin (${column}) with (fastupdate = off)`);
  }
  for (const table of [...tables, 'document_search', 'instruction', 'instruction_unit', 'process_instance']) await database.query(`vacuum analyze ${table}`);
  for (const table of tables) await database.query(`alter table ${table} enable trigger user`);
}

const VECTORS = ['number', 'head', 'content'];

/** An id of the thing with a number, in the order of the numbers. */
function id(kind: string): string {
  return `('${kind}' || lpad(to_hex(n), 31, '0'))::uuid`;
}

const PROCESS = `'e0000000-0000-0000-0000-000000000001'`;
const UNIT = `1 + n % ${UNITS}`;
/** One document in a quarter of an hour. */
const AT = `timestamptz '2024-01-01' + n * interval '15 minutes'`;
const SUBJECT = `'V/v ' || left(p.text, 60) || case when ${UNIT} <> 7 then ' chuyển đổi số' else '' end || case when n % 1000 = 7 then ' xâm nhập mặn' when n % 100 = 7 then ' hạn hán' else '' end`;
const PARAGRAPH = `join paragraph p on p.number = 1 + (n * 7919) % ${PARAGRAPHS}`;
const RANGE = 'generate_series($1::bigint, $2::bigint) n';

/** $1 … $2: the documents. */
const STATEMENTS = [
  `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
   select ${id('b')}, ${PROCESS}, ${id('b')}, 'active', '{}', ${AT}, 'bench' from ${RANGE} where n % 10 > 0`,
  `insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups, priority, status,
     created_at, ended_at, completed_by)
   select gen_random_uuid(), ${id('b')}, step, 'Step_' || step, 'Bước ' || step, person,
          case when n % 10000 = 5 and step = 3 then array['few'] else '{}' end,
          case step when 1 then array['leader'] when 2 then array['head:U' || ${UNIT}] else '{}' end, 50, 'completed', ${AT}, ${AT}, person
   from ${RANGE}, generate_series(1, 3) step,
        lateral (select case step when 1 then 'leader' when 2 then 'head' || ${UNIT} else 'person' || n % 1000 end as person) done
   where n % 10 > 0`,
  `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_number, document_date, document_type,
     subject, urgency, received_at, reply_required, status, registered_at, registered_by, instance_id, closed_at)
   select ${id('a')}, 'incoming', extract(year from at), n, (array['UBND tỉnh Bình Định', 'Sở Tư pháp', 'Bộ Nội vụ', 'Sở Y tế'])[1 + n % 4],
          n % 9000 || '/' || (array['QĐ-STP', 'UBND-KSTT', 'BC-SYT', 'TB-BNV'])[1 + n % 4], at::date,
          case when n % 500 = 3 then 'Chỉ thị' else 'Công văn' end, ${SUBJECT},
          case when n % 2000 = 11 then 'flash' else (array['normal', 'normal', 'normal', 'urgent'])[1 + n % 4] end, at, false,
          case when n % 30 = 1 then 'in-progress' else 'closed' end, at, 'bench', ${id('b')}, case when n % 30 <> 1 then at end
   from ${RANGE} ${PARAGRAPH}, lateral (select ${AT} as at) arrived where n % 10 > 0`,
  `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, created_at, version)
   select ${id('a')}, 'draft', 'BC', ${SUBJECT}, 'U' || ${UNIT}, 'bench', ${AT}, 1
   from ${RANGE} ${PARAGRAPH} where n % 10 = 0`,
  `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, incoming_document_id, outgoing_document_id,
     linked_at, text, text_state)
   select ${id('c')}, n || '.pdf', 'application/pdf', 1, repeat('0', 64), 'bench', '2026-01-01',
          case when n % 10 > 0 then ${id('a')} end, case when n % 10 = 0 then ${id('a')} end, '2026-01-01',
          p.text || ' ' || p2.text || ' ' || p3.text, 'done'
   from ${RANGE} ${PARAGRAPH}
   join paragraph p2 on p2.number = 1 + (n * 104729) % ${PARAGRAPHS} join paragraph p3 on p3.number = 1 + (n * 1299709) % ${PARAGRAPHS}`,
  `insert into instruction (id, document_id, content, instructed_by, instructed_at)
   select ${id('d')}, ${id('a')}, 'Giải quyết.', 'bench', '2026-01-01' from ${RANGE} where n % 10 > 0`,
  `insert into instruction_unit (instruction_id, unit_code, role)
   select ${id('d')}, 'U' || ${UNIT}, 'lead' from ${RANGE} where n % 10 > 0`,
  `select case when n % 10 > 0 then index_incoming_document(${id('a')}) else index_outgoing_document(${id('a')}) end from ${RANGE}`,
];
