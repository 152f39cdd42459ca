import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk, order } from './instruction-desk.js';

describe('an instruction', () => {
  let api: ApiUnderTest;
  let desk: InstructionDesk;
  beforeAll(async () => {
    api = await startApi();
    desk = instructionDesk(api);
  });
  afterAll(() => api.close());

  it('is changed while its document is dealt with: branches open and close, and the trace says who, when, why and what', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'], information: ['TDC'] }, { replyRequired: true });
    await desk.complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await desk.complete('oanhhtk', id, 'contribution', { contribution: 'Nhất trí.' });
    await eventually(async () => (await desk.document(id)).obligation.contributions.length === 1);

    const changed = order('QLCN', { VP: 'coordinating', TCCB: 'for-information' });
    expect(await desk.change('hangltm', id, changed)).toMatchObject({ status: 200 });
    await desk.taskOf('anhdtl', id, 'contribution');
    await desk.taskOf('vinhtq', id, 'acknowledgement');
    expect(await desk.tasksOf('khanhvd', id)).toEqual([]);
    // The drafter is not disturbed, and reads the new wording.
    const drafting = await desk.taskOf('tuanda', id, 'draft');
    expect((await api.get('tuanda', `tasks/${drafting.id}`)).body.variables).toMatchObject({ instruction: 'Giao theo bút phê mới.' });
    // Whoever contributed reads on; whoever was only to be told does not.
    expect([await desk.read('oanhhtk', id), await desk.read('khanhvd', id), await desk.read('vinhtq', id)]).toEqual([200, 403, 200]);
    expect(await desk.noticesOf('khanhvd', id)).toEqual(['Đơn vị TDC thôi nhận để biết. Lý do: Phân công lại.']);
    expect(await desk.noticesOf('dungnh', id)).toEqual(['Đơn vị VP được giao phối hợp. Lý do: Phân công lại.']);

    const [latest, first] = await desk.history(id);
    expect(latest).toMatchObject({
      cause: 'changed',
      instructedBy: 'hangltm',
      recordedBy: null,
      reason: 'Phân công lại.',
      current: true,
      changes: {
        lead: null,
        added: [{ unit: 'VP', role: 'coordinating' }, { unit: 'TCCB', role: 'for-information' }],
        removed: [{ unit: 'QLKH', role: 'coordinating' }, { unit: 'TDC', role: 'for-information' }],
        redated: [],
      },
    });
    expect(first).toMatchObject({ cause: 'given', instructedBy: 'baotq', current: false, changes: null });
  });

  it('changes at once where two leaders change it at the same time: the second one builds on the first', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', information: ['TDC'] });
    const both = await Promise.all([
      desk.change('baotq', id, order('QLCN', { TDC: 'for-information', TCCB: 'for-information' })),
      desk.change('hangltm', id, order('QLCN', { TDC: 'for-information', QLKH: 'for-information' })),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const [latest, before] = await desk.history(id);
    const left = before.units.find(({ unit }: { unit: string }) => !['QLCN', 'TDC'].includes(unit)).unit;
    expect(latest.changes.removed).toEqual([{ unit: left, role: 'for-information' }]);
    const open = await Promise.all([desk.tasksOf('vinhtq', id), desk.tasksOf('oanhhtk', id)]);
    expect(open.flat()).toHaveLength(1);
  });

  it('gives the work to another lead unit; the draft of the one before stays with its writer and answers nothing', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] }, { replyRequired: true });
    const { dueAt } = (await desk.document(id)).obligation;
    await desk.complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await desk.complete('oanhhtk', id, 'contribution', { contribution: 'Nhất trí.' });
    await desk.complete('tuanda', id, 'draft', { documentType: 'BC', draftSubject: 'Báo cáo', draftBody: 'Kính gửi…', result: 'Đã rà soát.' });
    await desk.taskOf('cuongpv', id, 'approval');
    const [draft] = (await desk.document(id)).obligation.answers;
    expect(draft).toMatchObject({ status: 'draft' });

    expect(await desk.change('baotq', id, order('TDC', { QLKH: 'coordinating', QLCN: 'coordinating' }))).toMatchObject({ status: 200 });
    await desk.taskOf('khanhvd', id, 'assignment');
    expect(await desk.document(id)).toMatchObject({ leadUnit: 'TDC', obligation: { status: 'open', dueAt, answers: [] } });
    expect((await api.get('tuanda', `outgoing-documents/${draft.id}`)).status).toBe(200);
    const told = 'Đơn vị khác được giao trả lời văn bản ấy; dự thảo vẫn được giữ cho người soạn. Lý do: Phân công lại.';
    expect([await desk.noticesOf('tuanda', id), await desk.noticesOf('cuongpv', id)]).toEqual([[told], expect.arrayContaining([told])]);
    expect((await api.get('khanhvd', `outgoing-documents/${draft.id}`)).status).toBe(403);
    expect((await desk.tasksOf('cuongpv', id))).toEqual([]);
    const [deadline] = await api.office.database.query('select unit_code, due_at from deadline where subject_id = $1', [(await desk.document(id)).obligation.id]);
    expect(deadline).toEqual({ unit_code: 'TDC', due_at: dueAt });
    // Who has contributed is not asked again; who led before is.
    await desk.complete('khanhvd', id, 'assignment', { drafter: 'cuongpv1' });
    await desk.taskOf('maint', id, 'contribution');
    expect((await desk.tasksOf('phucdx', id))).toEqual([]);
  });

  it('asks a unit that is added before the head assigns at once, and one that is taken out by then never', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH', 'TDC'] }, { replyRequired: true });
    await desk.taskOf('cuongpv', id, 'assignment');
    expect(await desk.change('baotq', id, order('QLCN', { QLKH: 'coordinating', VP: 'coordinating' }))).toMatchObject({ status: 200 });
    expect(await desk.tasksOf('tramvn', id)).toMatchObject([{ formKey: 'contribution' }]);
    await desk.complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await desk.taskOf('oanhhtk', id, 'contribution');
    expect([await desk.tasksOf('cuongpv1', id), await desk.tasksOf('tramvn', id)]).toMatchObject([[], [{ formKey: 'contribution' }]]);
  });

  it('has a date for each unit, which its task has too; that of the lead unit changes by the acts of deadlines', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'], information: ['TDC'] }, { replyRequired: true });
    await desk.complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    const [soon, later] = [desk.inDays(2), desk.inDays(3)];
    const units = [
      { unit: 'QLCN', role: 'lead' },
      { unit: 'QLKH', role: 'coordinating', dueAt: soon },
      { unit: 'TDC', role: 'for-information', dueAt: later },
    ];
    expect(await desk.change('baotq', id, order('QLCN', {}, { units }))).toMatchObject({ status: 200 });
    const contributing = await desk.taskOf('oanhhtk', id, 'contribution');
    const reading = await desk.taskOf('khanhvd', id, 'acknowledgement');
    expect((await api.get('oanhhtk', `tasks/${contributing.id}`)).body.dueAt).toBe(soon);
    expect((await api.get('khanhvd', `tasks/${reading.id}`)).body.dueAt).toBe(later);
    expect((await desk.history(id))[0].changes.redated).toMatchObject([
      { unit: 'QLKH', after: soon },
      { unit: 'TDC', before: null, after: later },
    ]);
    const [lead, ...others] = units;
    expect(await desk.change('baotq', id, order('QLCN', {}, { units: [{ ...lead, dueAt: desk.inDays(30) }, ...others] }))).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'lead-due-by-act', where: 'units[0].dueAt', title: expect.any(String) }] },
    });
  });

  it('is refused with every fault at once, and nothing is changed', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] });
    const refused = async (units: object[], differently: object = {}) => {
      const { status, body } = await desk.change('baotq', id, { ...order('QLCN'), units, ...differently });
      return [status, (body.findings ?? []).map(({ code }: { code: string }) => code)];
    };
    const lead = { unit: 'QLCN', role: 'lead' };
    expect(await refused([{ unit: 'QLKH', role: 'coordinating' }])).toEqual([422, ['lead-missing']]);
    expect(await refused([lead, { unit: 'TDC', role: 'lead' }, { unit: 'QLCN', role: 'coordinating' }])).toEqual([422, ['lead-twice', 'unit-named-twice']]);
    expect(await refused([lead, { unit: 'LẠ', role: 'for-information' }, { unit: 'LD', role: 'coordinating' }])).toEqual([
      422,
      ['unit-unknown', 'unit-leads-the-agency'],
    ]);
    const dated = (dueAt: string, role: string) => ({ unit: 'TDC', role, dueAt });
    expect(await refused([lead, dated('2020-01-01T00:00:00Z', 'coordinating')])).toEqual([422, ['due-passed']]);
    expect(await refused([lead, dated('9026-01-01T00:00:00Z', 'for-information')])).toEqual([422, ['year-mistyped']]);
    expect(await refused([lead, dated(desk.inDays(21), 'coordinating')])).toEqual([422, ['coordination-after-lead']]);
    expect(await refused([lead, { unit: 'QLKH', role: 'coordinating' }], { content: 'Giao xử lý.' })).toEqual([422, ['instruction-unchanged']]);
    expect(await refused([lead], { reason: ' ' })).toMatchObject([400, {}]);
    expect(await refused([lead], { content: 'TUYỆT MẬT' })).toMatchObject([409, {}]);
    expect(await desk.history(id)).toHaveLength(1);
  });

  it('is changed by leaders, and by the chief of office as a leader has decided, and by nobody else', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    const changed = order('TDC');
    for (const login of ['cuongpv', 'anhdtl', 'dungnh']) {
      expect(await desk.change(login, id, changed)).toMatchObject({ status: 403, body: { code: 'documents.instruction-forbidden' } });
    }
    expect(await desk.change('dungnh', id, { ...changed, approvedBy: 'cuongpv' })).toMatchObject({ status: 422, body: { findings: [{ code: 'instructed-by-no-leader' }] } });
    expect(await desk.change('dungnh', id, { ...changed, approvedBy: 'thinhpd' })).toMatchObject({ status: 200 });
    expect((await desk.history(id))[0]).toMatchObject({ instructedBy: 'thinhpd', recordedBy: 'dungnh' });
  });

  it('is neither changed nor taken back by who gave it once he is a leader no longer', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', instructedBy: 'thinhpd' });
    await api.office.database.query(`update post set role = 'staff' where login = 'thinhpd'`);
    try {
      for (const answer of [await desk.change('thinhpd', id, order('QLKH')), await desk.recall('thinhpd', id)]) expect(answer.status).toBe(403);
    } finally {
      await api.office.database.query(`update post set role = 'leader' where login = 'thinhpd'`);
    }
    expect(await desk.change('thinhpd', id, order('QLKH'))).toMatchObject({ status: 200 });
  });

  it('is returned by its lead unit with a reason, and given again', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' }, { replyRequired: true });
    const returnReason = 'Không thuộc chức năng của phòng.';
    await desk.complete('cuongpv', id, 'assignment', { response: 'return', returnReason });
    const again = await desk.taskOf('hangltm', id, 'reinstruction');
    expect((await api.get('hangltm', `tasks/${again.id}/form`)).body.data).toMatchObject({ returnReason, leadUnit: 'QLCN' });
    await desk.complete('hangltm', id, 'reinstruction', { leadUnit: 'TDC', instruction: 'Giao TDC trả lời.' });
    await desk.taskOf('khanhvd', id, 'assignment');
    expect(await desk.history(id)).toMatchObject([
      { cause: 'returned', instructedBy: 'hangltm', reason: returnReason, changes: { lead: { before: 'QLCN', after: 'TDC' } } },
      { cause: 'given', returns: [{ unit: 'QLCN', returnedBy: 'cuongpv', reason: returnReason }] },
    ]);
    // The head who returned it has done a task of it, and his unit has no part in it any more.
    expect([await desk.read('cuongpv', id), await desk.read('tuanda', id)]).toEqual([200, 403]);
  });

  it('is returned by the head, not by one of his people to whom he has passed the work on', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    const { id: taskId } = await desk.taskOf('cuongpv', id, 'handling');
    expect((await api.post('cuongpv', `tasks/${taskId}/assign`, { assignee: 'tuanda' })).status).toBe(204);
    const returned = { variables: { response: 'return', returnReason: 'Quá nhiều việc.' } };
    expect(await api.post('tuanda', `tasks/${taskId}/complete`, returned)).toMatchObject({ status: 403, body: { code: 'documents.return-forbidden' } });
    await desk.complete('tuanda', id, 'handling', { response: 'accept', result: 'Đã báo cáo.' });
  });

  it('is taken back by whoever gave it while nobody has opened his work, and given anew', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', information: ['TDC'], dueAt: desk.inDays(5) });
    expect(await desk.recall('hangltm', id)).toMatchObject({ status: 403, body: { code: 'documents.instruction-forbidden' } });
    const twice = await Promise.all([desk.recall('baotq', id), desk.recall('baotq', id)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(twice.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'documents.not-instructed' });

    expect(await desk.document(id)).toMatchObject({ status: 'registered', instruction: null, leadUnit: null });
    expect([await desk.tasksOf('cuongpv', id), await desk.tasksOf('khanhvd', id)]).toEqual([[], []]);
    expect([await desk.read('cuongpv', id), await desk.read('khanhvd', id)]).toEqual([403, 403]);
    expect(await desk.noticesOf('cuongpv', id)).toEqual(['Đơn vị không phải làm gì theo bút phê ấy nữa. Lý do: Giao nhầm đơn vị.']);
    const task = await desk.taskOf('baotq', id, 'instruction');
    expect((await api.get('baotq', `tasks/${task.id}/form`)).body.data).toMatchObject({ leadUnit: null, instruction: null });
    await desk.complete('baotq', id, 'instruction', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    const handling = await desk.taskOf('khanhvd', id, 'handling');
    // The date of the instruction that was taken back is gone with it.
    expect((await api.get('khanhvd', `tasks/${handling.id}`)).body.dueAt).toBe((await desk.document(id)).dueAt);
    expect(await desk.history(id)).toMatchObject([
      { cause: 'given', changes: null },
      { recalledBy: 'baotq', recallReason: 'Giao nhầm đơn vị.', current: false },
    ]);
  });

  it('is not taken back once a unit has opened its work, and the leader hears who it was and when', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', information: ['TDC'] });
    const reading = await desk.taskOf('khanhvd', id, 'acknowledgement');
    expect((await api.post('khanhvd', `tasks/${reading.id}/opening`)).status).toBeLessThan(300);
    const refused = await desk.recall('baotq', id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'documents.instruction-opened', title: expect.any(String) } });
    expect(refused.body.findings).toMatchObject([{ code: 'work-opened', where: 'Đọc để biết', what: expect.stringMatching(/Vũ Đình Khánh at \d{4}/) }]);
    await desk.taskOf('cuongpv', id, 'handling');
  });

  it('is either taken back or opened where both come at once', async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => desk.instructed({ leadUnit: 'QLCN' })));
    for (const id of ids) {
      const { id: taskId } = await desk.taskOf('cuongpv', id, 'handling');
      const [opened, recalled] = await Promise.all([api.post('cuongpv', `tasks/${taskId}/opening`), desk.recall('baotq', id)]);
      expect([opened.status < 300, recalled.status === 204].filter(Boolean)).toHaveLength(1);
      expect((await desk.tasksOf('cuongpv', id)).length).toBe(recalled.status === 204 ? 0 : 1);
    }
  });

  it('is read by units for information, and everybody sees which of them have', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN', information: ['TDC', 'TCCB'] });
    await desk.complete('khanhvd', id, 'acknowledgement', { note: 'Đã phổ biến.' });
    const receipts = async (query = '') => (await api.get('cuongpv', `incoming-documents/${id}/read-receipts${query}`)).body.items;
    await eventually(async () => (await receipts('?unread=true')).length === 1);
    expect(await receipts()).toMatchObject([
      { unit: 'TDC', readBy: 'khanhvd', readByName: 'Vũ Đình Khánh', readAt: expect.any(String), note: 'Đã phổ biến.' },
      { unit: 'TCCB', readBy: null, readAt: null },
    ]);
    expect((await desk.document(id)).instruction.units).toMatchObject([{ role: 'lead' }, { unit: 'TDC', readBy: 'khanhvd' }, { unit: 'TCCB', readAt: null }]);
    expect((await api.get('oanhhtk', `incoming-documents/${id}/read-receipts`)).status).toBe(403);
    // Taken out and sent the document again, the unit has to read it again.
    expect(await desk.change('baotq', id, order('QLCN', { TCCB: 'for-information' }))).toMatchObject({ status: 200 });
    expect(await desk.change('baotq', id, order('QLCN', { TCCB: 'for-information', TDC: 'for-information' }))).toMatchObject({ status: 200 });
    expect((await receipts('?unread=true')).map(({ unit }: { unit: string }) => unit)).toEqual(['TDC', 'TCCB']);
  });

  it('is neither changed nor taken back where the content is locked, the case suspended, or all is done', async () => {
    const id = await desk.instructed({ leadUnit: 'QLCN' });
    const { instanceId } = await desk.document(id);
    expect(await api.post('tungmt', `process-instances/${instanceId}/suspend`, { timers: 'keep-due', reason: 'Kiểm tra' })).toMatchObject({ status: 200 });
    expect(await desk.change('baotq', id, order('TDC'))).toMatchObject({ status: 409, body: { code: 'runtime.instance-suspended' } });
    await api.post('tungmt', `process-instances/${instanceId}/resume`, {});
    await desk.complete('cuongpv', id, 'handling', { result: 'Đã báo cáo.' });
    await eventually(async () => (await desk.document(id)).status === 'closed');
    expect(await desk.change('baotq', id, order('TDC'))).toMatchObject({ status: 409, body: { code: 'documents.handling-ended' } });
    expect(await desk.recall('baotq', id)).toMatchObject({ status: 409, body: { code: 'documents.handling-ended' } });

    const locked = await desk.instructed({ leadUnit: 'QLCN' });
    expect(await api.post('anhdtl', 'secret-spills', { documentId: locked })).toMatchObject({ status: 201 });
    expect([(await desk.change('baotq', locked, order('TDC'))).status, (await desk.recall('baotq', locked)).status]).toEqual([423, 423]);
  });
});
