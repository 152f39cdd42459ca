import type { ObligationStatus } from './get-obligation-of.query.js';

/** Which obligations of the office; what is absent is not asked. */
export interface ObligationFilter {
  readonly status?: ObligationStatus;
  /** true: open and past its deadline; false: everything else. */
  readonly overdue?: boolean;
  /** Code of the lead unit; what it has inherited of units that have ended counts as its own. */
  readonly unit?: string;
  /** Words of the name of the sending agency, without regard to case and diacritics. */
  readonly sender?: string;
  /** Login of somebody who has a task of the case on his desk. */
  readonly person?: string;
  /** Days `YYYY-MM-DD` in the zone of the office, both included. */
  readonly dueFrom?: string;
  readonly dueTo?: string;
  /** true: of documents that were registered in an earlier year. */
  readonly carriedOver?: boolean;
  /** true: open, and nobody is head today of the lead unit or its heir, or somebody without any post has a task of the case, or nothing of the case runs. */
  readonly withoutHolder?: boolean;
  /** IANA zone of the office. */
  readonly zone: string;
}

/** What the columns and conditions below stand on; `$1` is the zone. */
export const OBLIGATION_SOURCE = `
  reply_obligation o
  join incoming_document d on d.id = o.document_id
  left join incoming_document_lead lead on lead.document_id = d.id
  left join unit on unit.code = lead.unit_code
  cross join lateral (
    select o.status = 'open' and o.due_at < business_now() as overdue,
           d.arrival_year < extract(year from business_now() at time zone $1) as "carriedOver",
           o.status = 'open' and (
             not exists (select from process_instance part where part.root_instance_id = d.instance_id and part.status = 'active')
             or lead.unit_code is not null and not exists (
               select from post where role = 'head' and held_on(post, (business_now() at time zone $1)::date)
                 and unit_code in (select heirs_of_unit(lead.unit_code, (business_now() at time zone $1)::date)))
             or exists (
               select from process_instance part join user_task t on t.instance_id = part.id
               where part.root_instance_id = d.instance_id and t.status = 'open' and t.assignee is not null and not exists (
                 select from post where login = t.assignee and held_on(post, (business_now() at time zone $1)::date)))) as "withoutHolder") state`;

/** Condition over {@link OBLIGATION_SOURCE} with the parameters that {@link filterParameters} gives. */
export const MATCHES_FILTER = `
  ($2::text is null or o.status = $2)
  and ($3::boolean is null or state.overdue = $3)
  and ($4::text is null or lead.unit_code in (select units_inherited_by($4, (business_now() at time zone $1)::date)))
  and ($5::text is null or position(without_diacritics($5) in without_diacritics(d.sender_agency)) > 0)
  and ($6::text is null or exists (
    select from process_instance part join user_task t on t.instance_id = part.id
    where part.root_instance_id = d.instance_id and t.status = 'open' and t.assignee = $6))
  and ($7::date is null or o.due_at >= $7::date::timestamp at time zone $1)
  and ($8::date is null or o.due_at < ($8::date + 1)::timestamp at time zone $1)
  and ($9::boolean is null or state."carriedOver" = $9)
  and ($10::boolean is null or state."withoutHolder" = $10)`;

/** $1 to $10. */
export function filterParameters({ zone, status, overdue, unit, sender, person, dueFrom, dueTo, carriedOver, withoutHolder }: ObligationFilter): unknown[] {
  return [
    zone,
    status ?? null,
    overdue ?? null,
    unit ?? null,
    sender ?? null,
    person ?? null,
    dueFrom ?? null,
    dueTo ?? null,
    carriedOver ?? null,
    withoutHolder ?? null,
  ];
}
