import type { Database } from '#database';

export const UNITS = 200;
export const PEOPLE = 1_000;
const PROCESSES = 5;
const STEPS = 8;
const MONTHS = 12;
/** Of each hundred tasks so many are open. */
const OPEN_PERCENT = 2;
/** Cases in one statement. */
const BATCH = 10_000;

/**
 * Fills an empty database with the history of an office: so many finished tasks of the last twelve months, eight in each
 * case, each case with its incoming document. The marks that steps leave for the reports are left out: the caller counts.
 */
export async function seedFinishedTasks(database: Database, tasks: number): Promise<void> {
  const tables = ['user_task', 'incoming_document'];
  const triggers = async (state: 'enable' | 'disable') => {
    for (const table of tables) await database.query(`alter table ${table} ${state} trigger user`);
  };
  await triggers('disable');
  await database.query(`insert into unit select 'U' || n, 'Đơn vị ' || n, 'professional', null, n from generate_series(1, ${UNITS}) n`);
  await database.query(`insert into person (login, full_name) select 'p' || n, 'Nguyễn Văn ' || n from generate_series(1, ${PEOPLE}) n`);
  await database.query(
    `with deployed as (insert into deployment values (gen_random_uuid(), business_now(), 'bench') returning id)
     insert into process_definition (id, deployment_id, key, version, name, checksum, file_name, bpmn, forms, created_at)
     select ${id(`n`, 'd')}, deployed.id, 'process-' || n, 1, 'Quy trình ' || n, '', '', '', '{}', business_now()
     from deployed, generate_series(0, ${PROCESSES - 1}) n`,
  );
  const cases = Math.ceil(tasks / STEPS);
  for (let from = 0; from < cases; from += BATCH) {
    const to = Math.min(from + BATCH, cases);
    for (const statement of STATEMENTS) await database.query(statement, [from, to - 1, cases]);
  }
  for (const table of ['process_instance', 'incoming_document', 'user_task', 'unit', 'person']) await database.query(`vacuum analyze ${table}`);
  await triggers('enable');
}

/** A fixed id of the thing with a number. */
function id(number: string, kind: string): string {
  return `('${kind}' || lpad(to_hex(${number}), 31, '0'))::uuid`;
}

/** A number below a limit that depends on case and step alone. */
function below(limit: number, salt: string): string {
  return `(abs(hashint8(c * 8191 + s * 31 + ${salt})) % ${limit})`;
}

/** $1 … $2: the cases; $3: how many there are in all. */
const STATEMENTS = [
  `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by, ended_at)
   select ${id('c', 'a')}, ${id(`c % ${PROCESSES}`, 'd')}, ${id('c', 'a')}, 'completed', '{}', business_now() - interval '1 year', 'bench',
          business_now()
   from generate_series($1::bigint, $2::bigint) c where $3::bigint > 0`,
  `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type, subject, urgency,
                                  received_at, reply_required, status, registered_at, registered_by, instance_id)
   select ${id('c', 'b')}, 'incoming', 2026, c + 1, 'UBND', '2026-01-01', 'Loại ' || ${below(12, '1')}, 'V/v ' || c,
          (array['normal', 'normal', 'urgent', 'flash'])[1 + ${below(4, '2')}], business_now(), false, 'in-progress', business_now(), 'bench',
          ${id('c', 'a')}
   from generate_series($1::bigint, $2::bigint) c, (values (0)) step(s) where $3::bigint > 0`,
  `insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups, due_at, priority,
                          status, created_at, ended_at, completed_by)
   select ${id(`c * ${STEPS} + s`, 'e')}, ${id('c', 'a')}, s, 'Step_' || s, 'Bước ' || s, 'p' || ${below(PEOPLE, '3')}, '{}',
          array['clerk', 'unit:U' || 1 + ${below(UNITS, '4')}],
          case when ${below(10, '5')} > 0 then created_at + interval '1 hour' * (8 + ${below(120, '6')}) end, 50,
          case when is_open then 'open' else 'completed' end, created_at,
          case when not is_open then created_at + interval '1 second' * (60 + ${below(400_000, '7')}) end,
          case when not is_open then 'p' || ${below(PEOPLE, '3')} end
   from generate_series($1::bigint, $2::bigint) c, generate_series(0, ${STEPS - 1}) s,
        lateral (select business_now() - interval '${MONTHS} months' * (1 - c::float8 / $3::bigint) - interval '5 days' as created_at,
                        ${below(100, '8')} < ${OPEN_PERCENT} as is_open) made`,
];
