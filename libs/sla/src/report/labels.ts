import type { Reader } from '../roll-ups/task-record.js';
import type { Dimension } from './report.js';

/** Levels of urgency as office people call them (ND 30 appendix I). */
const URGENCIES: Readonly<Record<string, string>> = {
  normal: 'Thường',
  urgent: 'Khẩn',
  'very-urgent': 'Thượng khẩn',
  flash: 'Hỏa tốc',
};

const WITHOUT: Readonly<Record<Dimension, string>> = {
  unit: 'Không thuộc đơn vị nào',
  person: 'Chưa có người nhận',
  kind: 'Không có văn bản đến',
  urgency: 'Không có văn bản đến',
  process: 'Không rõ quy trình',
  step: 'Không rõ bước',
  month: 'Không rõ tháng',
};

/** A step is called what its task was called last, of those that are counted before those that are open. */
const NAMES: Readonly<Partial<Record<Dimension, string>>> = {
  unit: 'select code as key, name from unit where code = any($1)',
  person: 'select login as key, full_name as name from person where login = any($1)',
  process: `select distinct on (key) key, coalesce(name, key) as name from process_definition where key = any($1)
            order by key, version desc`,
  step: `select k.key, coalesce(
           (select f.name from sla_fact f where f.step = k.key order by f.ended_at desc, f.task_id desc limit 1),
           (select t.name from user_task t join process_instance i on i.id = t.instance_id
            join process_definition d on d.id = i.definition_id
            where t.status = 'open' and t.element_id = split_part(k.key, '/', 2) and d.key = split_part(k.key, '/', 1)
            limit 1)) as name
         from unnest($1::text[]) as k(key)`,
};

/** The names of lines by their keys; a key that has none stands for itself. */
export async function labelsOf(
  reader: Reader,
  dimension: Dimension,
  keys: readonly (string | null)[],
): Promise<(key: string | null) => string> {
  const sql = NAMES[dimension];
  const known = keys.filter((key) => key !== null);
  const rows = sql === undefined || known.length === 0 ? [] : await reader.query<{ key: string; name: string | null }>(sql, [known]);
  const names = new Map(rows.map(({ key, name }) => [key, name]));
  return (key) => {
    if (key === null) return WITHOUT[dimension];
    if (dimension === 'month') return `Tháng ${Number(key.slice(5))}/${key.slice(0, 4)}`;
    return (dimension === 'urgency' ? URGENCIES[key] : names.get(key)) ?? key;
  };
}
