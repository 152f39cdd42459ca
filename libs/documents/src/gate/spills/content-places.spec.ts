import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.js';
import { CONTENT_PLACES } from './content-places.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

/** What tells who, when, in which state and under which number: the register and the assessment need it. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  incoming_document: ['book', 'document_number', 'urgency', 'medium', 'code_number', 'code_notation', 'language', 'paper_size', 'status', 'registered_by', 'voided_by', 'search_text'],
  outgoing_document: ['status', 'document_type', 'drafting_unit', 'drafted_by', 'content_approved_by', 'signed_by', 'signature_form', 'book', 'symbol', 'issued_by', 'voided_by', 'urgency', 'work_file', 'signature_block', 'number_verified_by', 'search_text', 'language'],
  outgoing_draft_version: ['document_type', 'saved_by'],
  outgoing_comment: ['written_by'],
  outgoing_step: ['step', 'done_by', 'acting_for'],
  outgoing_duty_exception: ['step', 'person', 'granted_by', 'withdrawn_by'],
  outgoing_act: ['kind', 'decided_by'],
  outgoing_recipient: ['name', 'kind', 'email', 'address', 'unit_code', 'organ_id', 'delivery', 'delivery_recorded_by'],
  outgoing_mail: ['state'],
  attachment: ['media_type', 'sha256', 'stored_by'],
  gate_question: ['ground', 'mark', 'grade', 'answer', 'answered_by'],
  work_file_entry: ['added_by', 'removed_by'],
  assignment_wording: ['written_by'],
  assignment_event: ['kind', 'actor', 'assignee'],
  instruction: ['instructed_by', 'coordination_before', 'cause', 'recorded_by', 'recalled_by'],
  instruction_return: ['unit_code', 'returned_by'],
  instruction_receipt: ['unit_code', 'read_by'],
  reply_obligation: ['status', 'result_recorded_by', 'timeliness'],
  contribution: ['status', 'contributed_by'],
  document_contribution: ['unit_code', 'status', 'missing_because', 'contributed_by'],
  task_handling: ['act', 'done_by', 'from_login', 'to_login'],
  task_consultation: ['asked_by', 'asked', 'withdrawn_by'],
  process_instance: ['business_key', 'status', 'started_by', 'start_key', 'suspended_timers'],
  variable_history: ['changed_by'],
  job: ['kind', 'element_id', 'topic', 'status', 'retries', 'lease_owner'],
  kept_message: ['message', 'correlation_key', 'business_key', 'sent_by'],
  notification: ['recipient', 'kind', 'dedupe_key'],
  deadline: ['variable', 'subject', 'subject_id', 'unit_code', 'start_event', 'rule', 'calendar', 'status', 'given_by'],
  deadline_act: ['kind', 'act', 'acted_by', 'approved_by', 'calendar'],
  audit_entry: ['actor', 'request_id', 'action', 'subject', 'subject_id'],
  reminder: ['kind', 'policy_name', 'step', 'addressee', 'status', 'groups'],
  calendar_move_failure: ['kind'],
  idempotency_key: ['fingerprint'],
  website_article: ['submitter', 'unit_code', 'stage'],
  website_article_version: ['section', 'urgency', 'kind', 'attachment_ids', 'written_by', 'search_text'],
  website_article_event: ['kind', 'actor'],
  website_question: ['asker_name', 'asker_email', 'topic', 'stage', 'unit_code', 'handler', 'suspected', 'given'],
  website_answer: ['written_by'],
  website_question_event: ['kind', 'actor'],
};

it.each(CONTENT_PLACES.map((place) => [place.table, place] as const))(
  'covers every column of %s into which people write, or says that it holds no content',
  async (table, { key, columns }) => {
    const found = await test.database.query<{ column: string }>(
      `select column_name as "column" from information_schema.columns
       where table_name = $1 and data_type in ('text', 'jsonb', 'ARRAY', 'tsvector') order by ordinal_position`,
      [table],
    );
    const known = [...key, ...Object.keys(columns), ...(KEPT[table] ?? [])];
    expect(found.map(({ column }) => column).filter((column) => !known.includes(column))).toEqual([]);
  },
);

/** Tables into which nobody writes words of a document, and why. */
const WITHOUT_CONTENT: Readonly<Record<string, string>> = {
  'account session worker_token taken_name system_account system_mailbox mailbox_follow exposed_elsewhere': 'sign-in',
  'agency unit unit_version person post delegation mailbox mailbox_address mailbox_use mailbox_handover correspondent reorganisation_plan reorganisation_move': 'the directory',
  'document_book document_book_type document_book_year paper_book file_plan_item signing_authority': 'settings of the office',
  'calendar_move calendar_of_unit calendar_version reminder_plan reminder_policy reminder_recipient': 'settings of time',
  'process_definition decision_definition deployment deployed_folder activity activity_history activity_offer user_task failed_job_notice message_subscription signal_subscription start_subscription handled_message':
    'names out of models, people and ids',
  'sla_cell sla_fact': 'figures',
  document_search: 'written by triggers out of what is covered, anew with each change of it',
  'assignment instruction_unit contribution_attachment reply_obligation_answer task_opening outgoing_recipient': 'who has what, which the assessment needs',
  'mailbox_request password_reset dormant_round dormant_mailbox mailbox_use_teller mailbox_use_told': 'of no document: what is written there goes through the gate',
  'work_programme programme_part programme_version programme_office_unit': 'of no document: what is written there goes through the gate, and documents are named by their numbers',
  'it_report it_report_event': 'of no document: what is written there goes through the gate, and the rest are counts',
  'incident incident_event incident_hop incident_kind': 'of no document: what is written there goes through the gate, and a report of a secret holds no word of it',
  'personnel_decision personnel_step handover_minutes handover_line handover_change':
    'of no one document: what people write there goes through the gate; labels of drafts and given work are those of their own places',
  website_section: 'settings of the website',
  'work_file work_file_share archive_handover': 'titles and notes of whole files, which hold many documents',
  accepted_loss: 'a key of the file storage and who has given it up',
  backup_run: 'figures, a place and a reason of the program: of no document',
  'document_refusal secret_spill': 'what is kept instead of content',
  secret_spill_sealed: 'where it lies while it is locked',
};

it('says of every table of the database that it is covered, or why nobody writes content into it', async () => {
  const tables = await test.database.query<{ table: string }>(
    `select distinct c.table_name as "table" from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'public' and t.table_type = 'BASE TABLE' and data_type in ('text', 'jsonb', 'ARRAY', 'tsvector', 'bytea')
       and not exists (select from pg_inherits part join pg_class k on k.oid = part.inhrelid where k.relname = c.table_name)
     order by 1`,
  );
  const known = new Set([...CONTENT_PLACES.map(({ table }) => table), ...Object.keys(WITHOUT_CONTENT).flatMap((names) => names.split(' '))]);
  expect(tables.map(({ table }) => table).filter((table) => !known.has(table))).toEqual([]);
});
