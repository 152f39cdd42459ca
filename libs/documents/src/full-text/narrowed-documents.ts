import type { Transaction } from '#database';
import { readerParameters } from '../reading-rights.js';
import { RARE } from './find-words.js';
import { type Planning, queryPlanned } from './planned-query.js';
import type { DocumentSearch } from './search-documents.query.js';

/** What a search leaves of all documents whatever its words are, as the database finds it by an index of its own. */
export interface Narrowing {
  /** Gives ids, some of them more than once. */
  readonly sql: (limit: string) => string;
  readonly parameters: readonly unknown[];
  /** To plan the long ones takes more time than they do; states are common or not. */
  readonly plan: Planning['plan'];
}

/** A lookup for each row, as few rows want it. */
const BY_LOOKUPS: Planning['without'] = ['seqscan', 'hashjoin', 'mergejoin'];

/** So many ids at most are fetched to look for words in these documents alone: to look at one takes about 10 µs. */
const FEW = 5_000;
/** What the index of words names is compared with so many ids at most: they take a megabyte or two on their way. */
const MANY = 50_000;

/**
 * By the unit, the state and the reader: these change while a document is worked on, so no index of words knows them. What costs
 * least comes first.
 */
export function narrowingsOf({ reader, unit, status }: DocumentSearch): Narrowing[] {
  const [login, groups, units] = readerParameters(reader);
  return [
    ...(unit === undefined ? [] : [{ sql: documentsOfUnit, parameters: [unit], plan: 'generic' as const }]),
    ...(status === undefined ? [] : [{ sql: documentsInState, parameters: [status], plan: 'custom' as const }]),
    ...(login === null ? [] : [{ sql: documentsOfReader, parameters: [login, groups, units], plan: 'generic' as const }]),
  ];
}

/** The documents that the narrowings leave, where one of them leaves few; null where each leaves more. */
export function findFew(tx: Transaction, narrowings: readonly Narrowing[]): Promise<string[] | null> {
  return findLeft(tx, narrowings, FEW, BY_LOOKUPS);
}

/** The same where they leave too many to look at each; null where there is no narrowing, or one that leaves even more. */
export function findMany(tx: Transaction, narrowings: readonly Narrowing[]): Promise<string[] | null> {
  return findLeft(tx, narrowings, MANY, []);
}

async function findLeft(tx: Transaction, narrowings: readonly Narrowing[], most: number, without: Planning['without']): Promise<string[] | null> {
  let left: string[] | null = null;
  for (const { sql, parameters, plan } of narrowings) {
    if (left !== null && left.length <= RARE) break;
    const rows = await queryPlanned<{ id: string }>(tx, { plan: most === MANY ? 'custom' : plan, without }, sql(`limit ${most + 1}`), parameters);
    if (rows.length > most) continue;
    const ids = new Set(rows.map(({ id }) => id));
    left = left === null ? [...ids] : left.filter((id) => ids.has(id));
  }
  return left;
}

/** As the index `user_task_by_reader` has it. */
const BROUGHT_TO = 't.candidate_users || t.candidate_groups || t.escalated_to || array[t.assignee, t.completed_by]';

/**
 * All that `readableIncoming` and `readableOutgoing` let somebody read, and perhaps more: they say who may read a document,
 * this finds the documents that they would say yes to without asking about each. Parameters as `readerParameters` gives them.
 *
 * Of most tasks the instance is that of the document itself: only for the others the case is looked up. Arrays of ids, because
 * each look takes 3 µs when it is made by itself, and 2 µs where the next one lies beside it in the index.
 */
export function documentsOfReader(limit: string): string {
  const [login, groups, units] = ['$1::text', '$2::text[]', '$3::text[]'];
  return `with acted as materialized (
      select distinct t.instance_id as id from user_task t where (${BROUGHT_TO}) && (${groups} || ${login})
    ), begun as materialized (
      select d.id, d.instance_id from incoming_document d where d.instance_id = any(array(select id from acted))
    ), direct as (
      select i.document_id as id from instruction_unit iu join instruction i on i.id = iu.instruction_id
      where iu.unit_code = any(${units}) and i.current
      union all select id from begun
      union all select d.id from incoming_document d where d.instance_id = any(array(
        select part.root_instance_id from process_instance part
        where part.id = any(array(select id from acted except all select instance_id from begun))))
      union all select o.id from outgoing_document o where o.instance_id = any(array(select id from acted))
      union all
      select coalesce(d.id, o.id) from consulted_person c join process_instance part on part.id = c.instance_id
        left join incoming_document d on d.instance_id = part.root_instance_id
        left join outgoing_document o on o.instance_id = c.instance_id
      where c.login = ${login} and coalesce(d.id, o.id) is not null
      union all
      select coalesce(shared.incoming_document_id, shared.outgoing_document_id) from shared_document shared
      where shared.login = ${login} or shared.group_name = any(${groups})
      ${limit}
    )
    select id from direct
    union all
    select answer.outgoing_document_id from reply_obligation o join reply_obligation_answer answer on answer.obligation_id = o.id
      where o.document_id = any(array(select id from direct))
    union all select d.id from outgoing_document d where d.drafted_by = ${login}
    union all select d.id from outgoing_document d where d.drafting_unit = any(${units})
    union all select sent.document_id from outgoing_recipient sent where sent.unit_code = any(${units})
    ${limit}`;
}

function documentsOfUnit(limit: string): string {
  return `select l.document_id as id from incoming_document_lead l where l.unit_code = $1::text
    union all select d.id from outgoing_document d where d.drafting_unit = $1::text
    ${limit}`;
}

function documentsInState(limit: string): string {
  return `select d.id from incoming_document d where d.status = $1::text
    union all select d.id from outgoing_document d where d.status = $1::text
    ${limit}`;
}
