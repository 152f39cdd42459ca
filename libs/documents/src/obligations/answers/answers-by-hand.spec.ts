import { newId } from '#foundation';
import { eventually } from '../../../../../test/support/eventually.js';
import { cancelInstance } from '#runtime';
import { getIncomingDocument } from '../../incoming/get-incoming-document.query.js';
import { submitDraft, draftSchema } from '../../outgoing/drafts/submit-draft.command.js';
import { voidOutgoingDocument } from '../../outgoing/void-outgoing-document.command.js';
import { type DocumentOffice, openDocumentOffice } from '../../testing/document-office.js';
import { issueAnswer } from '../../testing/issue-answer.js';
import { recordResult } from '../record-result.command.js';
import { attachToContribution } from './attach-to-contribution.command.js';
import { linkAnswer } from './link-answer.command.js';
import { unlinkAnswer } from './unlink-answer.command.js';

const HEAD = { login: 'cuongpv', groups: ['head:QLCN', 'unit:QLCN'] };
const CLERK = { login: 'vanthu', groups: ['clerk'] };
const STAFF = { login: 'tuanda', groups: ['staff', 'unit:QLCN'] };
const LEADER = { login: 'giamdoc', groups: ['leader'] };
type Person = typeof HEAD;

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

interface Owed {
  readonly id: string;
  readonly instanceId: string;
  readonly obligationId: string;
}

/** Instructed to QLCN, with TTTTB beside. */
const owed = async (): Promise<Owed> => {
  const { id, instanceId, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  await office.serve('documents.record-instruction', {
    documentId: id,
    obligationId,
    dueAt: office.inHours(72),
    reminderBefore: 'P1D',
    leadUnit: 'QLCN',
    coordinatingUnits: ['TTTTB'],
    informationUnits: [],
    instruction: 'Giao QLCN.',
    instructedBy: 'giamdoc',
  });
  return { id, instanceId, obligationId: obligationId! };
};
const issued = () => issueAnswer(office, null);
const record = ({ obligationId }: Owed, { login, groups }: Person = HEAD) =>
  office.executor.execute(recordResult, { obligationId, result: 'Đã báo cáo.', groups }, office.as(login));
const link = ({ obligationId }: Owed, outgoingDocumentId: string, { login, groups }: Person = HEAD, completes = true) =>
  office.executor.execute(linkAnswer, { obligationId, outgoingDocumentId, completes, groups }, office.as(login));
const unlink = ({ obligationId }: Owed, outgoingDocumentId: string) =>
  office.executor.execute(unlinkAnswer(office.tell), { obligationId, outgoingDocumentId, reason: 'Nhầm', groups: HEAD.groups }, office.as('cuongpv'));
const read = async ({ id }: Owed) => (await getIncomingDocument(office.database, id)).obligation!;
const kept = ({ obligationId }: Owed) =>
  office.database.query(`select message from kept_message where correlation_key = $1`, [obligationId]);
const lock = (id: string, at: string) => office.database.query(`update incoming_document set content_locked_at = ${at} where id = $1`, [id]);

describe('An obligation closes', () => {
  it('with the answer that is linked after its result, and its case is told', async () => {
    const reply = await owed();
    expect(await record(reply)).toEqual({ closed: false });
    expect(await read(reply)).toMatchObject({ status: 'open', result: 'Đã báo cáo.', resultRecordedBy: 'cuongpv' });
    expect(await kept(reply)).toEqual([]);
    const answer = await issued();
    expect(await link(reply, answer, CLERK)).toEqual({ closed: true });
    expect(await read(reply)).toMatchObject({
      status: 'answered',
      timeliness: 'on-time',
      answers: [{ id: answer, stands: true, completes: true, linkedBy: 'vanthu' }],
    });
    expect(await kept(reply)).toEqual([{ message: 'reply-obligation.answered' }]);
  });

  it('with the result that is recorded after its answer', async () => {
    const reply = await owed();
    expect(await link(reply, await issued())).toEqual({ closed: false });
    expect(await record(reply, LEADER)).toEqual({ closed: true });
  });

  it('not with a part answer, and with the next one that completes it; one may answer several', async () => {
    const [first, second] = [await owed(), await owed()];
    for (const reply of [first, second]) await record(reply);
    expect(await link(first, await issued(), HEAD, false)).toEqual({ closed: false });
    const whole = await issued();
    expect(await link(first, whole)).toEqual({ closed: true });
    expect(await link(second, whole)).toEqual({ closed: true });
    expect((await read(first)).answers.map(({ completes }) => completes)).toEqual([false, true]);
    await office.executor.execute(voidOutgoingDocument(office.tell), { documentId: whole, reason: 'x', groups: ['clerk'] }, office.as('vanthu'));
    for (const reply of [first, second]) expect(await read(reply)).toMatchObject({ status: 'open' });
  });

  it('and with it the document whose case nobody works on any more', async () => {
    const reply = await owed();
    await office.executor.execute(cancelInstance, { instanceId: reply.instanceId, reason: 'x' }, office.as('admin'));
    await record(reply);
    await link(reply, await issued());
    expect(await getIncomingDocument(office.database, reply.id)).toMatchObject({ status: 'closed' });
    expect(await kept(reply)).toEqual([]);
  });
});

it('what was linked by mistake is unlinked, and the reply owed again; what its case has drafted is not unlinked', async () => {
  const reply = await owed();
  await record(reply);
  const answer = await issued();
  await link(reply, answer);
  await unlink(reply, answer);
  expect(await read(reply)).toMatchObject({ status: 'open', closedAt: null, answers: [] });
  // Its case has not heard of the answer, and works on: nobody is told, and no other part of the case begins.
  expect(await kept(reply)).toEqual([]);
  expect(office.told).toEqual([]);
  await expect(unlink(reply, answer)).rejects.toMatchObject({ code: 'documents.no-answer' });
});

it('acts by hand lock the case before the obligation, as every step of it does', async () => {
  const reply = await owed();
  const answer = await issued();
  for (const act of [() => record(reply), () => link(reply, answer)]) {
    const acting = await office.database.transaction(async (tx) => {
      await tx.query('select from process_instance where id = $1 for no key update', [reply.instanceId]);
      const begun = act();
      await eventually(async () => (await office.database.query('select from pg_locks where not granted')).length > 0);
      await tx.query('select from reply_obligation where id = $1 for no key update nowait', [reply.obligationId]);
      return { begun };
    });
    await acting.begun;
  }
});

describe('It is refused', () => {
  it('to those who do not answer for the reply, and for what they do not read', async () => {
    const reply = await owed();
    for (const act of [record(reply, STAFF), record(reply, CLERK), link(reply, newId(), STAFF)]) {
      await expect(act).rejects.toMatchObject({ code: 'documents.reply-of-others' });
    }
    const foreign = await issued();
    await office.database.query(`update outgoing_document set drafting_unit = 'KHTC', drafted_by = 'ai-do' where id = $1`, [foreign]);
    await expect(link(reply, foreign)).rejects.toMatchObject({ code: 'documents.document-forbidden' });
  });

  it('for what is closed, locked, unknown, or no issued document', async () => {
    const reply = await owed();
    const answer = await issued();
    await expect(link(reply, newId())).rejects.toMatchObject({ code: 'documents.outgoing-document-not-found' });
    await expect(record({ ...reply, obligationId: newId() })).rejects.toMatchObject({ code: 'documents.obligation-not-found' });
    const voided = await issued();
    await office.database.query(`update outgoing_document set voided_at = now(), voided_by = 'x', void_reason = 'x' where id = $1`, [voided]);
    await expect(link(reply, voided)).rejects.toMatchObject({ code: 'documents.no-answer' });
    await lock(reply.id, 'now()');
    for (const act of [record(reply), link(reply, answer)]) await expect(act).rejects.toMatchObject({ code: 'documents.content-locked' });
    await lock(reply.id, 'null');
    await record(reply);
    await link(reply, answer);
    await expect(record(reply)).rejects.toMatchObject({ code: 'documents.obligation-not-open' });
  });
});

describe('A draft that names obligations', () => {
  const submit = (obligationIds: string[], { login, groups }: Person = HEAD) =>
    office.executor.execute(
      submitDraft,
      { ...draftSchema.parse({ documentType: 'CV', subject: 'V/v trả lời', body: 'Kính gửi', obligationIds }), groups },
      office.as(login),
    );

  it('is refused for each that is closed, locked, or none that the drafter reads', async () => {
    const [closed, locked] = [await owed(), await owed()];
    await record(closed);
    await link(closed, await issued());
    await lock(locked.id, 'now()');
    await office.database.query(
      `insert into unit (code, name, kind, sort) values ('QLCN', 'Quản lý công nghệ', 'professional', 1)`,
    );
    await office.database.query(`insert into person (login, full_name) values ('cuongpv', 'Phan Văn Cường')`);
    await office.database.query(
      `insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'cuongpv', 'QLCN', 'head', 'Trưởng phòng', '2020-01-01')`,
    );
    await expect(submit([closed.obligationId, locked.obligationId, newId()])).rejects.toMatchObject({
      code: 'documents.draft-refused',
      findings: [{ code: 'obligation-closed' }, { code: 'obligation-locked' }, { where: 'obligationIds[2]', code: 'obligation-unknown' }],
    });
    const outsider = { login: 'cuongpv', groups: ['head:KHTC', 'unit:QLCN'] };
    await office.database.query(`update instruction_unit set unit_code = 'KHTC' where unit_code = 'QLCN'`);
    await expect(submit([(await owed()).obligationId, closed.obligationId], outsider)).rejects.toMatchObject({
      findings: [{ where: 'obligationIds[1]', code: 'obligation-unknown' }],
    });
  });
});

describe('Files that come with a part answer', () => {
  const attach = ({ obligationId }: Owed, attachmentIds: string[], groups = ['unit:TTTTB']) =>
    office.executor.execute(attachToContribution, { obligationId, unit: 'TTTTB', groups, attachmentIds }, office.as('oanhhtk'));
  const upload = async () => {
    const id = newId();
    await office.database.query(
      `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at)
       values ($1, 'gop-y.pdf', 'application/pdf', 1, repeat('0', 64), 'oanhhtk', now())`,
      [id],
    );
    return id;
  };

  it('stand with the contribution among the files of the incoming document', async () => {
    const reply = await owed();
    const file = await upload();
    await attach(reply, [file]);
    const given = { documentId: reply.id, obligationId: reply.obligationId, coordinatingUnit: 'TTTTB', contribution: 'Nhất trí.', contributedBy: 'oanhhtk' };
    await office.serve('documents.record-contribution', given);
    expect((await read(reply)).contributions).toMatchObject([{ unit: 'TTTTB', status: 'given', attachmentIds: [file] }]);
    const { attachments } = await getIncomingDocument(office.database, reply.id);
    expect(attachments.map(({ id }) => id)).toEqual([file]);
  });

  it('are those of the coordinating units alone, and of what is open and not locked', async () => {
    const reply = await owed();
    await expect(attach(reply, [await upload()], ['unit:QLCN'])).rejects.toMatchObject({ code: 'documents.not-coordinating' });
    await lock(reply.id, 'now()');
    await expect(attach(reply, [await upload()])).rejects.toMatchObject({ code: 'documents.content-locked' });
    await lock(reply.id, 'null');
    await record(reply);
    await link(reply, await issued());
    await expect(attach(reply, [await upload()])).rejects.toMatchObject({ code: 'documents.obligation-not-open' });
  });
});
