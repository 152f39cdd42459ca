import type { Database, Transaction } from '#database';
import { PersonUnknownError } from '../errors.js';
import { type Person, requireOneOf } from './rights.js';

type Source = Pick<Database | Transaction, 'query'>;

/** Kinds of what somebody has in hand, in the order in which they are told. */
export const HOLDINGS = [
  'task',
  'offered-task',
  'draft',
  'reply-obligation',
  'assignment',
  'given-assignment',
  'work-file',
  'post',
  'mailbox',
  'mailbox-use',
  'delegation',
  'signing-authority',
  'consultation',
  'asked-question',
  'account',
] as const;
export type HoldingKind = (typeof HOLDINGS)[number];

export interface Holding {
  readonly kind: HoldingKind;
  /** Of the task, document, assignment, file, …; of an account the name of its system. */
  readonly id: string;
  /** Null where what it says is not for the reader. */
  readonly label: string | null;
  /** Of a task or a question: the document or work that its case is about, or the number of its record; null where it is about none, or not for the reader. */
  readonly about: string | null;
}

/** Everything that lies with a person, and the number of each kind. */
export interface Holdings {
  readonly login: string;
  readonly fullName: string;
  readonly counts: Readonly<Record<HoldingKind, number>>;
  readonly items: readonly Holding[];
}

/** What says of itself only what the directory and the models say; the others have words of documents. */
const WITHOUT_WORDS: readonly HoldingKind[] = ['task', 'offered-task', 'post', 'mailbox', 'mailbox-use', 'delegation', 'signing-authority', 'consultation', 'asked-question', 'account'];

/**
 * Everything that a person ($1) holds on a day ($2). A post is told where nobody else holds the same in the unit, and it is not
 * that of staff. Reply obligations are those in whose case he has something to do.
 */
const HELD = `
  select 'task' as kind, t.id::text as id, t.name as label from user_task t where t.status = 'open' and t.assignee = $1
  union all
  select 'offered-task', t.id::text, t.name from user_task t where t.status = 'open' and t.assignee is null and $1 = any(t.candidate_users)
  union all
  select 'draft', d.id::text, d.subject from outgoing_document d where d.status <> 'issued' and d.drafted_by = $1
  union all
  select 'reply-obligation', o.id::text, 'Số đến ' || d.arrival_number || '/' || d.arrival_year || ', ' || d.sender_agency
  from reply_obligation o join incoming_document d on d.id = o.document_id
  where o.status = 'open' and exists (select from user_task t join process_instance i on i.id = t.instance_id
    where t.status = 'open' and t.assignee = $1 and i.root_instance_id = d.instance_id)
  union all
  select case when a.assignee = $1 then 'assignment' else 'given-assignment' end, a.id::text, w.title
  from assignment a join assignment_wording w on w.assignment_id = a.id and w.version = a.version
  where a.status not in ('done', 'recalled') and $1 in (a.assignee, a.assigner)
  union all
  select 'work-file', f.id::text, f.code || ' ' || f.title from work_file f where f.status = 'open' and f.keeper = $1
  union all
  select 'post', p.id::text, p.title || ' (' || p.unit_code || ')' from post p
  where p.login = $1 and held_on(p, $2::date) and p.role <> 'staff'
    and not exists (select from post other where other.login <> $1 and other.unit_code = p.unit_code and other.role = p.role and held_on(other, $2::date))
  union all
  select 'mailbox', m.id::text, a.address from mailbox m join mailbox_address a on a.mailbox_id = m.id and a.until is null
  where m.kind = 'unit' and m.status <> 'removed' and (m.managed_by = $1 or exists (select from heads_of_unit(m.unit_code, $2::date) as head where head = $1))
  union all
  select 'mailbox-use', u.id::text, a.address from mailbox_use u join mailbox_address a on a.mailbox_id = u.mailbox_id and a.until is null
  where u.login = $1 and u.ended_on is null and (u.valid_to is null or u.valid_to >= $2::date)
  union all
  select 'delegation', g.id::text, p.title || ': ' || p.login || ' → ' || g.deputy from delegation g join post p on p.id = g.post_id
  where $1 in (p.login, g.deputy) and g.ended_on is null and g.valid_to >= $2::date
  union all
  select 'signing-authority', s.id::text, s.form || ' ' || s.title from signing_authority s
  where $1 in (s.holder, s.granted_by) and s.ended_at is null and (s.valid_to is null or s.valid_to >= $2::date)
  union all
  select case when c.asked = $1 then 'consultation' else 'asked-question' end, c.id::text, t.name from task_consultation c join user_task t on t.id = c.task_id
  where $1 in (c.asked, c.asked_by) and t.status = 'open' and c.answered_at is null and c.withdrawn_at is null
  union all
  select 'account', s.system, s.system from system_account s where s.login = $1 and s.state <> 'removed'
  union all
  select 'account', 'congvan', 'congvan' from account where login = $1
    and not exists (select from system_account s where s.login = $1 and s.system = 'congvan' and s.state <> 'removed')`;

/**
 * What the case of a task or a question is about, so that lines of the same step are told apart. Incidents, questions of the public,
 * articles, requests about mailboxes, password resets and decisions about people are told by number alone: what they say has readers of its own.
 */
const ABOUT = `
  case when kind in ('task', 'offered-task', 'consultation', 'asked-question') then (
    select coalesce(
      (select 'Số đến ' || d.arrival_number || '/' || d.arrival_year || ', ' || d.sender_agency from incoming_document d where d.instance_id = i.root_instance_id),
      (select min(d.subject) from outgoing_document d where d.instance_id = i.root_instance_id),
      (select min(w.title) from assignment a join assignment_wording w on w.assignment_id = a.id and w.version = a.version where a.instance_id = i.root_instance_id),
      (select 'Sự cố SC-' || min(n.number) from incident n where n.instance_id = i.root_instance_id),
      (select 'Câu hỏi HD-' || min(q.number) from website_question q where q.instance_id = i.root_instance_id),
      (select 'Tin bài TB-' || min(n.number) from website_article n where n.instance_id = i.root_instance_id),
      (select 'Yêu cầu hộp thư HT-' || min(r.number) from mailbox_request r where r.instance_id = i.root_instance_id),
      (select 'Cấp lại mật khẩu MK-' || min(r.number) from password_reset r where r.instance_id = i.root_instance_id),
      (select 'Quyết định số ' || min(d.number) from personnel_decision d where d.instance_id = i.root_instance_id))
    from user_task t join process_instance i on i.id = t.instance_id
    where t.id = coalesce((select c.task_id from task_consultation c where c.id = held.id::uuid), held.id::uuid)) end`;

/** @param day `YYYY-MM-DD` */
export function heldBy(source: Source, login: string, day: string): Promise<(Holding & { readonly label: string })[]> {
  return source.query(`select held.*, ${ABOUT} as about from (${HELD}) as held order by array_position($3::text[], kind), label, id`, [login, day, HOLDINGS]);
}

/**
 * What a person holds, for himself, the head of his unit, personnel and the chief of office, before he leaves or moves
 * (158/QĐ-STP §8, 148/QĐ-SCT §13.4). The latter two read how many there are and what needs no right to be read.
 * @param day `YYYY-MM-DD`. @throws PersonUnknownError, HandoverForbiddenError
 */
export async function holdingsOf(database: Database, reader: Person, login: string, day: string): Promise<Holdings> {
  const [person] = await database.query<{ fullName: string; heads: string[] }>(
    `select full_name as "fullName", array(select 'head:' || unit_code from post where post.login = person.login and held_on(post, $2)) as heads
     from person where login = $1`,
    [login, day],
  );
  if (person === undefined) throw new PersonUnknownError(login);
  const readsWords = reader.login === login || person.heads.some((head) => reader.groups.includes(head));
  if (!readsWords) requireOneOf(reader, ['personnel', 'chief-of-office'], `see what ${login} has in hand`);
  const held = await heldBy(database, login, day);
  const counts = Object.fromEntries(HOLDINGS.map((kind) => [kind, held.filter((each) => each.kind === kind).length])) as Holdings['counts'];
  const items = held.map((each) => ({ ...each, label: readsWords || WITHOUT_WORDS.includes(each.kind) ? each.label : null, about: readsWords ? each.about : null }));
  return { login, fullName: person.fullName, counts, items };
}
