import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const outage = {
  kind: 'outage',
  severity: 'high',
  title: 'Không vào được văn phòng điện tử',
  description: 'Báo lỗi 502 từ 7 giờ 30.',
  systems: ['Văn phòng điện tử'],
};

describe('incidents', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  }, 120_000);
  afterAll(() => api.close());

  const report = (login: string, differently: object = {}) => api.post(login, 'incidents', { ...outage, ...differently });
  const until = (login: string, id: string, status: string) =>
    eventually(async () => {
      const { body } = await api.get(login, `incidents/${id}`);
      return body.status === status && body;
    });
  const upload = async (login: string, text: string) => {
    const form = new FormData();
    form.set('file', new Blob([text], { type: 'text/plain' }), 'man-hinh.txt');
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
    return ((await response.json()) as { id: string }).id;
  };

  /** Completes the task of an incident that waits for somebody, through its form. */
  async function complete(login: string, instanceId: string, variables: object): Promise<{ status: number; findings: unknown }> {
    const task = await eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
    const { status, body } = await api.post(login, `tasks/${task.id}/complete`, { variables });
    return { status, findings: body?.findings };
  }

  it('go from head to IT through their forms, are fixed, opened again, confirmed, and a grave one is learnt from', async () => {
    const attachmentId = await upload('tuanda', 'Ảnh màn hình lỗi 502');
    const { status, body: given } = await report('tuanda', { attachmentIds: [attachmentId] });
    expect([status, given]).toEqual([201, { id: expect.any(String), label: expect.stringMatching(/^SC-\d+$/), instanceId: expect.any(String), spillId: null }]);
    const { instanceId } = given;
    expect((await complete('cuongpv', instanceId, {})).status).toBe(422);
    for (const note of [undefined, ' ']) {
      expect(await complete('cuongpv', instanceId, { hopDecision: 'not-incident', note })).toMatchObject({ status: 422, findings: [{ where: 'note' }] });
    }
    expect((await complete('cuongpv', instanceId, { hopDecision: 'pass-on', note: 'Cả phòng đều lỗi.' })).status).toBe(204);
    expect((await complete('sonlt', instanceId, { hopDecision: 'handle' })).status).toBe(204);
    expect(await until('tuanda', given.id, 'handling')).toMatchObject({ ...outage, kindName: 'Hệ thống không dùng được', handlerName: 'Lương Thế Sơn', unit: 'QLCN' });
    expect(await complete('sonlt', instanceId, { fixDecision: 'fixed' })).toMatchObject({ status: 422 });
    expect((await complete('sonlt', instanceId, { fixDecision: 'fixed', fixText: 'Đã khởi động lại.' })).status).toBe(204);
    expect((await complete('tuanda', instanceId, { confirmation: 'reopen' })).status).toBe(422);
    expect((await complete('tuanda', instanceId, { confirmation: 'reopen', reopenReason: 'Vẫn lỗi.' })).status).toBe(204);
    expect((await complete('sonlt', instanceId, { fixDecision: 'fixed', fixText: 'Đã thay máy chủ.' })).status).toBe(204);
    expect((await complete('tuanda', instanceId, { confirmation: 'works' })).status).toBe(204);
    await until('tuanda', given.id, 'closed');
    expect((await complete('namcn', instanceId, { cause: 'Ổ cứng.', lesson: 'Theo dõi.' })).status).toBe(204);
    await eventually(async () => (await api.get('tuanda', `incidents/${given.id}`)).body.afterAction !== null);
    const { body: progress } = await api.get('tuanda', `incidents/${given.id}/progress`);
    expect(progress.hops).toMatchObject([
      { name: 'trưởng đơn vị', asked: ['cuongpv'], outcome: 'passed-on', endedBy: 'cuongpv' },
      { name: 'bộ phận công nghệ thông tin', asked: expect.arrayContaining(['sonlt', 'namcn']), outcome: 'taken', endedBy: 'sonlt' },
    ]);
    expect(progress.events.map(({ kind }: { kind: string }) => kind)).toEqual([
      'reported', 'asked', 'asked', 'taken', 'fixed', 'reopened', 'fixed', 'confirmed', 'noted',
    ]);
    // The file is read by whoever reads the report, and by nobody else.
    expect(await api.get('sonlt', `attachments/${attachmentId}`)).toMatchObject({ status: 200 });
    expect(await api.get('oanhhtk', `attachments/${attachmentId}`)).toMatchObject({ status: 404 });
    expect(await api.get('oanhhtk', `incidents/${given.id}`)).toMatchObject({ status: 403, body: { code: 'incidents.forbidden' } });
    expect((await api.get('baotq', 'incidents?scope=all')).body.items).toEqual([]);
    expect((await api.get('cuongpv', 'incidents?scope=unit')).body.items).toMatchObject([{ id: given.id, label: given.label }]);
  });

  it('whose password was exposed have their account closed at once, everywhere', async () => {
    await api.get('maint', 'incidents');
    const { body: given } = await report('maint', { kind: 'password-exposure', exposedLogin: 'maint', title: 'Lộ mật khẩu', description: 'Gõ nhầm vào trang giả.' });
    await eventually(async () => (await api.get('maint', 'incidents')).status === 401);
    const refused = await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login: 'maint', password: 'Congvan@2026' } });
    expect(refused.statusCode).toBe(401);
    const progress = () => api.get('cuongpv', `incidents/${given.id}/progress`);
    expect((await progress()).body.hops).toMatchObject([{ name: 'bộ phận công nghệ thông tin' }]);
    expect((await progress()).body.events).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'locked', text: 'maint' })]));
    expect(await report('tuanda', { kind: 'password-exposure', exposedLogin: 'oanhhtk' })).toMatchObject({
      status: 422,
      body: { code: 'incidents.refused', findings: [{ where: 'exposedLogin', code: 'incident-account-foreign' }] },
    });
  });

  it('of malware are isolated by IT at once, while the head is asked', async () => {
    const { body: given } = await report('phucdx', { kind: 'malware', title: 'Máy tự gửi thư' });
    const open = await eventually(async () => {
      const { body } = await api.get('namcn', 'tasks?scope=group&limit=200');
      return body.items.find((item: { instanceId: string }) => item.instanceId === given.instanceId);
    });
    expect(open).toMatchObject({ name: 'Cách ly máy nhiễm' });
    const told = (await api.get('oanhhtk', 'notifications')).body.items.map(({ title }: { title: string }) => title);
    expect(told).toContain(`Nghi có mã độc: ${given.label}`);
    expect((await complete('namcn', given.instanceId, { isolation: 'Đã rút dây mạng.' })).status).toBe(204);
    await eventually(async () => (await api.get('phucdx', `incidents/${given.id}/progress`)).body.events.some(({ kind }: { kind: string }) => kind === 'isolated'));
  });

  it('of a secret in the system lock it, begin its procedure and hold no word of it', async () => {
    const letter = { senderAgency: 'Sở Nội vụ', documentDate: '2026-01-05', documentType: 'Công văn', subject: 'V/v một việc', replyRequired: false };
    const { body: document } = await api.post('anhdtl', 'incoming-documents', letter);
    const secret = { kind: 'secret-content', title: undefined, description: undefined, secretIn: { documentId: document.id } };
    expect(await report('oanhhtk', secret)).toMatchObject({ status: 403 });
    expect(await report('anhdtl', { ...secret, description: 'Nói về việc ấy.' })).toMatchObject({ status: 422, body: { findings: [{ code: 'incident-secret-told' }] } });
    const { status, body: given } = await report('anhdtl', secret);
    expect([status, given.spillId]).toEqual([201, expect.any(String)]);
    expect(await until('anhdtl', given.id, 'handed-over')).toMatchObject({ title: 'Nghi lộ bí mật nhà nước', description: null, spillId: given.spillId });
    expect((await api.get('dungnh', `secret-spills/${given.spillId}`)).body).toMatchObject({ status: 'locked' });
    expect((await api.get('anhdtl', `incoming-documents/${document.id}`)).body.subject).toContain('đã khóa');
  });

  it('are not told in words that may be a secret, by text or by file', async () => {
    const stopped = { status: 409, body: { code: 'documents.must-not-enter-suspected' } };
    expect(await report('tuanda', { description: 'TUYỆT MẬT: kế hoạch' })).toMatchObject(stopped);
    const attachmentId = await upload('tuanda', 'Trang bìa\nTỐI MẬT\n');
    await eventually(async () => (await api.office.database.query(`select from attachment where id = $1 and text_state = 'done'`, [attachmentId]))[0]);
    expect(await report('tuanda', { attachmentIds: [attachmentId] })).toMatchObject(stopped);
  });

  it('whose file turns out to be a secret have it asked about, and locked by the procedure for secrets', async () => {
    const contentFor = async (login: string, id: string) => (await fetch(`${api.address}/api/v1/attachments/${id}/content`, { headers: await api.as(login) })).status;
    const attachmentId = await upload('tuanda', 'Ảnh màn hình');
    const { body: given } = await report('tuanda', { attachmentIds: [attachmentId] });
    // As though its text had been read out only now.
    const late = `update attachment set text = $2, text_state = 'done', gate_checked_at = null where id = $1`;
    await api.office.database.query(late, [attachmentId, 'Trang bìa\nTỐI MẬT\n']);
    const question = await eventually(async () =>
      (await api.get('anhdtl', 'gate-questions')).body.items.find((asked: { attachmentId: string }) => asked.attachmentId === attachmentId),
    );
    expect([await contentFor('anhdtl', attachmentId), await contentFor('cuongpv', attachmentId)]).toEqual([200, 423]);
    const { body: answered } = await api.post('anhdtl', `gate-questions/${question.id}/answer`, { answer: 'spill' });
    expect(await contentFor('tuanda', attachmentId)).toBe(423);
    expect((await api.get('dungnh', `secret-spills/${answered.spillId}`)).body).toMatchObject({ label: `một tệp của sự cố ${given.label}`, status: 'locked' });
  });

  it('of one trouble are made one by IT, taken over when whoever handles it leaves, and taken back by whoever reported', async () => {
    const [one, other, lesser] = [(await report('oanhhtk')).body, (await report('minhtc')).body, (await report('phucdx', { severity: 'low' })).body];
    for (const { instanceId } of [one, other, lesser]) await complete('ngocdtb', instanceId, { hopDecision: 'pass-on' });
    await eventually(async () => {
      const { items } = (await api.get('sonlt', 'incidents?scope=asked&status=reported')).body;
      return [one, other, lesser].every(({ id }) => items.some((item: { id: string }) => item.id === id));
    });
    expect(await api.post('ngocdtb', `incidents/${other.id}/merge`, { into: one.id, reason: 'Cùng lỗi.' })).toMatchObject({ status: 403 });
    const graver = await api.post('sonlt', `incidents/${other.id}/merge`, { into: lesser.id, reason: 'Cùng lỗi.' });
    expect([graver.status, graver.body.findings[0].code]).toEqual([422, 'incident-graver']);
    expect(await api.post('sonlt', `incidents/${lesser.id}/merge`, { into: one.id, reason: 'Cùng lỗi.' })).toMatchObject({ status: 204 });
    expect(await api.post('sonlt', `incidents/${other.id}/merge`, { into: one.id, reason: 'Cùng lỗi.' })).toMatchObject({ status: 204 });
    expect((await api.get('minhtc', `incidents/${other.id}/progress`)).body).toMatchObject({ label: one.label });
    await complete('sonlt', one.instanceId, { hopDecision: 'handle' });
    await until('oanhhtk', one.id, 'handling');
    expect(await api.post('namcn', `incidents/${one.id}/takeover`, { reason: 'Đồng chí Sơn đi công tác.' })).toMatchObject({ status: 204 });
    expect((await complete('namcn', one.instanceId, { fixDecision: 'climb', note: 'Cần lãnh đạo.' })).status).toBe(204);
    await complete('baotq', one.instanceId, { hopDecision: 'handle' });
    await until('oanhhtk', one.id, 'handling');
    expect(await api.post('oanhhtk', `incidents/${one.id}/withdrawal`, { reason: 'Đã vào được.' })).toMatchObject({ status: 204 });
    expect((await api.get('oanhhtk', `incidents/${one.id}`)).body).toMatchObject({ status: 'withdrawn', parts: [other.label, lesser.label] });
    const byHand = await api.post('tungmt', 'messages', { message: 'incident.taken-over', correlationKey: one.id, variables: { handler: 'tungmt' } });
    expect(byHand).toMatchObject({ status: 403, body: { code: 'incidents.office-message' } });
    const saveKind = async (login: string) =>
      (await api.app.inject({ method: 'PUT', url: '/api/v1/incidents/kinds/printer', headers: await api.as(login), payload: { name: 'Máy in' } })).statusCode;
    expect([await saveKind('oanhhtk'), await saveKind('namcn')]).toEqual([403, 204]);
    expect((await api.get('oanhhtk', 'incidents/kinds')).body.items).toContainEqual({ code: 'malware', name: 'Mã độc, thư có mã độc' });
  });

  it('that turn out to be an exposed password are corrected by whoever is asked, which closes the account at once', async () => {
    const { body: given } = await report('tuanda', { title: 'Trang lạ hỏi mật khẩu' });
    const correct = (login: string, changes: object) => api.post(login, `incidents/${given.id}/correction`, { reason: 'Đã gõ mật khẩu vào trang giả.', ...changes });
    await eventually(async () => (await api.get('cuongpv', 'incidents?scope=asked')).body.items.some(({ id }: { id: string }) => id === given.id));
    expect(await correct('oanhhtk', { severity: 'low' })).toMatchObject({ status: 403, body: { code: 'incidents.forbidden' } });
    expect(await correct('cuongpv', {})).toMatchObject({ status: 422, body: { findings: [{ code: 'incident-unchanged' }] } });
    expect(await correct('cuongpv', { kind: 'password-exposure' })).toMatchObject({ status: 422, body: { findings: [{ code: 'incident-exposure-unnamed' }] } });
    expect(await correct('cuongpv', { severity: 'low', reason: 'TUYỆT MẬT: kế hoạch' })).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    expect((await api.get('tuanda', 'incidents')).status).toBe(200);
    expect((await correct('cuongpv', { kind: 'password-exposure', exposedLogin: 'tuanda' })).status).toBe(204);
    expect((await api.get('tuanda', 'incidents')).status).toBe(401);
    expect((await api.get('cuongpv', `incidents/${given.id}`)).body).toMatchObject({ kind: 'password-exposure', exposedLogin: 'tuanda' });
    await eventually(async () => (await api.get('sonlt', 'incidents?scope=asked')).body.items.some(({ id }: { id: string }) => id === given.id));
    const byHand = await api.post('tungmt', 'messages', { message: 'incident.corrected', correlationKey: given.id, variables: { stillAsked: ['admin'] } });
    expect(byHand).toMatchObject({ status: 403, body: { code: 'incidents.office-message' } });
  });

  it('ask each of those whose reports were merged whether it works for him, without showing him what others wrote', async () => {
    const [one, other] = [(await report('oanhhtk', { description: 'Riêng của Oanh.' })).body, (await report('minhtc')).body];
    for (const { instanceId } of [one, other]) await complete('ngocdtb', instanceId, { hopDecision: 'pass-on' });
    await eventually(async () => (await api.post('sonlt', `incidents/${other.id}/merge`, { into: one.id, reason: 'Cùng lỗi.' })).status === 204);
    await complete('sonlt', one.instanceId, { hopDecision: 'handle' });
    expect((await complete('sonlt', one.instanceId, { fixDecision: 'fixed', fixText: 'Đã khởi động lại.' })).status).toBe(204);
    await until('oanhhtk', one.id, 'fixed');
    const mine = async () => (await api.get('minhtc', 'incidents')).body.items.find(({ id }: { id: string }) => id === other.id);
    expect(await mine()).toMatchObject({ status: 'merged', awaitsAnswer: true });
    const tasks = (await api.get('minhtc', 'tasks?scope=mine&limit=200')).body.items;
    expect(tasks.filter(({ instanceId }: { instanceId: string }) => instanceId === one.instanceId)).toEqual([]);
    const say = (login: string, id: string, said: object) => api.post(login, `incidents/${id}/confirmation`, said);
    expect(await say('oanhhtk', other.id, { answer: 'works' })).toMatchObject({ status: 403 });
    expect(await say('minhtc', other.id, { answer: 'reopen' })).toMatchObject({ status: 422, body: { findings: [{ code: 'incident-reason-missing' }] } });
    expect((await say('minhtc', other.id, { answer: 'reopen', reason: 'Máy tôi vẫn lỗi 502.' })).status).toBe(204);
    expect(await until('oanhhtk', one.id, 'handling')).toMatchObject({ handler: 'sonlt' });
    expect(await mine()).toMatchObject({ awaitsAnswer: false });
  });
});
