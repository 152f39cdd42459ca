import { eventually } from '../../support/eventually.js';
import { type Answer, type ApiUnderTest, startApi } from './api-under-test.js';

const DAY_MS = 86_400_000;

interface TaskLine {
  readonly id: string;
  readonly formKey: string;
  readonly businessKey: string;
}

describe('an instruction', () => {
  let api: ApiUnderTest;
  let letters = 0;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const inDays = (days: number) => new Date(Math.floor(api.clock.now().getTime() / 1000) * 1000 + days * DAY_MS).toISOString();

  /** A document on paper, with the instruction of the director copied by the clerk. Gives its id. */
  async function instructed(instruction: object, differently: object = {}) {
    letters += 1;
    const { body, status } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh Bình Định',
      documentNumber: `${letters}/UBND-KSTT`,
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: `V/v báo cáo lần ${letters}`,
      medium: 'paper',
      replyRequired: false,
      dueAt: inDays(20),
      instruction: { coordinating: [], information: [], content: 'Giao xử lý.', instructedBy: 'baotq', ...instruction },
      ...differently,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    const id: string = body.id;
    await eventually(async () => (await document(id)).instruction !== null);
    return id;
  }

  const document = async (id: string) => (await api.get('baotq', `incoming-documents/${id}`)).body;
  const tasksOf = async (login: string, id: string): Promise<TaskLine[]> => {
    const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
    return lists.flatMap(({ body }) => body.items as TaskLine[]).filter(({ businessKey }) => businessKey === id);
  };
  const taskOf = (login: string, id: string, form: string) =>
    eventually(async () => (await tasksOf(login, id)).find(({ formKey }) => formKey === form));
  const complete = async (login: string, id: string, form: string, variables: object) => {
    const task = await taskOf(login, id, form);
    expect(await api.post(login, `tasks/${task.id}/complete`, { variables })).toMatchObject({ status: 204 });
  };
  const change = async (login: string, id: string, body: object): Promise<Answer> => {
    const url = `/api/v1/incoming-documents/${id}/instruction`;
    const response = await api.app.inject({ method: 'PUT', url, headers: await api.as(login), payload: body });
    return { status: response.statusCode, body: JSON.parse(response.body) };
  };
  const order = (lead: string, units: Record<string, string> = {}, differently: object = {}) => ({
    units: [{ unit: lead, role: 'lead' }, ...Object.entries(units).map(([unit, role]) => ({ unit, role }))],
    content: 'Giao theo bút phê mới.',
    reason: 'Phân công lại.',
    ...differently,
  });
  const recall = (login: string, id: string) => api.post(login, `incoming-documents/${id}/instruction/recall`, { reason: 'Giao nhầm đơn vị.' });
  const read = async (login: string, id: string) => (await api.get(login, `incoming-documents/${id}`)).status;
  const noticesOf = async (login: string, id: string) => {
    const instance = (await document(id)).instanceId as string;
    const { body } = await api.get(login, 'notifications?limit=200');
    return body.items.filter((item: { instanceId: string }) => item.instanceId === instance).map(({ body: text }: { body: string }) => text);
  };
  const history = async (id: string) => (await api.get('baotq', `incoming-documents/${id}/instructions`)).body.items;

  it('is changed while its document is dealt with: branches open and close, and the trace says who, when, why and what', async () => {
    const id = await instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'], information: ['TDC'] }, { replyRequired: true });
    await complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await complete('oanhhtk', id, 'contribution', { contribution: 'Nhất trí.' });
    await eventually(async () => (await document(id)).obligation.contributions.length === 1);

    const changed = order('QLCN', { VP: 'coordinating', TCCB: 'for-information' });
    expect(await change('hangltm', id, changed)).toMatchObject({ status: 200 });
    await taskOf('anhdtl', id, 'contribution');
    await taskOf('vinhtq', id, 'acknowledgement');
    expect(await tasksOf('khanhvd', id)).toEqual([]);
    // The drafter is not disturbed, and reads the new wording.
    const drafting = await taskOf('tuanda', id, 'draft');
    expect((await api.get('tuanda', `tasks/${drafting.id}`)).body.variables).toMatchObject({ instruction: 'Giao theo bút phê mới.' });
    // Whoever contributed reads on; whoever was only to be told does not.
    expect([await read('oanhhtk', id), await read('khanhvd', id), await read('vinhtq', id)]).toEqual([200, 403, 200]);
    expect(await noticesOf('khanhvd', id)).toEqual(['Đơn vị TDC thôi nhận để biết. Lý do: Phân công lại.']);
    expect(await noticesOf('dungnh', id)).toEqual(['Đơn vị VP được giao phối hợp. Lý do: Phân công lại.']);

    const [latest, first] = await history(id);
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
    const id = await instructed({ leadUnit: 'QLCN', information: ['TDC'] });
    const both = await Promise.all([
      change('baotq', id, order('QLCN', { TDC: 'for-information', TCCB: 'for-information' })),
      change('hangltm', id, order('QLCN', { TDC: 'for-information', QLKH: 'for-information' })),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const [latest, before] = await history(id);
    const left = before.units.find(({ unit }: { unit: string }) => !['QLCN', 'TDC'].includes(unit)).unit;
    expect(latest.changes.removed).toEqual([{ unit: left, role: 'for-information' }]);
    const open = await Promise.all([tasksOf('vinhtq', id), tasksOf('oanhhtk', id)]);
    expect(open.flat()).toHaveLength(1);
  });

  it('gives the work to another lead unit; the draft of the one before stays with its writer and answers nothing', async () => {
    const id = await instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] }, { replyRequired: true });
    const { dueAt } = (await document(id)).obligation;
    await complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await complete('oanhhtk', id, 'contribution', { contribution: 'Nhất trí.' });
    await complete('tuanda', id, 'draft', { documentType: 'BC', draftSubject: 'Báo cáo', draftBody: 'Kính gửi…', result: 'Đã rà soát.' });
    await taskOf('cuongpv', id, 'approval');
    const [draft] = (await document(id)).obligation.answers;
    expect(draft).toMatchObject({ status: 'draft' });

    expect(await change('baotq', id, order('TDC', { QLKH: 'coordinating', QLCN: 'coordinating' }))).toMatchObject({ status: 200 });
    await taskOf('khanhvd', id, 'assignment');
    expect(await document(id)).toMatchObject({ leadUnit: 'TDC', obligation: { status: 'open', dueAt, answers: [] } });
    expect((await api.get('tuanda', `outgoing-documents/${draft.id}`)).status).toBe(200);
    expect((await api.get('khanhvd', `outgoing-documents/${draft.id}`)).status).toBe(403);
    expect((await tasksOf('cuongpv', id))).toEqual([]);
    const [deadline] = await api.office.database.query('select unit_code, due_at from deadline where subject_id = $1', [(await document(id)).obligation.id]);
    expect(deadline).toEqual({ unit_code: 'TDC', due_at: dueAt });
    // Who has contributed is not asked again; who led before is.
    await complete('khanhvd', id, 'assignment', { drafter: 'cuongpv1' });
    await taskOf('maint', id, 'contribution');
    expect((await tasksOf('phucdx', id))).toEqual([]);
  });

  it('asks a unit that is added before the head assigns at once, and one that is taken out by then never', async () => {
    const id = await instructed({ leadUnit: 'QLCN', coordinating: ['QLKH', 'TDC'] }, { replyRequired: true });
    await taskOf('cuongpv', id, 'assignment');
    expect(await change('baotq', id, order('QLCN', { QLKH: 'coordinating', VP: 'coordinating' }))).toMatchObject({ status: 200 });
    expect(await tasksOf('tramvn', id)).toMatchObject([{ formKey: 'contribution' }]);
    await complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    await taskOf('oanhhtk', id, 'contribution');
    expect([await tasksOf('cuongpv1', id), await tasksOf('tramvn', id)]).toMatchObject([[], [{ formKey: 'contribution' }]]);
  });

  it('has a date for each unit, which its task has too; that of the lead unit changes by the acts of deadlines', async () => {
    const id = await instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'], information: ['TDC'] }, { replyRequired: true });
    await complete('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    const [soon, later] = [inDays(2), inDays(3)];
    const units = [
      { unit: 'QLCN', role: 'lead' },
      { unit: 'QLKH', role: 'coordinating', dueAt: soon },
      { unit: 'TDC', role: 'for-information', dueAt: later },
    ];
    expect(await change('baotq', id, order('QLCN', {}, { units }))).toMatchObject({ status: 200 });
    const contributing = await taskOf('oanhhtk', id, 'contribution');
    const reading = await taskOf('khanhvd', id, 'acknowledgement');
    expect((await api.get('oanhhtk', `tasks/${contributing.id}`)).body.dueAt).toBe(soon);
    expect((await api.get('khanhvd', `tasks/${reading.id}`)).body.dueAt).toBe(later);
    expect((await history(id))[0].changes.redated).toMatchObject([
      { unit: 'QLKH', after: soon },
      { unit: 'TDC', before: null, after: later },
    ]);
    const [lead, ...others] = units;
    expect(await change('baotq', id, order('QLCN', {}, { units: [{ ...lead, dueAt: inDays(30) }, ...others] }))).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'lead-due-by-act', where: 'units[0].dueAt', title: expect.any(String) }] },
    });
  });

  it('is refused with every fault at once, and nothing is changed', async () => {
    const id = await instructed({ leadUnit: 'QLCN', coordinating: ['QLKH'] });
    const refused = async (units: object[], differently: object = {}) => {
      const { status, body } = await change('baotq', id, { ...order('QLCN'), units, ...differently });
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
    expect(await refused([lead, dated(inDays(21), 'coordinating')])).toEqual([422, ['coordination-after-lead']]);
    expect(await refused([lead, { unit: 'QLKH', role: 'coordinating' }], { content: 'Giao xử lý.' })).toEqual([422, ['instruction-unchanged']]);
    expect(await refused([lead], { reason: ' ' })).toMatchObject([400, {}]);
    expect(await refused([lead], { content: 'TUYỆT MẬT' })).toMatchObject([409, {}]);
    expect(await history(id)).toHaveLength(1);
  });

  it('is changed by leaders, and by the chief of office as a leader has decided, and by nobody else', async () => {
    const id = await instructed({ leadUnit: 'QLCN' });
    const changed = order('TDC');
    for (const login of ['cuongpv', 'anhdtl', 'dungnh']) {
      expect(await change(login, id, changed)).toMatchObject({ status: 403, body: { code: 'documents.instruction-forbidden' } });
    }
    expect(await change('dungnh', id, { ...changed, approvedBy: 'cuongpv' })).toMatchObject({ status: 422, body: { findings: [{ code: 'instructed-by-no-leader' }] } });
    expect(await change('dungnh', id, { ...changed, approvedBy: 'thinhpd' })).toMatchObject({ status: 200 });
    expect((await history(id))[0]).toMatchObject({ instructedBy: 'thinhpd', recordedBy: 'dungnh' });
  });

  it('is returned by its lead unit with a reason, and given again', async () => {
    const id = await instructed({ leadUnit: 'QLCN' }, { replyRequired: true });
    const returnReason = 'Không thuộc chức năng của phòng.';
    await complete('cuongpv', id, 'assignment', { response: 'return', returnReason });
    const again = await taskOf('hangltm', id, 'reinstruction');
    expect((await api.get('hangltm', `tasks/${again.id}/form`)).body.data).toMatchObject({ returnReason, leadUnit: 'QLCN' });
    await complete('hangltm', id, 'reinstruction', { leadUnit: 'TDC', instruction: 'Giao TDC trả lời.' });
    await taskOf('khanhvd', id, 'assignment');
    expect(await history(id)).toMatchObject([
      { cause: 'returned', instructedBy: 'hangltm', reason: returnReason, changes: { lead: { before: 'QLCN', after: 'TDC' } } },
      { cause: 'given', returns: [{ unit: 'QLCN', returnedBy: 'cuongpv', reason: returnReason }] },
    ]);
    // The head who returned it has done a task of it, and his unit has no part in it any more.
    expect([await read('cuongpv', id), await read('tuanda', id)]).toEqual([200, 403]);
  });

  it('is returned by the head, not by one of his people to whom he has passed the work on', async () => {
    const id = await instructed({ leadUnit: 'QLCN' });
    const { id: taskId } = await taskOf('cuongpv', id, 'handling');
    expect((await api.post('cuongpv', `tasks/${taskId}/assign`, { assignee: 'tuanda' })).status).toBe(204);
    const returned = { variables: { response: 'return', returnReason: 'Quá nhiều việc.' } };
    expect(await api.post('tuanda', `tasks/${taskId}/complete`, returned)).toMatchObject({ status: 403, body: { code: 'documents.return-forbidden' } });
    await complete('tuanda', id, 'handling', { response: 'accept', result: 'Đã báo cáo.' });
  });

  it('is taken back by whoever gave it while nobody has opened his work, and given anew', async () => {
    const id = await instructed({ leadUnit: 'QLCN', information: ['TDC'], dueAt: inDays(5) });
    expect(await recall('hangltm', id)).toMatchObject({ status: 403, body: { code: 'documents.instruction-forbidden' } });
    const twice = await Promise.all([recall('baotq', id), recall('baotq', id)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(twice.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'documents.not-instructed' });

    expect(await document(id)).toMatchObject({ status: 'registered', instruction: null, leadUnit: null });
    expect([await tasksOf('cuongpv', id), await tasksOf('khanhvd', id)]).toEqual([[], []]);
    expect([await read('cuongpv', id), await read('khanhvd', id)]).toEqual([403, 403]);
    expect(await noticesOf('cuongpv', id)).toEqual(['Đơn vị không phải làm gì theo bút phê ấy nữa. Lý do: Giao nhầm đơn vị.']);
    const task = await taskOf('baotq', id, 'instruction');
    expect((await api.get('baotq', `tasks/${task.id}/form`)).body.data).toMatchObject({ leadUnit: null, instruction: null });
    await complete('baotq', id, 'instruction', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    const handling = await taskOf('khanhvd', id, 'handling');
    // The date of the instruction that was taken back is gone with it.
    expect((await api.get('khanhvd', `tasks/${handling.id}`)).body.dueAt).toBe((await document(id)).dueAt);
    expect(await history(id)).toMatchObject([
      { cause: 'given', changes: null },
      { recalledBy: 'baotq', recallReason: 'Giao nhầm đơn vị.', current: false },
    ]);
  });

  it('is not taken back once a unit has opened its work, and the leader hears who it was and when', async () => {
    const id = await instructed({ leadUnit: 'QLCN', information: ['TDC'] });
    const reading = await taskOf('khanhvd', id, 'acknowledgement');
    expect((await api.post('khanhvd', `tasks/${reading.id}/opening`)).status).toBeLessThan(300);
    const refused = await recall('baotq', id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'documents.instruction-opened', title: expect.any(String) } });
    expect(refused.body.findings).toMatchObject([{ code: 'work-opened', where: 'Đọc để biết', what: expect.stringMatching(/Vũ Đình Khánh at \d{4}/) }]);
    await taskOf('cuongpv', id, 'handling');
  });

  it('is either taken back or opened where both come at once', async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => instructed({ leadUnit: 'QLCN' })));
    for (const id of ids) {
      const { id: taskId } = await taskOf('cuongpv', id, 'handling');
      const [opened, recalled] = await Promise.all([api.post('cuongpv', `tasks/${taskId}/opening`), recall('baotq', id)]);
      expect([opened.status < 300, recalled.status === 204].filter(Boolean)).toHaveLength(1);
      expect((await tasksOf('cuongpv', id)).length).toBe(recalled.status === 204 ? 0 : 1);
    }
  });

  it('is read by units for information, and everybody sees which of them have', async () => {
    const id = await instructed({ leadUnit: 'QLCN', information: ['TDC', 'TCCB'] });
    await complete('khanhvd', id, 'acknowledgement', { note: 'Đã phổ biến.' });
    const receipts = async (query = '') => (await api.get('cuongpv', `incoming-documents/${id}/read-receipts${query}`)).body.items;
    await eventually(async () => (await receipts('?unread=true')).length === 1);
    expect(await receipts()).toMatchObject([
      { unit: 'TDC', readBy: 'khanhvd', readByName: 'Vũ Đình Khánh', readAt: expect.any(String), note: 'Đã phổ biến.' },
      { unit: 'TCCB', readBy: null, readAt: null },
    ]);
    expect((await document(id)).instruction.units).toMatchObject([{ role: 'lead' }, { unit: 'TDC', readBy: 'khanhvd' }, { unit: 'TCCB', readAt: null }]);
    expect((await api.get('oanhhtk', `incoming-documents/${id}/read-receipts`)).status).toBe(403);
    // Taken out and sent the document again, the unit has to read it again.
    expect(await change('baotq', id, order('QLCN', { TCCB: 'for-information' }))).toMatchObject({ status: 200 });
    expect(await change('baotq', id, order('QLCN', { TCCB: 'for-information', TDC: 'for-information' }))).toMatchObject({ status: 200 });
    expect((await receipts('?unread=true')).map(({ unit }: { unit: string }) => unit)).toEqual(['TDC', 'TCCB']);
  });

  it('is neither changed nor taken back where the content is locked, the case suspended, or all is done', async () => {
    const id = await instructed({ leadUnit: 'QLCN' });
    const { instanceId } = await document(id);
    expect(await api.post('tungmt', `process-instances/${instanceId}/suspend`, { timers: 'keep-due', reason: 'Kiểm tra' })).toMatchObject({ status: 200 });
    expect(await change('baotq', id, order('TDC'))).toMatchObject({ status: 409, body: { code: 'runtime.instance-suspended' } });
    await api.post('tungmt', `process-instances/${instanceId}/resume`, {});
    await complete('cuongpv', id, 'handling', { result: 'Đã báo cáo.' });
    await eventually(async () => (await document(id)).status === 'closed');
    expect(await change('baotq', id, order('TDC'))).toMatchObject({ status: 409, body: { code: 'documents.handling-ended' } });
    expect(await recall('baotq', id)).toMatchObject({ status: 409, body: { code: 'documents.handling-ended' } });

    const locked = await instructed({ leadUnit: 'QLCN' });
    expect(await api.post('anhdtl', 'secret-spills', { documentId: locked })).toMatchObject({ status: 201 });
    expect([(await change('baotq', locked, order('TDC'))).status, (await recall('baotq', locked)).status]).toEqual([423, 423]);
  });
});
