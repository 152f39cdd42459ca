/** How the content of a column is covered; `mask` is the text that takes its place. */
export type Cover =
  /** Text, null stays null. */
  | 'text'
  /** A list of texts, null stays null. */
  | 'texts'
  /** JSON of which ids, instants, words of the program and names of the directory stay. */
  | 'json'
  /** State of an instance: JSON of which only variables are covered. */
  | 'state'
  /** The value itself, as SQL over the row `t`. */
  | { readonly sql: string };

export interface ContentPlace {
  readonly table: string;
  /** Its primary key, or what tells the rows apart as well. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Cover>>;
  /**
   * Which rows `t` are concerned, given the row `spill` with `incoming`, `outgoing` (ids of documents), `attachments` (of
   * files), `articles`, `questions` (of the website), `instances` (all instances of their cases), `ids` (all of these as texts, never none), `titles` (subjects as
   * people were told them) and `since` (before that there was nothing of them). Of a table that grows with the office the rows
   * are found by their keys, each way by an index of its own: with “or” Postgres reads the whole table, while cases are locked.
   */
  readonly where: string;
  /** Counts the changes of the row, so that nobody writes what he has computed from the row before. */
  readonly revision?: string;
}

const LOCKED_SLUG: Cover = { sql: `case when t.slug is not null then 'da-khoa-' || t.number end` };
const OF_CASES = 't.instance_id = any(spill.instances)';
/** Lines `entry` of work files that name a document or a file. */
const namesContent = (entry: string) =>
  `(${entry}.incoming_document_id = any(spill.incoming) or ${entry}.outgoing_document_id = any(spill.outgoing)
    or ${entry}.attachment_id = any(spill.attachments))`;
const OF_OBLIGATIONS = '(select o.id from reply_obligation o where o.document_id = any(spill.incoming))';
const OF_TASKS = 't.task_id in (select k.id from user_task k where k.instance_id = any(spill.instances))';
const OF_ASSIGNMENTS = 't.assignment_id in (select a.id from assignment a where a.source_document_id = any(spill.incoming))';

/**
 * Where the content of a document lies: every column into which people or processes write words of it. A table that gets
 * such a column gets its line here; the spec of the procedure plants a word everywhere and looks for it in all tables.
 * Numbers, dates, states, units and people stay: the register must show them, and the assessment needs who had it. So do
 * the entries of the trails that are append-only; the database lets nothing of them be touched but these texts.
 */
export const CONTENT_PLACES: readonly ContentPlace[] = [
  {
    table: 'incoming_document',
    key: ['id'],
    columns: {
      sender_agency: 'text',
      document_type: 'text',
      subject: 'text',
      note: 'text',
      handling_result: 'text',
      late_reason: 'text',
      sender_organ_id: 'text',
      issue_place: 'text',
      signer_name: 'text',
      signer_position: 'text',
      to_places: 'text',
      void_reason: 'text',
    },
    where: 't.id = any(spill.incoming)',
  },
  {
    table: 'outgoing_document',
    key: ['id'],
    columns: { subject: 'text', recipients: 'texts', intended_recipients: 'text', issue_note: 'text', void_reason: 'text' },
    where: 't.id = any(spill.outgoing)',
  },
  {
    table: 'outgoing_draft_version',
    key: ['document_id', 'version'],
    columns: { subject: 'text', body: 'text' },
    where: 't.document_id = any(spill.outgoing)',
  },
  { table: 'outgoing_comment', key: ['id'], columns: { text: 'text' }, where: 't.document_id = any(spill.outgoing)' },
  { table: 'outgoing_step', key: ['id'], columns: { comment: 'text' }, where: 't.document_id = any(spill.outgoing)' },
  { table: 'outgoing_duty_exception', key: ['id'], columns: { reason: 'text', withdraw_reason: 'text' }, where: 't.document_id = any(spill.outgoing)' },
  { table: 'outgoing_act', key: ['id'], columns: { reason: 'text' }, where: 't.document_id = any(spill.outgoing)' },
  { table: 'outgoing_recipient', key: ['id'], columns: { delivered_to: 'text' }, where: 't.document_id = any(spill.outgoing)' },
  { table: 'outgoing_mail', key: ['id'], columns: { last_error: 'text' }, where: 't.document_id = any(spill.outgoing)' },
  {
    // A reader of texts that is at work writes nothing any more: it looks for “pending”.
    table: 'attachment',
    key: ['id'],
    columns: { file_name: 'text', text: { sql: 'null' }, text_state: { sql: `'none'` }, text_reason: { sql: 'null' } },
    where: 't.id = any(spill.attachments)',
  },
  {
    table: 'gate_question',
    key: ['id'],
    columns: { reason: 'text' },
    where: 't.attachment_id = any(spill.attachments)',
  },
  { table: 'work_file_entry', key: ['id'], columns: { note: 'text', remove_reason: 'text' }, where: namesContent('t') },
  {
    table: 'assignment_wording',
    key: ['assignment_id', 'version'],
    columns: { title: 'text', content: 'text', reason: 'text' },
    where: OF_ASSIGNMENTS,
  },
  { table: 'assignment_event', key: ['id'], columns: { text: 'text' }, where: OF_ASSIGNMENTS },
  {
    table: 'instruction',
    key: ['id'],
    columns: { content: 'text', reason: 'text', recall_reason: 'text' },
    where: 't.document_id = any(spill.incoming)',
  },
  {
    table: 'instruction_return',
    key: ['id'],
    columns: { reason: 'text' },
    where: 't.instruction_id in (select i.id from instruction i where i.document_id = any(spill.incoming))',
  },
  { table: 'instruction_receipt', key: ['id'], columns: { note: 'text' }, where: 't.document_id = any(spill.incoming)' },
  { table: 'reply_obligation', key: ['id'], columns: { result: 'text' }, where: 't.document_id = any(spill.incoming)' },
  // Before `contribution`, whose trigger covers for the release before what is not covered here.
  { table: 'document_contribution', key: ['id'], columns: { content: 'text' }, where: 't.document_id = any(spill.incoming)' },
  {
    table: 'contribution',
    key: ['obligation_id', 'unit_code'],
    columns: { content: 'text' },
    where: `t.obligation_id in ${OF_OBLIGATIONS}`,
  },
  { table: 'task_handling', key: ['task_id', 'number'], columns: { reason: 'text' }, where: OF_TASKS },
  { table: 'task_consultation', key: ['id'], columns: { question: 'text', answer: 'text' }, where: OF_TASKS },
  {
    table: 'process_instance',
    key: ['id'],
    columns: { state: 'state', variables: 'json', end_reason: 'text' },
    where: 't.id = any(spill.instances)',
    revision: 'revision',
  },
  {
    table: 'variable_history',
    key: ['instance_id', 'revision', 'activity_key', 'name', 'changed_at'],
    columns: { value: 'json' },
    where: OF_CASES,
  },
  { table: 'job', key: ['id'], columns: { payload: 'json', error: 'json', failures: 'json' }, where: OF_CASES },
  {
    table: 'kept_message',
    key: ['id'],
    columns: { variables: 'json' },
    where: '(t.correlation_key = any(spill.ids) or t.business_key = any(spill.ids))',
  },
  {
    // A digest names many documents without saying of which case it tells.
    table: 'notification',
    key: ['id'],
    columns: { title: 'text', body: 'text' },
    where: `t.id in (select n.id from notification n where n.instance_id = any(spill.instances)
      union select n.id from user_task k join notification n on n.task_id = k.id where k.instance_id = any(spill.instances)
      union select n.id from notification n, unnest(spill.titles) as told(title)
        where n.created_at >= spill.since and position(told.title in n.title || n.body) > 0)`,
  },
  // Others are labelled by the number of their document.
  { table: 'deadline', key: ['id'], columns: { label: 'text' }, where: `(t.subject in ('assignment', 'assignment-report') and ${OF_CASES})` },
  { table: 'deadline_act', key: ['number'], columns: { reason: 'text' }, where: OF_CASES },
  {
    table: 'audit_entry',
    key: ['id'],
    columns: { detail: 'json' },
    where: `t.id in (select entry.id from audit_entry entry join (
      select subject, unnest(spill.ids) from unnest(array['incoming-document', 'outgoing-document', 'process-instance', 'attachment', 'website-article', 'website-question']) as kind(subject)
      union all select 'assignment', a.id::text from assignment a where a.source_document_id = any(spill.incoming)
      union all select 'user-task', k.id::text from user_task k where k.instance_id = any(spill.instances)
      union all select 'deadline', d.id::text from deadline d where d.instance_id = any(spill.instances)
      union all select 'reminder', r.id::text from reminder r where r.instance_id = any(spill.instances)
      union all select 'reply-obligation', o.id::text from reply_obligation o where o.document_id = any(spill.incoming)
      ) as about(subject, subject_id) on entry.subject = about.subject and entry.subject_id = about.subject_id
      union all select entry.id from work_file_entry w join audit_entry entry on entry.subject = 'work-file'
        and entry.subject_id = w.work_file_id::text and entry.detail ->> 'entryId' = w.id::text
      where ${namesContent('w')})`,
  },
  { table: 'reminder', key: ['id'], columns: { failure: 'text' }, where: OF_CASES },
  { table: 'calendar_move_failure', key: ['publication', 'id'], columns: { reason: 'text' }, where: OF_CASES },
  // An address repeats the title.
  { table: 'website_article', key: ['id'], columns: { slug: LOCKED_SLUG }, where: 't.id = any(spill.articles)' },
  {
    table: 'website_article_version',
    key: ['article_id', 'version'],
    columns: {
      title: 'text',
      summary: 'text',
      body: 'text',
      author_name: 'text',
      author_address: 'text',
      source: 'text',
      collector_name: 'text',
      collector_address: 'text',
      reason: 'text',
      captions: 'json',
    },
    where: 't.article_id = any(spill.articles)',
  },
  { table: 'website_article_event', key: ['id'], columns: { text: 'text' }, where: 't.article_id = any(spill.articles)' },
  {
    table: 'website_question',
    key: ['id'],
    columns: { title: 'text', body: 'text', note: 'text', slug: LOCKED_SLUG },
    where: 't.id = any(spill.questions)',
  },
  {
    table: 'website_answer',
    key: ['question_id', 'version'],
    columns: { body: 'text', public_title: 'text', public_question: 'text', public_body: 'text' },
    where: 't.question_id = any(spill.questions)',
  },
  { table: 'website_question_event', key: ['id'], columns: { text: 'text' }, where: 't.question_id = any(spill.questions)' },
  {
    // Cut at its quotes, an answer is the list of its strings. Of 200,000 answers thirty ids are found so in 4 s on a busy machine,
    // each looked for in turn in 8 s, and as one pattern in more than 30 s.
    table: 'idempotency_key',
    key: ['command', 'actor', 'key'],
    columns: { answer: 'json' },
    where: `t.created_at >= spill.since and string_to_array(t.answer::text, '"') && spill.ids`,
  },
];
