import { newId } from '#foundation';
import { cancelInstance, continueCase, deployProcesses, suspendInstance } from '#runtime';
import { openDocumentOffice, type DocumentOffice } from '../../testing/document-office.js';
import { voidIncomingDocument } from '../../incoming/void-incoming-document.command.js';
import { beginRemoval } from './begin-removal.command.js';
import { CONTENT_PLACES } from './content-places.js';
import { releaseContentHandler } from './release-content.handler.js';
import { type RemovalTools, removeContentHandler } from './remove-content.handler.js';
import { reportSpill } from './report-spill.command.js';
import { LOCKED_TEXT } from './seal-content.js';
import { getSpill } from './spills.query.js';

/** A procedure that only waits: its handlers are run by hand. */
const WAITING_PROCEDURE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="secret-spill" isExecutable="true">
    <startEvent id="reported"/>
    <userTask id="confirm" name="Xác nhận" camunda:candidateGroups="chief-of-office"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="reported" targetRef="confirm"/>
    <sequenceFlow id="f2" sourceRef="confirm" targetRef="end"/>
  </process>
</definitions>`;

let office: DocumentOffice;
let removed: string[];
let storageFails: boolean;
beforeAll(async () => {
  office = await openDocumentOffice();
  const resources = [{ name: 'secret-spill.bpmn', content: Buffer.from(WAITING_PROCEDURE) }];
  await office.executor.execute(deployProcesses, { resources }, office.as('designer'));
});
afterAll(() => office.close());
beforeEach(() => {
  removed = [];
  storageFails = false;
});

const report = (documentId: string) =>
  office.executor.execute(reportSpill, { reportedId: documentId, groups: ['unit:QLCN'] }, office.as('tuanda'));
const removeFile = async ({ id }: { id: string }) => {
  const waiting = await office.database.query(
    `select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  );
  // The database ends such a transaction after ten seconds, and a storage may take longer.
  if (waiting.length > 0) throw new Error('A transaction waits for the storage.');
  if (storageFails) throw new Error('The storage is away.');
  removed.push(id);
};
const release = (spillId: string) =>
  office.serveWith(releaseContentHandler, { spillId, decidedBy: 'dungnh', reason: 'Đã giải mật.' });
const tools: RemovalTools = { begin: (input) => office.executor.execute(beginRemoval, input, office.as('system:gate')), removeFile };
const remove = (spillId: string) => office.serveWith(removeContentHandler(tools), { spillId, removedBy: 'sonlt' });
const incoming = async (id: string) => {
  const [row] = await office.database.query<Record<string, unknown>>('select * from incoming_document where id = $1', [id]);
  return row!;
};
const suspended = async (instanceId: string) => {
  const [row] = await office.database.query<{ since: string | null }>('select suspended_at as since from process_instance where id = $1', [
    instanceId,
  ]);
  return row!.since !== null;
};
const file = async (documentId: string) => {
  const id = newId();
  await office.database.query(
    `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, incoming_document_id, linked_at)
     values ($1, 'quet.pdf', 'application/pdf', 1, repeat('a', 64), 'vanthu', now(), $2, now())`,
    [id, documentId],
  );
  return id;
};
const draftFor = async (documentId: string, obligationId: string | null) => {
  const output = await office.serve('documents.save-draft', {
    documentId,
    obligationId,
    leadUnit: 'QLCN',
    drafter: 'cuongpv',
    documentType: 'BC',
    draftSubject: 'Báo cáo kết quả',
    draftBody: 'Kính gửi …',
    result: 'Đã hoàn thành.',
  });
  return output['outgoingDocumentId'] as string;
};

describe('a document that was reported as secret', () => {
  it('is locked by one of two reports that come at once', async () => {
    const { id } = await office.register();
    const reports = await Promise.allSettled([report(id), report(id)]);
    expect(reports.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(reports.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'documents.spill-reported' } });
  });

  it('takes what answers it along, and an answer takes what it answers', async () => {
    for (const byAnswer of [false, true]) {
      const { id, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
      const answer = await draftFor(id, obligationId);
      await report(byAnswer ? answer : id);
      expect(await incoming(id)).toMatchObject({ subject: LOCKED_TEXT });
      const [row] = await office.database.query('select subject from outgoing_document where id = $1', [answer]);
      expect(row).toEqual({ subject: LOCKED_TEXT });
      await expect(report(byAnswer ? id : answer)).rejects.toMatchObject({ code: 'documents.spill-reported' });
    }
  });

  it('comes back whole when the alarm was false, in every table', async () => {
    const { id, instanceId } = await office.register({ note: 'Ghi chú', replyRequired: true, dueAt: office.inHours(72) });
    await file(id);
    const contents = () =>
      Promise.all(CONTENT_PLACES.map(({ table, columns }) => office.database.query(`select ${Object.keys(columns).join(', ')} from ${table} order by 1`)));
    const instancesBefore = await office.database.query('select id, state from process_instance where id = $1', [instanceId]);
    const before = await incoming(id);
    const { id: spillId } = await report(id);
    const locked = await contents();
    await release(spillId);
    expect(await contents()).not.toEqual(locked);
    expect(await incoming(id)).toEqual(before);
    expect(await office.database.query('select id, state from process_instance where id = $1', [instanceId])).toEqual(instancesBefore);
    expect(await office.database.query('select 1 from secret_spill_sealed where spill_id = $1', [spillId])).toEqual([]);
    await expect(remove(spillId)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
  });

  it('comes back with what was written meanwhile, where something was', async () => {
    const { id } = await office.register({ note: 'Ghi chú' });
    const before = await incoming(id);
    const { id: spillId } = await report(id);
    await office.database.query(`update incoming_document set note = 'Viết sau', handling_result = 'Đã trả' where id = $1`, [id]);
    await release(spillId);
    expect(await incoming(id)).toEqual({ ...before, note: 'Viết sau', handling_result: 'Đã trả' });
  });

  it('is not voided while it is locked, so that it can come back', async () => {
    const { id, instanceId } = await office.register();
    const { id: spillId } = await report(id);
    const voided = office.executor.execute(voidIncomingDocument, { documentId: id, reason: 'Nhầm', groups: ['chief-of-office'] }, office.as('dungnh'));
    await expect(voided).rejects.toMatchObject({ code: 'documents.content-locked' });
    await release(spillId);
    expect(await suspended(instanceId)).toBe(false);
  });

  it('leaves a case suspended that an operator had suspended before', async () => {
    const [mine, theirs] = [await office.register(), await office.register()];
    const how = { instanceId: theirs.instanceId, timers: 'keep-due', reason: 'Kiểm tra' } as const;
    await office.executor.execute(suspendInstance, how, office.as('tungmt'));
    for (const { id, instanceId } of [mine, theirs]) {
      const { id: spillId } = await report(id);
      expect(await suspended(instanceId)).toBe(true);
      await release(spillId);
    }
    expect([await suspended(mine.instanceId), await suspended(theirs.instanceId)]).toEqual([false, true]);
  });

  it('stays covered and comes back no more once its files begin to go, however often the storage fails, and is then lost for good', async () => {
    const { id, instanceId } = await office.register();
    const attachment = await file(id);
    const { id: spillId } = await report(id);
    storageFails = true;
    await expect(remove(spillId)).rejects.toThrow('The storage is away');
    expect(await getSpill(office.database, spillId)).toMatchObject({ status: 'removing' });
    await expect(release(spillId)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
    expect(await incoming(id)).toMatchObject({ subject: LOCKED_TEXT });
    storageFails = false;
    await remove(spillId);
    expect(removed).toEqual([attachment]);
    expect(await incoming(id)).toMatchObject({ subject: 'Đã gỡ theo quy trình bảo vệ bí mật nhà nước', status: 'closed' });
    const [instance] = await office.database.query('select status from process_instance where id = $1', [instanceId]);
    expect(instance).toEqual({ status: 'cancelled' });
    await expect(release(spillId)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
    await expect(remove(spillId)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
  });
});

describe('the trails that are never changed', () => {
  const covering = (sql: string) =>
    office.database.transaction(async (tx) => {
      await tx.query(`select set_config('congvan.content_cover', '(x)', true)`);
      await tx.execute(sql);
    });

  it.each([
    "update audit_entry set actor = 'nobody'",
    `update audit_entry set detail = '{"reason": "another"}'`,
    'delete from audit_entry',
  ])('let nothing but the covering of texts through: %s', async (sql) => {
    await office.register();
    await expect(covering(sql)).rejects.toThrow(/audit trail/);
  });

  it('are covered where somebody may', async () => {
    const { id } = await office.register({ documentNumber: '77/STP-VP' });
    await covering(`update audit_entry set detail = without_content(detail, '(x)') where subject_id = '${id}'`);
    const [entry] = await office.database.query<{ detail: object }>('select detail from audit_entry where subject_id = $1', [id]);
    expect(entry!.detail).toMatchObject({ documentNumber: '(x)', arrivalYear: expect.any(Number) });
  });
});

/** What tells who, when, in which state and under which number: the register and the assessment need it. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  incoming_document: ['book', 'document_number', 'urgency', 'medium', 'code_number', 'code_notation', 'language', 'paper_size', 'status', 'registered_by', 'voided_by', 'search_text'],
  outgoing_document: ['status', 'document_type', 'drafting_unit', 'drafted_by', 'content_approved_by', 'signed_by', 'signature_form', 'book', 'symbol', 'issued_by', 'voided_by', 'urgency', 'work_file', 'signature_block', 'number_verified_by', 'search_text'],
  outgoing_draft_version: ['document_type', 'saved_by'],
  outgoing_comment: ['written_by'],
  outgoing_step: ['step', 'done_by', 'acting_for'],
  outgoing_duty_exception: ['step', 'person', 'granted_by'],
  outgoing_act: ['kind', 'decided_by'],
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
};

it.each(CONTENT_PLACES.map((place) => [place.table, place] as const))(
  'covers every column of %s into which people write, or says that it holds no content',
  async (table, { key, columns }) => {
    const found = await office.database.query<{ column: string }>(
      `select column_name as "column" from information_schema.columns
       where table_name = $1 and data_type in ('text', 'jsonb', 'ARRAY', 'tsvector') order by ordinal_position`,
      [table],
    );
    const known = [...key, ...Object.keys(columns), ...(KEPT[table] ?? [])];
    expect(found.map(({ column }) => column).filter((column) => !known.includes(column))).toEqual([]);
  },
);

it('stops work that goes on with an ended case, too', async () => {
  const { id, instanceId } = await office.register();
  await office.executor.execute(cancelInstance, { instanceId, reason: 'nhầm' }, office.as('admin'));
  const part = await office.executor.execute(continueCase, { instanceId, key: 'reply-required', variables: { leadUnit: 'QLCN', dueAt: null } }, office.as('vanthu'));
  await report(id);
  expect(await suspended(part.instanceId)).toBe(true);
});
