import type { Database } from '#database';
import { newId } from '#foundation';
import { fillIncomingBook, fillOutgoingBook } from './fill-books.js';

/** A document, and the instance of its case, or of a part of that. */
export interface DocumentInCase {
  readonly id: string;
  readonly instance: string;
}

export type WaysToRead = Awaited<ReturnType<typeof openWaysToRead>>;

/**
 * Two books of documents that nobody reads, and each way by which somebody comes to read one, as a row of its own.
 * @param count of documents of each book; each has a case
 */
export async function openWaysToRead(database: Database, count: number) {
  const run = <Row = unknown>(sql: string, parameters: readonly unknown[] = []) => database.query<Row>(sql, parameters);
  const definition = newId();
  await fillIncomingBook(database, count);
  await fillOutgoingBook(database, count);
  await run(`update outgoing_document set drafting_unit = 'KHAC', drafted_by = 'khac', instance_id = gen_random_uuid()`);
  await run(`insert into deployment values ($1, now(), 'namcn')`, [definition]);
  await run(
    `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
     values ($1, $1, 'any', 1, 'c', 'any.bpmn', '', '{}', now())`,
    [definition],
  );
  const openInstance = (id: string, root: string) =>
    run(
      `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
       values ($1, $2, $3, 'active', '{}', now(), 'x')`,
      [id, definition, root],
    );
  await run(`insert into file_plan_item values (2026, '01', 'Hồ sơ', 10, 'KHAC', 'x', 'x', now())`);

  let [arrived, issued, activities, files] = [0, 0, 0, 0];
  /** The next of its book, to which no way leads yet. */
  const take = async (sql: string, number: number): Promise<DocumentInCase> => {
    const [document] = await run<DocumentInCase>(sql, [number]);
    await openInstance(document!.instance, document!.instance);
    return document!;
  };
  const incoming = () => take('select id, instance_id as instance from incoming_document where arrival_number = $1', ++arrived);
  const outgoing = () => take('select id, instance_id as instance from outgoing_document where issue_number = $1', ++issued);

  /** What the case of a document has called. */
  async function partOf({ id, instance }: DocumentInCase): Promise<DocumentInCase> {
    const called = newId();
    await openInstance(called, instance);
    return { id, instance: called };
  }

  async function instruct({ id }: DocumentInCase, unit: string, role: string, current = true): Promise<void> {
    const instruction = newId();
    await run(
      `insert into instruction (id, document_id, content, instructed_by, instructed_at, current) values ($1, $2, '', 'gd', now(), $3)`,
      [instruction, id, current],
    );
    await run('insert into instruction_unit (instruction_id, unit_code, role) values ($1, $2, $3)', [instruction, unit, role]);
  }

  /** A task in the case that has come to somebody in these ways. */
  async function task({ instance }: DocumentInCase, ways: TaskWays): Promise<string> {
    const id = newId();
    const { assignee = null, completedBy = null, users = [], groups = [], escalatedTo = [] } = ways;
    await run(
      `insert into user_task (id, instance_id, activity_key, element_id, name, priority, created_at, assignee, completed_by, status, ended_at,
         candidate_users, candidate_groups, escalated_to)
       values ($1, $2, $3, 'Task', 'Việc', 50, now(), $4, $5, case when $5::text is null then 'open' else 'completed' end,
         case when $5::text is not null then now() end, $6, $7, $8)`,
      [id, instance, ++activities, assignee, completedBy, users, groups, escalatedTo],
    );
    return id;
  }

  async function ask(document: DocumentInCase, login: string): Promise<void> {
    await run(
      `insert into task_consultation (id, task_id, asked_by, asked, question, asked_at, due_at)
       values ($1, $2, 'khac', $3, '?', now(), now() + interval '1 day')`,
      [newId(), await task(document, { assignee: 'khac' }), login],
    );
  }

  /** Puts documents into a work file of this keeper and unit. */
  async function file(of: { readonly keeper?: string; readonly unit?: string }, received: DocumentInCase, sent: DocumentInCase): Promise<void> {
    const [id, number] = [newId(), ++files];
    await run(
      `insert into work_file (id, plan_year, plan_code, number, code, title, unit_code, keeper, opened_on, opened_at, opened_by)
       values ($1, 2026, '01', $2::int, '01.' || $2::int, 'Hồ sơ', $3, $4, '2026-01-05', now(), 'x')`,
      [id, number, of.unit ?? 'KHAC', of.keeper ?? 'khac'],
    );
    await run(
      `insert into work_file_entry (id, work_file_id, position, incoming_document_id, outgoing_document_id, added_by, added_at)
       values (gen_random_uuid(), $1, 1, $2, null, 'x', now()), (gen_random_uuid(), $1, 2, null, $3, 'x', now())`,
      [id, received.id, sent.id],
    );
  }

  async function assign({ id }: DocumentInCase, assignee: string): Promise<void> {
    await run(
      `insert into assignment (id, assigner, unit_code, to_unit, assignee, coordinating_people, coordinating_units, kind, urgency, source_document_id,
         instance_id, given_at)
       values (gen_random_uuid(), 'khac', 'KHAC', false, $1, '{}', '{}', 'general', 'normal', $2, gen_random_uuid(), now())`,
      [assignee, id],
    );
  }

  async function answer(owed: DocumentInCase, sent: DocumentInCase): Promise<void> {
    const obligation = newId();
    await run(`insert into reply_obligation (id, document_id, status, due_at, opened_at) values ($1, $2, 'open', now(), now())`, [obligation, owed.id]);
    await run('insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at) values ($1, $2, now())', [obligation, sent.id]);
  }

  async function send({ id }: DocumentInCase, unit: string): Promise<void> {
    await run(`insert into outgoing_recipient (id, document_id, position, name, kind, unit_code, copies) values (gen_random_uuid(), $1, 1, 'x', 'internal', $2, 1)`, [id, unit]);
  }

  const draft = ({ id }: DocumentInCase, by: { readonly person?: string; readonly unit?: string }) =>
    run('update outgoing_document set drafted_by = coalesce($2, drafted_by), drafting_unit = coalesce($3, drafting_unit) where id = $1', [id, by.person, by.unit]);

  return { incoming, outgoing, partOf, instruct, task, ask, file, assign, answer, send, draft };
}

interface TaskWays {
  readonly assignee?: string;
  readonly completedBy?: string;
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
  readonly escalatedTo?: readonly string[];
}
