import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new OutgoingDesk(api);
}, 120_000);
afterAll(() => api.close());

const versionsOf = async (id: string) => (await api.get('tuanda', `outgoing-documents/${id}/versions`)).body.items;
const refused = (code: string, status = 403) => ({ status, body: expect.objectContaining({ code }) as unknown });

/** A file that tuanda keeps. */
async function openWorkFile(): Promise<{ id: string; code: string }> {
  const year = api.clock.now().getUTCFullYear();
  await api.post('anhdtl', 'file-plan/imports', { year, csv: 'code;title;retention;unit;responsible\n12.QLCN;Hồ sơ hội nghị;20;QLCN;tuanda\n' });
  return (await api.post('tuanda', 'work-files', { year, planCode: '12.QLCN' })).body;
}

describe('an outgoing document', () => {
  it('goes from a draft to its number, and is filed when its drafter has attached the original and compared it', async () => {
    const file = await openWorkFile();
    const id = await desk.submit({ urgency: 'urgent', workFile: file.code });
    expect(await desk.read(id)).toMatchObject({ status: 'draft', draftingUnit: 'QLCN', draftedBy: 'tuanda', urgency: 'urgent', workFile: file.code });
    const symbol = await desk.issue(id, 'Sở Tư pháp (2 bản)\nLưu: VT, QLCN');
    expect(symbol).toMatch(/^\d+\/SKHCN-QLCN$/);
    const verify = () => desk.complete('tuanda', id, 'verification', { numberIsRight: true });
    expect(await verify()).toEqual(refused('documents.original-missing', 409));
    await desk.attach(id);
    expect(await verify()).toMatchObject({ status: 204 });
    const contents = () => api.get('tuanda', `work-files/${file.id}/entries`).then(({ body }) => body.items as object[]);
    expect(await eventually(async () => ((await contents()).length > 0 ? contents() : undefined))).toMatchObject([
      { documentId: id, addedBy: 'tuanda' },
    ]);
    expect(await versionsOf(id)).toMatchObject([
      {
        steps: [
          { step: 'approve-content', doneBy: 'cuongpv' },
          { step: 'check-format', doneBy: 'tramvn' },
          { step: 'sign', doneBy: 'baotq' },
          { step: 'issue', doneBy: 'anhdtl' },
          { step: 'verify-number', doneBy: 'tuanda' },
        ],
      },
    ]);
    expect(await desk.read(id)).toMatchObject({
      status: 'issued',
      contentApprovedBy: 'cuongpv',
      signedBy: 'baotq',
      signatureBlock: ['GIÁM ĐỐC'],
      issuedBy: 'anhdtl',
      sentTo: [
        { name: 'Sở Tư pháp', kind: 'paper', copies: 2, mails: [] },
        { name: 'Lưu: VT, QLCN', kind: 'internal', copies: 1 },
      ],
      acts: [],
    });
    const { body } = await api.get('anhdtl', `outgoing-documents/${id}/paper-list`);
    expect(body).toMatchObject({ items: [{ name: 'Sở Tư pháp' }, { name: 'Lưu: VT, QLCN' }], copies: 3 });
  });

  it('is not drafted for a work file that is not there, not open, or of others', async () => {
    const { id, code } = await openWorkFile();
    const draft = (login: string, workFile: string) =>
      api.post(login, 'outgoing-documents', { documentType: 'CV', subject: 'V/v hội nghị', body: 'Kính gửi…', workFile });
    const finding = {
      where: 'workFile',
      code: 'work-file-not-open',
      title: 'Không có hồ sơ đang mở nào có mã này mà bạn được thêm vào',
    };
    for (const [login, named] of [['tuanda', 'HS'], ['maint', code]] as const) {
      expect(await draft(login, named)).toMatchObject({ status: 422, body: { code: 'documents.draft-refused', findings: [finding] } });
    }
    expect(await api.post('tuanda', `work-files/${id}/closing`, {})).toMatchObject({ status: 204 });
    expect(await draft('tuanda', code)).toMatchObject({ status: 422, body: { findings: [finding] } });
  });

  it('keeps every version with who wrote it, what was said to it and what was done with it', async () => {
    const id = await desk.submit();
    expect(await api.post('maint', `outgoing-documents/${id}/comments`, { text: 'Bổ sung căn cứ.' })).toMatchObject({ status: 201 });
    await desk.complete('cuongpv', id, 'approval', { decision: 'return', comment: 'Sửa lại.' });
    const text = { documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Bản 2' };
    await desk.complete('tuanda', id, 'draft', text);
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    expect(await versionsOf(id)).toMatchObject([
      { version: 2, body: 'Bản 2', savedBy: 'tuanda', comments: [], steps: [{ step: 'approve-content', passed: true, doneBy: 'cuongpv', actingFor: [] }] },
      {
        version: 1,
        comments: [{ text: 'Bổ sung căn cứ.', writtenBy: 'maint' }],
        steps: [{ step: 'approve-content', passed: false, comment: 'Sửa lại.' }],
      },
    ]);
    expect(await api.post('tuanda', `outgoing-documents/${id}/comments`, { text: 'x', version: 3 })).toEqual(refused('documents.outgoing-document-not-found', 404));
  });

  it('shows by words what changed from one version to another, to those who read its drafts', async () => {
    const id = await desk.submit({ body: 'Kính gửi Sở Tư pháp, họp ngày 5.' });
    await desk.complete('cuongpv', id, 'approval', { decision: 'return', comment: 'Sửa ngày.' });
    await desk.complete('tuanda', id, 'draft', { documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Kính gửi Sở Tư pháp, họp ngày 6.' });
    await desk.taskOf('cuongpv', id, 'approval');
    const diff = (login: string, versions: string) => api.get(login, `outgoing-documents/${id}/versions/${versions}`);
    expect(await diff('maint', '1/diff/2')).toMatchObject({
      status: 200,
      body: {
        from: { version: 1, savedBy: 'tuanda' },
        to: { version: 2 },
        subject: [{ kind: 'same', text: 'V/v hội nghị' }],
        body: [{ kind: 'same' }, { kind: 'removed', text: '5.' }, { kind: 'added', text: '6.' }],
        text: 'V/v hội nghị\n\nKính gửi Sở Tư pháp, họp ngày [-5.-]{+6.+}',
      },
    });
    expect(await diff('maint', '1/diff/3')).toEqual(refused('documents.draft-version-not-found', 404));
    expect(await diff('oanhhtk', '1/diff/2')).toEqual(refused('documents.document-forbidden'));
  });

  it('is not issued to recipients that name nobody: nothing is completed, and no number is taken', async () => {
    const id = await desk.submit();
    await desk.sign(id);
    for (const recipients of [' ; - ;', '–\n-']) {
      expect(await desk.complete('anhdtl', id, 'issue', { recipients })).toEqual(refused('documents.recipients-name-nobody', 422));
    }
    // It answers nothing, so nobody stands above.
    for (const recipients of ['Như trên', '- NHƯ TRÊN;\n- Lưu: VT.']) {
      const answer = await desk.complete('anhdtl', id, 'issue', { recipients });
      expect(answer).toEqual(refused('documents.recipients-name-nobody', 422));
      expect(answer.body.detail).toContain('answers no document, or those of several senders');
    }
    const unread = await desk.complete('anhdtl', id, 'issue', { recipients: 'UBND tỉnh\nSở F <x@y.z' });
    expect(unread).toEqual(refused('documents.recipients-not-understood', 422));
    expect(unread.body.findings).toMatchObject([{ where: 'recipients', what: expect.stringContaining('Sở F <x@y.z') as string }]);
    expect((await versionsOf(id))[0].steps.map(({ step }: { step: string }) => step)).not.toContain('issue');
    expect(await desk.complete('anhdtl', id, 'issue', { recipients: 'UBND tỉnh' })).toMatchObject({ status: 204 });
    await desk.taskOf('tuanda', id, 'verification');
    expect(await desk.read(id)).toMatchObject({ status: 'issued', recipients: ['UBND tỉnh'] });
  });

  it('is read by its unit, by those whom a task brought to it and by the unit it is issued to, and by nobody else', async () => {
    const id = await desk.submit();
    const read = async (login: string) => (await api.get(login, `outgoing-documents/${id}`)).status;
    expect([await read('maint'), await read('oanhhtk')]).toEqual([200, 403]);
    expect(await api.post('oanhhtk', `outgoing-documents/${id}/comments`, { text: 'x' })).toEqual(refused('documents.document-forbidden'));
    expect(await api.get('oanhhtk', `outgoing-documents/${id}/versions`)).toEqual(refused('documents.document-forbidden'));
    await desk.issue(id, 'Phòng Quản lý khoa học');
    expect([await read('oanhhtk'), await read('khanhvd')]).toEqual([200, 403]);
    // What was issued, and not how it came about.
    const [received, own] = [await api.get('oanhhtk', `outgoing-documents/${id}`), await api.get('maint', `outgoing-documents/${id}`)];
    expect(received.body).toMatchObject({ symbol: own.body.symbol, versions: [] });
    expect(own.body.versions).not.toEqual([]);
    expect(await api.get('oanhhtk', `outgoing-documents/${id}/versions`)).toEqual(refused('documents.document-forbidden'));
    expect(await api.post('oanhhtk', `outgoing-documents/${id}/comments`, { text: 'x' })).toEqual(refused('documents.document-forbidden'));
  });

  it.each([
    ['for a unit in which he has no post', { draftingUnit: 'TDC' }, 'documents.draft-refused', 422],
    ['to be signed by somebody who may not', { signer: 'cuongpv' }, 'documents.draft-refused', 422],
    ['of a type that there is not', { documentType: 'X' }, 'request.invalid', 400],
    ['without a text', { body: ' ' }, 'request.invalid', 400],
  ])('is not submitted %s, and nothing of it is saved', async (_, wrong, code, status) => {
    const before = await api.office.database.query('select count(*) from outgoing_document');
    const draft = { documentType: 'CV', subject: 'V/v', body: 'Kính gửi', ...wrong };
    expect(await api.post('tuanda', 'outgoing-documents', draft)).toEqual(refused(code, status));
    expect(await api.office.database.query('select count(*) from outgoing_document')).toEqual(before);
  });
});

describe('the separation of duties', () => {
  it('refuses an author the approval that his head hands to him, and says who may', async () => {
    const id = await desk.submit();
    const task = await desk.taskOf('cuongpv', id, 'approval');
    const answer = await api.post('cuongpv', `tasks/${task}/assign`, { assignee: 'tuanda' });
    expect(answer).toEqual(refused('documents.duties-not-separated'));
    expect(answer.body.detail).toContain('It may be done by cuongpv, habtt.');
    expect(await versionsOf(id)).toMatchObject([{ steps: [] }]);

    await api.post('cuongpv', `tasks/${task}/assign`, { assignee: 'habtt' });
    expect(await api.post('habtt', `tasks/${task}/complete`, { variables: { decision: 'approve' } })).toMatchObject({ status: 204 });
    expect(await versionsOf(id)).toMatchObject([{ steps: [{ doneBy: 'habtt', actingFor: ['cuongpv'] }] }]);
  });

  it('sends whoever approved the content away from the format check, also where he is offered it', async () => {
    const id = await desk.submit({ draftingUnit: 'VP' }, 'quanhm');
    expect(await desk.complete('dungnh', id, 'approval', { decision: 'approve' })).toMatchObject({ status: 204 });
    const answer = await desk.complete('dungnh', id, 'format', { decision: 'pass' });
    expect(answer).toEqual(refused('documents.duties-not-separated'));
    expect(answer.body.detail).toContain('It may be done by anhdtl, tramvn.');
    expect(await desk.complete('dungnh', id, 'format', { decision: 'return' })).toMatchObject({ status: 204 });
  });

  it('lets no clerk check the form of what he wrote, nor keep it from others by claiming the task', async () => {
    const id = await desk.submit({}, 'anhdtl');
    await desk.complete('dungnh', id, 'approval', { decision: 'approve' });
    const task = await desk.taskOf('anhdtl', id, 'format');
    expect(await api.post('anhdtl', `tasks/${task}/claim`)).toEqual(refused('documents.duties-not-separated'));
    expect(await api.post('anhdtl', `tasks/${task}/complete`, { variables: { decision: 'pass' } })).toEqual(refused('documents.duties-not-separated'));
    expect(await desk.complete('tramvn', id, 'format', { decision: 'pass' })).toMatchObject({ status: 204 });
  });

  it('holds where an operator has given the task to another', async () => {
    const id = await desk.submit();
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    const task = await desk.taskOf('tramvn', id, 'format');
    await api.post('tungmt', `tasks/${task}/change`, { changes: { assignee: 'cuongpv' }, reason: 'Thử.' });
    expect(await api.post('cuongpv', `tasks/${task}/complete`, { variables: { decision: 'pass' } })).toEqual(refused('documents.duties-not-separated'));
  });

  it('lets a head approve his own draft, and then has the signature come from somebody else', async () => {
    const id = await desk.submit({ documentType: 'GM', draftingUnit: 'VP' }, 'dungnh');
    await desk.complete('dungnh', id, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    const task = await desk.taskOf('baotq', id, 'signature');
    await api.post('tungmt', `tasks/${task}/change`, { changes: { assignee: 'dungnh' }, reason: 'Ký thừa lệnh.' });
    const answer = await api.post('dungnh', `tasks/${task}/complete`, { variables: { decision: 'sign', signatureForm: 'TL' } });
    expect(answer).toEqual(refused('documents.duties-not-separated'));
    expect(answer.body.detail).toContain('It may be done by baotq, hangltm, thinhpd.');
    expect(await desk.read(id)).toMatchObject({ status: 'draft', signatureBlock: null });
  });
});
