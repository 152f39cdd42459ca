import { type JsonObject, newId } from '#foundation';
import { cancelInstance, type CommandContext, continueCase, suspendInstance, setVariables as setCaseVariables } from '#runtime';
import { openSpillOffice, type SpillOffice } from '../../testing/spill-office.js';
import { voidIncomingDocument } from '../../incoming/void-incoming-document.command.js';
import { leaveDrafts } from '../../obligations/leave-drafts.js';
import { commentOnDraft } from '../../outgoing/drafts/comment-on-draft.command.js';
import { beginRemoval } from './begin-removal.command.js';
import { CONTENT_PLACES } from './content-places.js';
import { recordSenderInformedHandler, recordSpillAssessmentHandler } from './record-spill.handlers.js';
import { releaseContentHandler } from './release-content.handler.js';
import { type RemovalTools, removeContentHandler } from './remove-content.handler.js';
import { LOCKED_TEXT } from './seal-content.js';
import { getSpill } from './spills.query.js';

let office: SpillOffice;
let removed: string[];
let storageFails: boolean;
beforeAll(async () => {
  office = await openSpillOffice();
});
afterAll(() => office.close());
beforeEach(() => {
  removed = [];
  storageFails = false;
});

const report = (documentId: string) => office.report(documentId);
const removeFile = async ({ id }: { id: string }) => {
  const waiting = await office.database.query(
    `select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  );
  // The database ends such a transaction after ten seconds, and a storage may take longer.
  if (waiting.length > 0) throw new Error('A transaction waits for the storage.');
  if (storageFails) throw new Error('The storage is away.');
  removed.push(id);
};
type Reported = Awaited<ReturnType<typeof report>>;
const release = ({ instanceId }: Reported, variables: JsonObject = {}) =>
  office.serveWith(releaseContentHandler, { decidedBy: 'dungnh', reason: 'Đã giải mật.', ...variables }, instanceId);
const tools: RemovalTools = { begin: (input) => office.executor.execute(beginRemoval, input, office.as('system:gate')), removeFile };
const remove = ({ instanceId }: Reported, variables: JsonObject = {}) =>
  office.serveWith(removeContentHandler(tools), { removedBy: 'sonlt', ...variables }, instanceId);
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

type Row = Readonly<Record<string, unknown>>;
const keyOf = (row: Row, key: readonly string[]) => JSON.stringify(key.map((column) => row[column]));
/** What stands in the covered columns of every place, in the order of its keys. */
const contents = async () =>
  new Map(
    await Promise.all(
      CONTENT_PLACES.map(async ({ table, key, columns }): Promise<[string, Row[]]> => {
        const rows = await office.database.query<Row>(`select ${[...key, ...Object.keys(columns)].join(', ')} from ${table} order by ${key.join(', ')}`);
        return [table, rows];
      }),
    ),
  );
const ask = (attachmentId: string, reason: string) =>
  office.database.query(
    `insert into gate_question (id, attachment_id, ground, mark, grade, line, asked_at, answer, reason, answered_at, answered_by)
     values ($1, $2, 'state-secret', 'Mật', 'suspected', 1, now(), 'not-secret', $3, now(), 'vanthu')`,
    [newId(), attachmentId, reason],
  );
const setVariables = (instanceId: string, variables: JsonObject) =>
  office.executor.execute(setCaseVariables, { instanceId, variables }, office.as('tungmt'));

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

  it('takes along a draft that was left behind when another unit was to answer', async () => {
    const { id, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
    const draft = await draftFor(id, obligationId);
    const leave = { name: 'test.leave', run: (context: CommandContext) => leaveDrafts(context, [obligationId!]) };
    await office.executor.execute(leave, undefined, office.as('baotq'));
    await report(id);
    const [left] = await office.database.query('select subject, content_locked_at is not null as locked from outgoing_document where id = $1', [draft]);
    expect(left).toEqual({ subject: LOCKED_TEXT, locked: true });
  });

  it('takes along what is attached and linked while its report waits for the row', async () => {
    const { id, obligationId, instanceId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
    const [answer, attachment] = [await draftFor(id, null), await file(id)];
    await office.database.query('update attachment set incoming_document_id = null, linked_at = null where id = $1', [attachment]);
    let reporting: Promise<Reported> | undefined;
    await office.database.transaction(async (tx) => {
      await tx.query('select from incoming_document where id = $1 for share', [id]);
      reporting = report(id);
      while ((await tx.query('select from pg_locks where not granted')).length === 0) await office.database.query('select pg_sleep(0.01)');
      await tx.execute('update attachment set incoming_document_id = $2, linked_at = now() where id = $1', [attachment, id]);
      await tx.execute('insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at) values ($1, $2, now())', [obligationId, answer]);
    });
    await reporting;
    const [text] = await office.database.query(
      'select a.file_name, d.subject from attachment a, outgoing_document d where a.id = $1 and d.id = $2 and d.content_locked_at is not null',
      [attachment, answer],
    );
    expect(text).toEqual({ file_name: LOCKED_TEXT, subject: LOCKED_TEXT });
    expect(await suspended(instanceId)).toBe(true);
  });

  it('comes back whole when the alarm was false, in every place that the report has covered', async () => {
    const { id, instanceId, obligationId } = await office.register({ note: 'Ghi chú', replyRequired: true, dueAt: office.inHours(72), medium: 'paper' });
    const attachment = await file(id);
    await office.database.query(`update attachment set text = 'Kính gửi', text_state = 'done' where id = $1`, [attachment]);
    await ask(attachment, 'Bìa mẫu');
    const answer = await draftFor(id, obligationId);
    await office.executor.execute(commentOnDraft, { documentId: answer, text: 'Thêm số liệu' }, office.as('cuongpv'));
    await setVariables(instanceId, { instruction: 'Giao phòng xử lý', nothing: null });
    const before = await contents();
    const spill = await report(id);
    const locked = await contents();
    for (const table of ['incoming_document', 'outgoing_document', 'outgoing_draft_version', 'outgoing_comment', 'attachment', 'gate_question', 'reply_obligation', 'process_instance', 'variable_history', 'audit_entry']) {
      expect([table, locked.get(table)]).not.toEqual([table, before.get(table)]);
    }
    await release(spill);
    const after = await contents();
    for (const { table, key } of CONTENT_PLACES) {
      // The trails have gone on.
      const was = new Set(before.get(table)!.map((row) => keyOf(row, key)));
      expect([table, after.get(table)!.filter((row) => was.has(keyOf(row, key)))]).toEqual([table, before.get(table)]);
    }
    expect(await office.database.query('select 1 from secret_spill_sealed where spill_id = $1', [spill.id])).toEqual([]);
    await expect(remove(spill)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
  });

  it('comes back with what was written meanwhile, where something was', async () => {
    const { id } = await office.register({ note: 'Ghi chú' });
    const before = await incoming(id);
    const spill = await report(id);
    await office.database.query(`update incoming_document set note = 'Viết sau', handling_result = 'Đã trả' where id = $1`, [id]);
    await release(spill);
    expect(await incoming(id)).toEqual({ ...before, note: 'Viết sau', handling_result: 'Đã trả' });
  });

  it('comes back with a version that waits to be attached, which the gate has yet to look through', async () => {
    const { id } = await office.register();
    const [attached, waiting] = [await file(id), await file(id)];
    await office.database.query('update attachment set incoming_document_id = null, linked_at = null, replaces = $2 where id = $1', [waiting, attached]);
    await release(await report(id));
    const files = await office.database.query(
      'select id, content_locked_at is null as free, gate_checked_at is not null as seen from attachment where id = any($1) order by seen',
      [[attached, waiting]],
    );
    expect(files).toEqual([
      { id: waiting, free: true, seen: false },
      { id: attached, free: true, seen: true },
    ]);
  });

  it('is not voided while it is locked, so that it can come back', async () => {
    const { id, instanceId } = await office.register();
    const spill = await report(id);
    const voided = office.executor.execute(voidIncomingDocument, { documentId: id, reason: 'Nhầm', groups: ['chief-of-office'] }, office.as('dungnh'));
    await expect(voided).rejects.toMatchObject({ code: 'documents.content-locked' });
    await release(spill);
    expect(await suspended(instanceId)).toBe(false);
  });

  it('leaves a case suspended that an operator had suspended before', async () => {
    const [mine, theirs] = [await office.register(), await office.register()];
    const how = { instanceId: theirs.instanceId, timers: 'keep-due', reason: 'Kiểm tra' } as const;
    await office.executor.execute(suspendInstance, how, office.as('tungmt'));
    for (const { id, instanceId } of [mine, theirs]) {
      const spill = await report(id);
      expect(await suspended(instanceId)).toBe(true);
      await release(spill);
    }
    expect([await suspended(mine.instanceId), await suspended(theirs.instanceId)]).toEqual([false, true]);
  });

  it('is the one whose case it is, whatever the variables of the case say', async () => {
    const [mine, other] = [await office.register(), await office.register()];
    const [spill, another] = [await report(mine.id), await report(other.id)];
    await remove(spill, { spillId: another.id });
    const informed = { spillId: another.id, informedOn: '2020-03-03', informedHow: 'Điện thoại', informedBy: 'vanthu' };
    await office.serveWith(recordSenderInformedHandler, informed, spill.instanceId);
    const assessed = { spillId: another.id, assessment: 'Một người đã xem.', backups: 'Đã hủy.', assessedBy: 'dungnh' };
    await office.serveWith(recordSpillAssessmentHandler, assessed, spill.instanceId);
    expect(await getSpill(office.database, spill.id)).toMatchObject({ status: 'closed', senderInformedBy: 'vanthu', assessedBy: 'dungnh' });
    expect(await getSpill(office.database, another.id)).toMatchObject({ status: 'locked', senderInformedBy: null });
    await expect(release(spill, { spillId: another.id })).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
    const nobodys = { id: another.id, instanceId: newId() };
    await expect(remove(nobodys, { spillId: another.id })).rejects.toMatchObject({ code: 'documents.spill-not-found' });
  });

  it('stays covered and comes back no more once its files begin to go, however often the storage fails, and is then lost for good', async () => {
    const { id, instanceId } = await office.register();
    const attachment = await file(id);
    const spill = await report(id);
    storageFails = true;
    await expect(remove(spill)).rejects.toThrow('The storage is away');
    expect(await getSpill(office.database, spill.id)).toMatchObject({ status: 'removing' });
    await expect(release(spill)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
    expect(await incoming(id)).toMatchObject({ subject: LOCKED_TEXT });
    storageFails = false;
    await remove(spill);
    expect(removed).toEqual([attachment]);
    expect(await incoming(id)).toMatchObject({ subject: 'Đã gỡ theo quy trình bảo vệ bí mật nhà nước', status: 'closed' });
    const [instance] = await office.database.query('select status from process_instance where id = $1', [instanceId]);
    expect(instance).toEqual({ status: 'cancelled' });
    await expect(release(spill)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
    await expect(remove(spill)).rejects.toMatchObject({ code: 'documents.spill-not-locked' });
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

it('stops work that goes on with an ended case, too', async () => {
  const { id, instanceId } = await office.register();
  await office.executor.execute(cancelInstance, { instanceId, reason: 'nhầm' }, office.as('admin'));
  const part = await office.executor.execute(continueCase, { instanceId, key: 'reply-required', variables: { leadUnit: 'QLCN', dueAt: null } }, office.as('vanthu'));
  await report(id);
  expect(await suspended(part.instanceId)).toBe(true);
});
