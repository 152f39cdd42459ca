import { completeUserTask } from '#runtime';
import { yearInZone } from '#foundation';
import { getIncomingDocument } from '../incoming/get-incoming-document.query.js';
import { voidIncomingDocument } from '../incoming/void-incoming-document.command.js';
import { recordOutgoingAct } from '../outgoing/acts/record-outgoing-act.command.js';
import { voidOutgoingDocument } from '../outgoing/void-outgoing-document.command.js';
import { refuseNonReaders } from '../reading-rights.js';
import { listTrackingRegister } from '../registers/list-tracking-register.query.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { issueAnswer } from '../testing/issue-answer.js';
import { cancelObligation } from './cancel-obligation.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());
beforeEach(() => office.told.splice(0));

const ZONE = 'Asia/Ho_Chi_Minh';

interface Owed {
  readonly id: string;
  readonly instanceId: string;
  readonly obligationId: string;
}

const answer = ({ obligationId, instanceId }: Owed) => issueAnswer(office, obligationId, instanceId);
const instruct = ({ id, obligationId }: Owed) =>
  office.serve('documents.record-instruction', {
    documentId: id,
    obligationId,
    dueAt: office.inHours(72),
    reminderBefore: 'P1D',
    leadUnit: 'QLCN',
    coordinatingUnits: ['TTTTB'],
    informationUnits: [],
    instruction: 'Giao QLCN.',
    instructedBy: 'giamdoc',
    leadDueAt: null,
    coordinationDueAt: null,
  });
/** Instructed to QLCN and answered; its case is over unless it is to run on. */
const answered = async ({ runsOn = false } = {}): Promise<Owed & { answerId: string }> => {
  const registered = await office.register({ replyRequired: true, dueAt: office.inHours(72), attachmentIds: [] });
  const document = { ...registered, obligationId: registered.obligationId! };
  await instruct(document);
  const answerId = await answer(document);
  if (!runsOn) await finish(document);
  return { ...document, answerId };
};
/** What the model does behind the answer, in short. */
const finish = async ({ id, instanceId }: Owed) => {
  await office.serve('documents.close-incoming', { documentId: id, result: null });
  await office.database.query(
    `update process_instance set status = 'completed', ended_at = business_now(), variables = '{"subject": "x", "reminderBefore": "P1D"}'
     where id = $1`,
    [instanceId],
  );
};
const voidNumber = (documentId: string) =>
  office.executor.execute(voidOutgoingDocument(office.tell), { documentId, reason: 'Lấy số nhầm', groups: ['clerk'] }, office.as('vanthu'));
const partsOf = ({ instanceId }: Owed) =>
  office.database.query<{ id: string; key: string; task: string; groups: string[] }>(
    `select i.id, p.key, t.id as task, t.candidate_groups as groups from process_instance i
     join process_definition p on p.id = i.definition_id left join user_task t on t.instance_id = i.id and t.status = 'open'
     where i.root_instance_id = $1 and i.id <> $1 and i.status = 'active'`,
    [instanceId],
  );
const read = ({ id }: Owed) => getIncomingDocument(office.database, id);
const progressOf = async ({ id }: Owed) => {
  const year = yearInZone(office.clock.now().toISOString(), ZONE);
  const { items } = await listTrackingRegister(office.database, { year, zone: ZONE, limit: 200 });
  return items.find(({ documentId }) => documentId === id);
};

describe('a reply whose answer was voided when its case was over', () => {
  it('is on the desk of the head of the lead unit, who is told and may read it; the register names it as owed', async () => {
    const owed = await answered();
    expect(await progressOf(owed)).toMatchObject({ progress: 'Đã trả lời đúng hạn' });
    await voidNumber(owed.answerId);
    expect(await partsOf(owed)).toMatchObject([{ key: 'reply-required', groups: ['head:QLCN'] }]);
    expect(await read(owed)).toMatchObject({ status: 'in-progress', closedAt: null, obligation: { status: 'open' } });
    expect(office.told).toMatchObject([{ group: 'head:QLCN', title: expect.stringContaining('Lại phải phúc đáp') as string }]);
    expect(office.told[0]!.body).toMatch(/^Số .*BC.* của văn bản trả lời đã bị hủy\. Hạn phúc đáp /);
    expect(await progressOf(owed)).toMatchObject({ progress: 'Còn nợ văn bản trả lời', replySymbols: null });
    const head = { login: 'nguoi-khac', groups: ['head:QLCN'] };
    await refuseNonReaders(office.database, 'incoming', head, owed.id);
  });

  it('is answered by the next one, which closes the document', async () => {
    const owed = await answered();
    await voidNumber(owed.answerId);
    const [part] = await partsOf(owed);
    await answer(owed);
    expect(await read(owed)).toMatchObject({ status: 'closed', obligation: { status: 'answered', timeliness: 'on-time' } });
    await office.executor.execute(completeUserTask, { taskId: part!.task, variables: {} }, office.as('cuongpv'));
    expect(await partsOf(owed)).toEqual([]);
  });

  it('is worked on: it is not cancelled before that ends, and the void of the document ends it', async () => {
    const owed = await answered();
    await voidNumber(owed.answerId);
    const cancel = () => office.executor.execute(cancelObligation, { obligationId: owed.obligationId, reason: 'x' }, office.as('giamdoc'));
    await expect(cancel()).rejects.toMatchObject({ code: 'documents.reply-still-worked-on' });
    const given = { documentId: owed.id, reason: 'Vào sổ nhầm', groups: ['clerk'] };
    await office.executor.execute(voidIncomingDocument, given, office.as('vanthu'));
    expect(await partsOf(owed)).toEqual([]);
  });
});

// The model of the test office hears of no answer, as those of earlier releases: what it is told is kept.
describe('a case that has not heard of the answer that another document gave, once that is voided', () => {
  const instructed = async (): Promise<Owed> => {
    const { obligationId, ...document } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
    const owed = { ...document, obligationId: obligationId! };
    await instruct(owed);
    return owed;
  };
  const workingOnce = async () => {
    const owed = await answered({ runsOn: true });
    await voidNumber(owed.answerId);
    return { owed, part: (await partsOf(owed))[0]! };
  };
  const end = (task: string) => office.executor.execute(completeUserTask, { taskId: task, variables: {} }, office.as('cuongpv'));
  const answeredElsewhere = async ({ obligationId }: Owed) => {
    const elsewhere = await issueAnswer(office, obligationId);
    expect(await office.database.query('select from kept_message where correlation_key = $1', [obligationId])).toHaveLength(1);
    return elsewhere;
  };

  it('goes on to its reply where it has not come to it', async () => {
    const owed = await instructed();
    await voidNumber(await answeredElsewhere(owed));
    expect(await read(owed)).toMatchObject({ obligation: { status: 'open' } });
    expect(await partsOf(owed)).toEqual([]);
  });

  it('goes on with the work on it', async () => {
    const { owed, part } = await workingOnce();
    await voidNumber(await answeredElsewhere(owed));
    expect(await partsOf(owed)).toMatchObject([{ id: part.id }]);
  });

  it('comes to it again where its model would have heard', async () => {
    const { owed, part } = await workingOnce();
    const [deaf, hearing] = ['id="owed"', 'id="owed" name="reply-obligation.answered"'];
    const write = (from: string, to: string) =>
      office.database.query(`update process_definition set bpmn = replace(bpmn, $1, $2) where key = 'reply-required'`, [from, to]);
    await end(part.task);
    const elsewhere = await answeredElsewhere(owed);
    await write(deaf, hearing);
    await voidNumber(elsewhere);
    await write(hearing, deaf);
    expect(await partsOf(owed)).toEqual([]);
  });

  it('is gone on with where the work has ended', async () => {
    const { owed, part } = await workingOnce();
    await end(part.task);
    await voidNumber(await answeredElsewhere(owed));
    expect(await partsOf(owed)).toMatchObject([{ key: 'reply-required', groups: ['head:QLCN'] }]);
  });

  it('is told of no answer once nothing of it runs', async () => {
    const owed = await answered();
    await voidNumber(owed.answerId);
    await end((await partsOf(owed))[0]!.task);
    await issueAnswer(office, owed.obligationId);
    expect(await office.database.query('select from kept_message where correlation_key = $1', [owed.obligationId])).toEqual([]);
  });

  it('is gone on with where it has ended itself', async () => {
    const owed = await instructed();
    const elsewhere = await answeredElsewhere(owed);
    await finish(owed);
    await voidNumber(elsewhere);
    expect(await partsOf(owed)).toMatchObject([{ key: 'reply-required', groups: ['head:QLCN'] }]);
  });
});

it('a case that goes on past its answer does not close the document that is owed again', async () => {
  const owed = await answered({ runsOn: true });
  await voidNumber(owed.answerId);
  expect(await partsOf(owed)).toHaveLength(1);
  await office.serve('documents.close-incoming', { documentId: owed.id, result: null });
  expect(await read(owed)).toMatchObject({ status: 'in-progress' });
});

describe('an answer that was issued', () => {
  const act = (documentId: string, kind: 'recall' | 'replace', byDocumentId?: string) =>
    office.executor.execute(recordOutgoingAct(office.tell), { documentId, kind, reason: 'Sai nội dung', byDocumentId }, office.as('giamdoc'));

  it('and recalled has no effect: the reply is owed again', async () => {
    const owed = await answered();
    await act(owed.answerId, 'recall');
    expect(await read(owed)).toMatchObject({ status: 'in-progress', obligation: { status: 'open' } });
    expect(office.told[0]!.body).toContain('đã được thu hồi');
    expect(await progressOf(owed)).toMatchObject({ progress: 'Còn nợ văn bản trả lời', replySymbols: null });
  });

  it('and replaced is answered for by what replaced it, and owed again once that is voided', async () => {
    const owed = await answered();
    const replacement = (await answered()).answerId;
    await act(owed.answerId, 'replace', replacement);
    expect(await read(owed)).toMatchObject({ status: 'closed', obligation: { status: 'answered' } });
    const { symbol } = (await read(owed)).obligation!.answers.find(({ id }) => id === replacement)!;
    expect(await progressOf(owed)).toMatchObject({ replySymbols: symbol });
    await act(replacement, 'recall');
    expect(await read(owed)).toMatchObject({ status: 'in-progress', obligation: { status: 'open' } });
  });
});
