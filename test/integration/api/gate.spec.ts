import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('the gate', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  let letters = 0;
  const letter = (given: object = {}) => ({
    senderAgency: 'UBND tỉnh Bình Định',
    documentNumber: `${++letters}/UBND-VX`,
    documentDate: '2026-01-05',
    documentType: 'Công văn',
    subject: 'V/v báo cáo ứng dụng công nghệ thông tin',
    replyRequired: false,
    ...given,
  });
  const register = (given: object = {}) => api.post('anhdtl', 'incoming-documents', letter(given));
  const upload = async (login: string, name: string, text: string) => {
    const form = new FormData();
    form.set('file', new Blob([text], { type: 'text/plain' }), name);
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
    return ((await response.json()) as { id: string }).id;
  };
  const textIsRead = (id: string) =>
    eventually(async () => {
      const [file] = await api.office.database.query(`select from attachment where id = $1 and text_state = 'done'`, [id]);
      return file;
    });
  const contentFor = async (login: string, id: string) =>
    (await fetch(`${api.address}/api/v1/attachments/${id}/content`, { headers: await api.as(login) })).status;
  const stored = async () => {
    const [row] = await api.office.database.query<{ documents: number; cases: number; number: number }>(
      `select (select count(*)::int from incoming_document) as documents, (select count(*)::int from process_instance) as cases,
              coalesce((select sum(last_number)::int from document_book_year), 0) as number`,
    );
    return row;
  };

  it.each([
    ['a mark in the subject', { subject: '(Tối mật) Kế hoạch phòng thủ' }, 'subject', 'state-secret', 'Tối mật'],
    ['a secret document in the subject', { subject: 'Chuyển công văn mật của Bộ' }, 'subject', 'state-secret', 'hình như có dấu độ mật “Mật”'],
    ['a mark in the note', { note: 'Độ mật: Mật' }, 'note', 'state-secret', 'Mật'],
    ['a mark in the instruction on paper', { instruction: { leadUnit: 'QLCN', content: 'Tài liệu TUYỆT MẬT, xử lý kín', instructedBy: 'baotq' } }, 'instruction.content', 'state-secret', 'Tuyệt mật'],
    ['a mark behind the number', { documentNumber: '15/KH-BQP (MẬT)' }, 'documentNumber', 'state-secret', 'Mật'],
    ['a mark among the signer’s titles', { signerPosition: 'TUYỆT MẬT' }, 'signerPosition', 'state-secret', 'Tuyệt mật'],
    ['a mark among the recipients', { toPlaces: 'Như trên;\nTỐI MẬT' }, 'toPlaces', 'state-secret', 'Tối mật'],
    ['a mark in the reason', { lateReason: '(MẬT)' }, 'lateReason', 'state-secret', 'Mật'],
    ['a mark for a language', { language: 'MẬT' }, 'language', 'state-secret', 'Mật'],
    ['a complaint', { documentType: 'Đơn khiếu nại' }, 'subject', 'complaint', 'đơn khiếu nại'],
    ['a denunciation', { subject: 'Đơn tố cáo ông Nguyễn Văn Kín' }, 'subject', 'denunciation', 'đơn tố cáo'],
  ])('stops %s: nothing is stored, no number used, nothing quoted', async (_what, given, where, code, says) => {
    const before = await stored();
    const answer = await register(given);
    expect(answer).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected', findings: [{ where, code }] } });
    expect(answer.body.title).toContain('văn bản mật');
    expect(answer.body.findings[0].what).toContain(says);
    expect(JSON.stringify(answer.body)).not.toMatch(/phòng thủ|của Bộ|Kín/);
    expect(await stored()).toEqual(before);
  });

  it('lets in what a clerk has looked at, and keeps who said so and why', async () => {
    const suspicious = { subject: 'V/v quản lý tài liệu mật' };
    expect((await register({ ...suspicious, notSecretConfirmed: true })).status).toBe(409);
    expect((await register({ ...suspicious, confirmedReason: 'Chỉ là hướng dẫn' })).status).toBe(409);
    const answer = await register({ ...suspicious, notSecretConfirmed: true, confirmedReason: 'Chỉ là hướng dẫn' });
    expect(answer.status).toBe(201);
    const { body } = await api.get('tungmt', `audit-entries?subjectId=${answer.body.id}`);
    expect(body.items).toMatchObject([
      {
        actor: 'anhdtl',
        detail: { notSecret: { reason: 'Chỉ là hướng dẫn', findings: [{ where: 'subject', mark: 'Mật', grade: 'suspected' }] } },
      },
    ]);
  });

  it('stops a file by its name, and by its text where that is known already, on registering and on attaching', async () => {
    for (const name of ['Kế hoạch (mật).txt', 'kehoach_TUYET-MAT.txt', 'ke.hoach.tuyet.mat.txt']) {
      const named = await upload('anhdtl', name, 'Kính gửi');
      expect(await register({ attachmentIds: [named] })).toMatchObject({
        status: 409,
        body: { findings: [{ where: 'attachmentIds[0]', code: 'state-secret', title: 'Có dấu hiệu bí mật nhà nước' }] },
      });
    }

    const stamped = await upload('anhdtl', 'quet.txt', 'Trang bìa\nT U Y Ệ T   M Ậ T\n');
    await textIsRead(stamped);
    expect(await register({ attachmentIds: [stamped] })).toMatchObject({
      status: 409,
      body: { findings: [{ where: 'attachmentIds[0]', what: expect.stringContaining('Tuyệt mật') }] },
    });
    const { body: document } = await register();
    const attach = (given: object) => api.post('anhdtl', `incoming-documents/${document.id}/attachments`, { attachmentIds: [stamped], ...given });
    expect(await attach({})).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    expect(await attach({ notSecretConfirmed: true, confirmedReason: 'Bìa mẫu để tập huấn' })).toMatchObject({ status: 204 });
    expect(await contentFor('baotq', stamped)).toBe(200);
  });

  /** A file whose text is read only after its document has it, as with every scan that is attached at once. */
  const enteredEarly = async (text: string) => {
    const attachment = await upload('anhdtl', 'quet.txt', text);
    await api.office.database.query(`update attachment set text = null, text_state = 'none' where id = $1`, [attachment]);
    const { body: document } = await register({ attachmentIds: [attachment] });
    await api.office.database.query(`update attachment set text = $2, text_state = 'done' where id = $1`, [attachment, text]);
    const question = await eventually(async () =>
      (await api.get('anhdtl', 'gate-questions')).body.items.find(
        (asked: { attachmentId: string }) => asked.attachmentId === attachment,
      ),
    );
    return { attachment, documentId: document.id as string, question };
  };

  it('asks a clerk about a text that becomes known later, and gives the file to nobody else until he answers', async () => {
    const { attachment, documentId, question } = await enteredEarly('Mục lục\nTỐI MẬT\n');
    expect(question).toMatchObject({ documentId, ground: 'state-secret', mark: 'Tối mật', grade: 'sure', line: 2 });
    const { body: told } = await api.get('tramvn', 'notifications');
    expect(told.items[0].title).toBe('Tệp chờ xác nhận không phải văn bản mật');
    expect(await contentFor('baotq', attachment)).toBe(423);
    expect(await contentFor('anhdtl', attachment)).toBe(200);

    const answer = (login: string, body: object) => api.post(login, `gate-questions/${question.id}/answer`, body);
    expect(await answer('baotq', { answer: 'not-secret', reason: 'x' })).toMatchObject({ status: 403 });
    expect(await answer('anhdtl', { answer: 'not-secret' })).toMatchObject({ status: 400 });
    expect(await answer('anhdtl', { answer: 'not-secret', reason: 'Trích dẫn mẫu dấu' })).toMatchObject({ status: 200, body: { spillId: null } });
    expect(await contentFor('baotq', attachment)).toBe(200);
    expect(await answer('anhdtl', { answer: 'spill' })).toMatchObject({ status: 409, body: { code: 'documents.gate-question-answered' } });
  });

  it('gives a file to nobody but clerks and its uploader until its text was looked through, and waits for none that cannot be read', async () => {
    const attachment = await upload('anhdtl', 'quet.txt', 'Kính gửi');
    const textIs = (state: string) =>
      api.office.database.query(
        `update attachment set text = null, text_state = $2, text_due_at = business_now() + interval '1 hour' where id = $1`,
        [attachment, state],
      );
    await textIs('pending');
    await register({ attachmentIds: [attachment] });
    const response = await fetch(`${api.address}/api/v1/attachments/${attachment}/content`, { headers: await api.as('baotq') });
    expect([response.status, response.headers.get('retry-after')]).toEqual([423, '5']);
    expect(await response.json()).toMatchObject({ code: 'documents.attachment-being-checked' });
    expect([await contentFor('anhdtl', attachment), await contentFor('tramvn', attachment)]).toEqual([200, 200]);
    await textIs('failed');
    expect(await contentFor('baotq', attachment)).toBe(200);
  });

  it('begins the procedure for spilt secrets where the clerk says that it is one', async () => {
    const { attachment, documentId, question } = await enteredEarly('MẬT');
    const answered = await api.post('anhdtl', `gate-questions/${question.id}/answer`, { answer: 'spill' });
    expect(answered.status).toBe(200);
    expect(await api.get('dungnh', `secret-spills/${answered.body.spillId}`)).toMatchObject({ body: { documentId, status: 'locked', foundBy: 'anhdtl' } });
    expect(await contentFor('anhdtl', attachment)).toBe(423);
  });

  it('asks once about each file, and about none that holds nothing', async () => {
    const { attachment, question } = await enteredEarly('TUYỆT MẬT\n');
    const harmless = await upload('anhdtl', 'quet.txt', 'Kính gửi: Sở Tư pháp. Quy chế bảo mật.');
    await api.office.database.query(`update attachment set text = null, text_state = 'none' where id = $1`, [harmless]);
    await register({ attachmentIds: [harmless] });
    await api.office.database.query(`update attachment set text = 'Quy chế bảo mật', text_state = 'done' where id = $1`, [harmless]);
    const isLookedAt = () => api.office.database.query('select from attachment where id = $1 and gate_checked_at is not null', [harmless]);
    await eventually(async () => (await isLookedAt())[0]);
    // As if a worker had ended between its question and the mark that it has asked.
    await api.office.database.query('update attachment set gate_checked_at = null where id = any($1)', [[attachment, harmless]]);
    await eventually(async () => (await isLookedAt())[0]);
    const asked = await api.office.database.query('select id from gate_question where attachment_id = any($1)', [[attachment, harmless]]);
    expect(asked).toEqual([{ id: question.id }]);
    const [{ notices } = { notices: -1 }] = await api.office.database.query<{ notices: number }>(
      `select count(*)::int as notices from notification where recipient = 'tramvn' and dedupe_key like '%' || $1 || '%'`,
      [question.id],
    );
    expect(notices).toBe(1);
  });

  it('records what was turned away, says which book on paper takes it, and shows it to those concerned', async () => {
    const refusal = { ground: 'denunciation', receivedAt: new Date(Date.now() - 60_000).toISOString() };
    const recorded = await api.post('anhdtl', 'incoming-documents/refusals', refusal);
    expect(recorded).toMatchObject({ status: 201, body: { number: 1, paperBook: 'Sổ tiếp nhận đơn tố cáo' } });
    expect(await api.post('tuanda', 'incoming-documents/refusals', refusal)).toMatchObject({ status: 403 });
    for (const content of [{ subject: 'Tố cáo ông A' }, { note: 'Đơn số 12' }, { attachmentIds: [] }, { senderAgency: 'Ông A' }]) {
      expect(await api.post('anhdtl', 'incoming-documents/refusals', { ...refusal, ...content })).toMatchObject({ status: 400 });
    }
    for (const login of ['anhdtl', 'dungnh', 'quanhm', 'tungmt']) {
      expect((await api.get(login, 'incoming-documents/refusals')).body.items).toMatchObject([{ number: 1, ground: 'denunciation' }]);
    }
    expect(await api.get('cuongpv', 'incoming-documents/refusals')).toMatchObject({ status: 403 });
    const { body } = await api.get('dungnh', `incoming-documents/refusals/counts?year=${recorded.body.year}`);
    expect(body.counts).toMatchObject([{ ground: 'denunciation', count: 1 }]);
  });

  it('lets administrators name the books on paper', async () => {
    const put = async (login: string, ground: string) => {
      const url = `/api/v1/incoming-documents/refusals/paper-books/${ground}`;
      const { statusCode } = await api.app.inject({ method: 'PUT', url, headers: await api.as(login), payload: { name: 'Sổ tiếp công dân' } });
      return statusCode;
    };
    expect([await put('anhdtl', 'complaint'), await put('tungmt', 'complaint'), await put('tungmt', 'other')]).toEqual([403, 204, 400]);
    const { body } = await api.get('anhdtl', 'incoming-documents/refusals/paper-books');
    expect(body.books).toContainEqual({ ground: 'complaint', name: 'Sổ tiếp công dân' });
  });

  it('stops a draft of an outgoing document, also where it is written in the form of a task', async () => {
    const draft = { documentType: 'BC', subject: 'Báo cáo (Mật)', body: 'Kính gửi' };
    expect(await api.post('tuanda', 'outgoing-documents', draft)).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    const confirmed = { ...draft, notSecretConfirmed: true, confirmedReason: 'Tên chuyên mục của báo' };
    const submitted = await api.post('tuanda', 'outgoing-documents', confirmed);
    expect(submitted.status).toBe(201);
    const remark = (given: object) => api.post('cuongpv', `outgoing-documents/${submitted.body.id}/comments`, { text: 'TỐI MẬT\nThêm số liệu', ...given });
    expect(await remark({})).toMatchObject({ status: 409, body: { findings: [{ where: 'text' }] } });
    expect(await remark({ notSecretConfirmed: true, confirmedReason: 'Ví dụ' })).toMatchObject({ status: 201 });

    const taskOf = (login: string, elementId: string) =>
      eventually(async () => {
        for (const scope of ['mine', 'group']) {
          for (const { id } of (await api.get(login, `tasks?scope=${scope}&limit=200`)).body.items) {
            const { body: task } = await api.get(login, `tasks/${id}`);
            if (task.elementId === elementId && task.businessKey === submitted.body.id) return task.id as string;
          }
        }
        return undefined;
      });
    const approval = await taskOf('cuongpv', 'Task_ApproveContent');
    await api.post('cuongpv', `tasks/${approval}/complete`, { variables: { decision: 'return', comment: 'Sửa lại' } });
    const revision = await taskOf('tuanda', 'Task_Revise');
    const variables = { documentType: 'BC', draftSubject: 'Báo cáo', draftBody: 'TỐI MẬT\nKính gửi', result: 'Xong' };
    const complete = (given: object) => api.post('tuanda', `tasks/${revision}/complete`, { variables, ...given });
    expect(await complete({})).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    expect((await complete({ notSecretConfirmed: true, confirmedReason: 'Ví dụ trong tài liệu tập huấn' })).status).toBe(204);
  });
});
