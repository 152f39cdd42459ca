import type { Transaction } from '#database';
import { instantsOf, type Period } from '../period.js';
import type { PartContent, PlanLine, ResultLine } from './part.schema.js';
import type { ProgrammePeriod } from './programme.js';

/**
 * What a part begins with. Results: what the last programme of the unit planned, and what stood there as not done. Plan: work that
 * was given to the unit or its people and answers that it owes, which are due in the period. Documents are named by their numbers,
 * and given work by nothing: everybody reads a programme, and not everybody their subjects. The head writes in what all may know.
 * @param zone of the office
 */
export async function prefill(tx: Transaction, unit: string, kind: ProgrammePeriod, period: Period, zone: string): Promise<PartContent> {
  const last = await lastContent(tx, unit, kind, period.firstDay);
  const open = (last?.results ?? []).filter(({ done }) => !done);
  const planned = (last?.plan ?? []).map((line): ResultLine => ({ ...line, result: null, done: false }));
  return {
    fields: last?.fields ?? null,
    results: [...open, ...planned].slice(0, 200),
    plan: (await dueWork(tx, unit, period, zone)).slice(0, 200),
  };
}

async function lastContent(tx: Transaction, unit: string, kind: ProgrammePeriod, before: string): Promise<PartContent | undefined> {
  const [last] = await tx.query<{ content: PartContent }>(
    `select v.content from programme_version v join work_programme p on p.id = v.programme_id
     where v.unit_code = $1 and p.period = $2 and p.first_day < $3 and p.status <> 'cancelled'
     order by p.first_day desc, v.version desc limit 1`,
    [unit, kind, before],
  );
  return last?.content;
}

async function dueWork(tx: Transaction, unit: string, period: Period, zone: string): Promise<PlanLine[]> {
  const { from, to } = instantsOf(period, zone);
  const due = await tx.query<{ work: string; who: string | null; by: string }>(
    `select case d.subject when 'reply-obligation' then 'Trả lời văn bản đến số ' || coalesce(a.number, o.number)
              else case when g.source_document_id is null then 'Việc được giao' else 'Việc giao theo văn bản đến số ' || a.number end end as work,
            person.full_name as who, to_char(d.due_at at time zone $4, 'YYYY-MM-DD') as by
     from deadline d
     left join assignment g on d.subject = 'assignment' and g.id::text = d.subject_id
     left join person on person.login = g.assignee
     left join lateral (select doc.arrival_number || '/' || doc.arrival_year as number from incoming_document doc where doc.id = g.source_document_id) a on true
     left join lateral (select doc.arrival_number || '/' || doc.arrival_year as number from reply_obligation r
                        join incoming_document doc on doc.id = r.document_id
                        where d.subject = 'reply-obligation' and r.id::text = d.subject_id) o on true
     where d.status = 'open' and d.unit_code = $1 and d.subject in ('assignment', 'reply-obligation') and d.due_at >= $2 and d.due_at < $3
     order by d.due_at, d.id`,
    [unit, from, to, zone],
  );
  return due.filter(({ work }) => work !== null).map(({ work, who, by }) => ({ work: work.slice(0, 500), who, by }));
}
