import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk, order } from './instruction-desk.js';

const ANSWERED = `update reply_obligation set status = 'answered', result = 'x', result_recorded_by = 'x', result_recorded_at = now(),
  closed_at = now(), timeliness = 'on-time' where id = $1`;

describe('an instruction that is taken back after it was changed', () => {
  let api: ApiUnderTest;
  let desk: InstructionDesk;
  beforeAll(async () => {
    api = await startApi();
    desk = instructionDesk(api);
  });
  afterAll(() => api.close());

  const reworded = order('QLCN', {}, { content: 'Giao QLCN, báo cáo bằng số liệu.' });
  const OPENED = { status: 409, body: { code: 'documents.instruction-opened' } };

  it('is refused where a unit opened its work before the change', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    const handling = await desk.taskOf('cuongpv', id, 'handling');
    expect((await api.post('cuongpv', `tasks/${handling.id}/opening`)).status).toBeLessThan(300);
    expect(await desk.change('baotq', id, reworded)).toMatchObject({ status: 200 });
    expect(await desk.recall('baotq', id)).toMatchObject(OPENED);
    await desk.complete('cuongpv', id, 'handling', { result: 'Đã báo cáo.' });
  });

  it('is refused where the answer was signed before the change, and the answer is issued', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' }, { replyRequired: true });
    await desk.complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await desk.complete('tuanda', id, 'draft', { documentType: 'BC', draftSubject: 'Báo cáo', draftBody: 'Kính gửi…', result: 'Đã rà soát.' });
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    await desk.complete('baotq', id, 'signature', { decision: 'sign' });
    await desk.taskOf('anhdtl', id, 'issue');
    expect(await desk.change('baotq', id, reworded)).toMatchObject({ status: 200 });
    expect(await desk.recall('baotq', id)).toMatchObject(OPENED);
    await desk.complete('anhdtl', id, 'issue', { recipients: 'UBND tỉnh' });
    await eventually(async () => (await desk.document(id)).obligation.status === 'answered');
  });

  it('is taken back where nobody opened anything, and the next one is free of what happened by the one before', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    await desk.complete('cuongpv', id, 'handling', { response: 'return', returnReason: 'Không thuộc chức năng của phòng.' });
    await desk.complete('hangltm', id, 'reinstruction', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    await desk.taskOf('khanhvd', id, 'handling');
    expect(await desk.recall('hangltm', id)).toMatchObject({ status: 204 });
    await desk.complete('baotq', id, 'instruction', { leadUnit: 'TDC', instruction: 'Giao lại TDC.' });
    await desk.taskOf('khanhvd', id, 'handling');
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 204 });
  });

  it('leaves the date that was granted before the change', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    const [deadline] = await api.office.database.query<{ id: string }>('select id from deadline where subject_id = $1', [id]);
    const granted = desk.inDays(40);
    const extended = await api.post('baotq', `deadlines/case/${deadline!.id}/extensions`, { to: { dueAt: granted }, reason: 'Chờ số liệu' });
    expect(extended.status).toBe(201);
    expect(await desk.change('baotq', id, reworded)).toMatchObject({ status: 200 });
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 204 });
    const [kept] = await api.office.database.query('select due_at from deadline where subject_id = $1', [id]);
    expect(kept).toEqual({ due_at: granted });
  });

  it('leaves a pause that began in the second in which it was given', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    const [deadline] = await api.office.database.query<{ id: string }>('select id from deadline where subject_id = $1', [id]);
    const pause = { until: desk.inDays(2), reason: 'Chờ số liệu' };
    expect(await api.post('baotq', `deadlines/case/${deadline!.id}/pause`, pause)).toMatchObject({ status: 200 });
    await api.office.database.query(
      `update instruction set instructed_at = (select max(at) from deadline_act where deadline_id = $2) + interval '900 ms' where document_id = $1`,
      [id, deadline!.id],
    );
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 204 });
    const [kept] = await api.office.database.query('select paused_until from deadline where subject_id = $1', [id]);
    expect(kept).toEqual({ paused_until: pause.until });
  });

  it('is refused while an answer is signed that another document gives', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' }, { replyRequired: true });
    const obligationIds = [(await desk.document(id)).obligation.id];
    const draft = { documentType: 'CV', subject: 'V/v trả lời', body: 'Kính gửi…', recipients: 'UBND tỉnh', obligationIds };
    const { body: submitted } = await api.post('cuongpv', 'outgoing-documents', draft);
    await api.office.database.query(`update outgoing_document set status = 'signed', signed_by = 'baotq', signed_at = now() where id = $1`, [submitted.id]);
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 409, body: { code: 'documents.answer-signed' } });
  });

  it('is refused once the reply was given elsewhere, and no deadline opens for it', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', information: ['TDC'] }, { replyRequired: true });
    const { id: obligationId } = (await desk.document(id)).obligation;
    await api.office.database.query(ANSWERED, [obligationId]);
    await api.office.database.query(`update deadline set status = 'met', closed_at = now() where subject_id = $1`, [obligationId]);
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 409, body: { code: 'documents.handling-ended' } });
    await desk.complete('cuongpv', id, 'assignment', { response: 'return', returnReason: 'Đã trả lời bằng văn bản khác.' });
    await desk.complete('baotq', id, 'reinstruction', { leadUnit: 'QLCN', instruction: 'Giao QLCN lưu.' });
    await desk.taskOf('cuongpv', id, 'assignment');
    expect(await api.office.database.query('select status from deadline where subject_id = $1', [obligationId])).toEqual([{ status: 'met' }]);
  });
});
