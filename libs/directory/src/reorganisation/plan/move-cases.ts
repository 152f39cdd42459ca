import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { groupsOfUnit } from '../work-of-unit.js';
import type { CaseMove } from './plan-steps.js';

/** One thing that goes to a part of its unit by name. */
export interface Moved {
  readonly kind: 'case' | 'task' | 'reply-obligation' | 'coordination' | 'draft' | 'work-file' | 'assignment' | 'deadline' | 'question';
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Running cases by process keys ($1) or ids ($2), whole: called instances with them. */
const CASES = `
  select i.id from process_instance i
  where i.status = 'active' and i.root_instance_id in (
    select root.id from process_instance root join process_definition d on d.id = root.definition_id
    where root.status = 'active' and (root.id = any($2::uuid[]) or d.key = any($1)))
  order by i.id for no key update`;

/** Instructions in force on the documents of cases ($1) that name a unit ($2), but for what it has given or read already: that stays its own. */
const INSTRUCTED = `
  instruction_unit u join instruction i on i.id = u.instruction_id and i.current join incoming_document d on d.id = i.document_id
  where d.instance_id = any($1::uuid[]) and u.unit_code = $2
    and not (u.role = 'coordinating' and exists (select from document_contribution c where c.document_id = d.id and c.unit_code = $2 and c.status = 'given'))
    and not (u.role = 'for-information' and exists (select from instruction_receipt r where r.document_id = d.id and r.unit_code = $2))`;

/**
 * What stands against taking cases and work files to a part by name; no row is changed. Locks the cases.
 */
export async function caseFindings(context: CommandContext, move: CaseMove): Promise<Finding[]> {
  const ids = (await context.tx.query<{ id: string }>(CASES, [move.processes, move.cases])).map(({ id }) => id);
  const strangers = move.cases.filter((id) => !ids.includes(id));
  return [
    ...(await unknownProcesses(context, move)),
    ...(await unknownFiles(context, move)),
    ...(await namesBoth(context, move, ids)),
    ...strangers.map((id) => ({ where: `${move.where}.cases`, code: 'case-not-running', what: `${id} is no running case`, mend: 'Leave it out; name the case itself, not a part of it.' })),
  ];
}

/**
 * Takes cases and work files from a unit to one of its parts, each case whole: variables by which it offers later tasks, open
 * tasks, replies owed, what it coordinates or reads, drafts, given work, questions of the public, deadlines. What is finished keeps the old unit. {@link caseFindings} has nothing against it.
 */
export async function moveCases(context: CommandContext, move: CaseMove): Promise<Moved[]> {
  const { tx } = context;
  const { unit, to } = move;
  const locked = await tx.query<{ id: string }>(CASES, [move.processes, move.cases]);
  const ids = locked.map(({ id }) => id);
  const swapped = (column: string) => `array(select case when split_part(g, ':', 2) = $2 then split_part(g, ':', 1) || ':' || $3 else g end from unnest(${column}) with ordinality as groups(g, place) order by place)`;
  const of = (kind: Moved['kind'], sql: string, parameters: readonly unknown[]) =>
    tx.query<{ id: string }>(sql, parameters).then((rows) => rows.map(({ id }): Moved => ({ kind, id, from: unit, to })));
  return [
    ...(await of(
      'case',
      `update process_instance set state = state_with_unit(state, $2, $3), revision = revision + 1
       where id = any($1::uuid[]) and state::text ~ ('[":]' || $2 || '"') returning id`,
      [ids, unit, to],
    )),
    ...(await of(
      'reply-obligation',
      `with asked as (select u.instruction_id, u.role, i.document_id from ${INSTRUCTED}),
         answering as (
           update instruction_unit u set unit_code = $3 from asked where u.instruction_id = asked.instruction_id and u.unit_code = $2 returning asked.*)
       select o.id from reply_obligation o join answering using (document_id) where o.status = 'open' and answering.role = 'lead'`,
      [ids, unit, to],
    )),
    ...(await of(
      'draft',
      `update outgoing_document set drafting_unit = $3 where status <> 'issued' and drafting_unit = $2 and (instance_id = any($1::uuid[])
         or id::text in (select v.value #>> '{}' from process_instance i, jsonb_path_query(i.state, '$.**.outgoingDocumentId ? (@.type() == "string")') as v(value)
                         where i.id = any($1::uuid[]))) returning id`,
      [ids, unit, to],
    )),
    ...(await of('assignment', `update assignment set unit_code = $3 where instance_id = any($1::uuid[]) and unit_code = $2 and status not in ('done', 'recalled') returning id`, [ids, unit, to])),
    ...(await of(
      'coordination',
      `update assignment set coordinating_units = array(select unit from unnest(array_replace(coordinating_units, $2, $3)) with ordinality as helping(unit, place)
         group by unit order by min(place))
       where instance_id = any($1::uuid[]) and $2 = any(coordinating_units) and status not in ('done', 'recalled') returning id`,
      [ids, unit, to],
    )),
    ...(await of('question', `update website_question set unit_code = $3 where instance_id = any($1::uuid[]) and unit_code = $2 and ended_at is null returning id`, [ids, unit, to])),
    ...(await of('deadline', `update deadline set unit_code = $3 where instance_id = any($1::uuid[]) and unit_code = $2 and status = 'open' returning id`, [ids, unit, to])),
    ...(await of(
      'task',
      `update user_task set candidate_groups = ${swapped('candidate_groups')}, escalated_to = ${swapped('escalated_to')}
       where status = 'open' and instance_id = any($1::uuid[]) and (candidate_groups && $4 or escalated_to && $4) returning id`,
      [ids, unit, to, groupsOfUnit(unit)],
    )),
    ...(await of('work-file', `update work_file set unit_code = $3 where code = any($1) and unit_code = $2 and status = 'open' returning id`, [move.workFiles, unit, to])),
  ];
}

async function unknownProcesses({ tx }: CommandContext, { processes, where }: CaseMove): Promise<Finding[]> {
  const unknown = await tx.query<{ key: string }>(
    'select key from unnest($1::text[]) as given(key) where not exists (select from process_definition d where d.key = given.key)',
    [processes],
  );
  return unknown.map(({ key }) => ({ where: `${where}.processes`, code: 'process-unknown', what: `there is no process ${key}` }));
}

async function unknownFiles({ tx }: CommandContext, { workFiles, unit, where }: CaseMove): Promise<Finding[]> {
  const unknown = await tx.query<{ code: string }>(
    `select code from unnest($1::text[]) as given(code)
     where not exists (select from work_file f where f.code = given.code and f.unit_code = $2 and f.status = 'open')`,
    [workFiles, unit],
  );
  return unknown.map(({ code }) => ({ where: `${where}.workFiles`, code: 'work-file-unknown', what: `${code} is no open work file of ${unit}` }));
}

/** An instruction names each unit once, so one that names the part already cannot have it again. */
async function namesBoth({ tx }: CommandContext, { unit, to, where }: CaseMove, instances: readonly string[]): Promise<Finding[]> {
  const both = await tx.query<{ id: string }>(
    `select distinct d.id from ${INSTRUCTED} and exists (select from instruction_unit part where part.instruction_id = i.id and part.unit_code = $3)`,
    [instances, unit, to],
  );
  return both.map(({ id }) => {
    const mend = 'Change its instruction first, or leave its case to the rest.';
    return { where: `${where}.cases`, code: 'instruction-names-both', what: `the instruction on ${id} names ${unit} and ${to}`, mend };
  });
}
