import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

const DAY_MS = 86_400_000;

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new OutgoingDesk(api);
}, 120_000);
afterAll(() => api.close());

const inDays = (days: number) => new Date(api.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
const refused = (code: string, status = 403) => ({ status, body: expect.objectContaining({ code }) as unknown });
const delegation = (given: object = {}) => ({
  holder: 'cuongpv',
  form: 'TUQ',
  title: 'Trưởng phòng Quản lý công nghệ',
  principal: 'Giám đốc',
  grantedBy: 'baotq',
  basis: 'Giấy ủy quyền số 03/GUQ-SKHCN',
  scope: 'Công văn về an toàn bức xạ',
  documentTypes: ['CV'],
  validFrom: inDays(-1),
  validTo: inDays(5),
  ...given,
});
const grant = (given: object = {}, login = 'dungnh') => api.post(login, 'signing-authorities', delegation(given));

/** Of a type, approved and checked, with its signature in the hands of somebody. */
async function toSign(signer: string, documentType = 'CV'): Promise<(form?: string) => ReturnType<typeof api.post>> {
  const id = await desk.submit({ documentType });
  await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
  await desk.complete('tramvn', id, 'format', { decision: 'pass' });
  const task = await desk.taskOf('baotq', id, 'signature');
  await api.post('tungmt', `tasks/${task}/change`, { changes: { assignee: signer }, reason: 'Chuyển người ký.' });
  return (signatureForm) => api.post(signer, `tasks/${task}/complete`, { variables: { decision: 'sign', ...(signatureForm && { signatureForm }) } });
}

describe('an authority to sign', () => {
  it('is recorded with its basis, shown with the lines above the signature, and ended', async () => {
    const { status, body } = await grant();
    expect(status).toBe(201);
    const mine = async () => (await api.get('tuanda', `signing-authorities?holder=cuongpv&on=${inDays(0)}`)).body.items;
    expect(await mine()).toMatchObject([
      { id: body.id, form: 'TUQ', block: ['TUQ. GIÁM ĐỐC', 'TRƯỞNG PHÒNG QUẢN LÝ CÔNG NGHỆ'], registeredBy: 'dungnh', documentTypes: ['CV'] },
    ]);
    const end = () => api.post('dungnh', `signing-authorities/${body.id}/end`, { reason: 'Xong việc.' });
    expect(await end()).toMatchObject({ status: 204 });
    expect(await mine()).toEqual([]);
    expect(await end()).toEqual(refused('documents.signing-authority-ended', 409));
    const trail = await api.office.database.query('select action, actor from audit_entry where subject_id = $1', [body.id]);
    expect(trail).toEqual([
      { action: 'documents.grant-signing-authority', actor: 'dungnh' },
      { action: 'documents.end-signing-authority', actor: 'dungnh' },
    ]);
  });

  it.each([
    ['by delegation without a scope', { scope: undefined }],
    ['by delegation without an end', { validTo: undefined }],
    ['that ends before it begins', { validTo: '2020-01-01' }],
    ['for the head, of somebody who heads nothing', { holder: 'tuanda' }],
    ['as deputy, of somebody who is none', { form: 'KT' }],
    ['on order without the types it is for', { form: 'TL', documentTypes: undefined }],
    ['as head, beside the head', { form: 'OWN', holder: 'hangltm' }],
    ['that is entrusted by nobody', { grantedBy: undefined }],
    ['of whoever enters it', { holder: 'dungnh' }],
  ])('%s is refused', async (_, wrong) => {
    expect(await grant(wrong)).toEqual(refused('documents.signing-authority-refused', 422));
  });

  it('is not passed on by whom it was entrusted to', async () => {
    const answer = await grant({ grantedBy: 'hangltm' });
    expect(answer).toEqual(refused('documents.delegate-cannot-delegate'));
    expect(answer.body.detail).toContain('hangltm signs only in the form KT');
    expect(await grant({ grantedBy: 'tuanda' })).toEqual(refused('documents.delegate-cannot-delegate'));
  });

  it('is recorded and ended by the leaders and the chief of office only', async () => {
    expect(await grant({}, 'cuongpv')).toEqual(refused('request.not-allowed'));
    expect(await api.post('anhdtl', `signing-authorities/${crypto.randomUUID()}/end`, { reason: 'x' })).toEqual(refused('request.not-allowed'));
    expect(await api.post('dungnh', `signing-authorities/${crypto.randomUUID()}/end`, { reason: 'x' })).toEqual(refused('documents.signing-authority-not-found', 404));
  });
});

describe('signing', () => {
  it('in the form of a deputy is for deputies, and stands above the signature', async () => {
    const id = await desk.submit();
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    const own = await desk.complete('hangltm', id, 'signature', { decision: 'sign' });
    expect(own).toEqual(refused('documents.may-not-sign'));
    expect(own.body.detail).toContain('These may: baotq (OWN), hangltm (KT), thinhpd (KT).');
    expect(await desk.complete('hangltm', id, 'signature', { decision: 'sign', signatureForm: 'KT' })).toMatchObject({ status: 204 });
    expect(await desk.read(id)).toMatchObject({ signatureBlock: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'] });
  });

  it('by delegation is for its days, its types and its form', async () => {
    await grant({ holder: 'khanhvd', title: 'Trưởng phòng' });
    const named = await desk.submit({ signer: 'khanhvd' });
    await desk.complete('cuongpv', named, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', named, 'format', { decision: 'pass' });
    expect(await desk.complete('khanhvd', named, 'signature', { decision: 'sign', signatureForm: 'TUQ' })).toMatchObject({ status: 204 });
    expect((await api.get('khanhvd', `outgoing-documents/${named}`)).body).toMatchObject({ signatureBlock: ['TUQ. GIÁM ĐỐC', 'TRƯỞNG PHÒNG'] });
    const [letter, report] = [await toSign('khanhvd'), await toSign('khanhvd', 'BC')];
    expect(await report('TUQ')).toEqual(refused('documents.may-not-sign'));
    expect(await letter('TL')).toEqual(refused('documents.may-not-sign'));
    expect(await letter('TUQ')).toMatchObject({ status: 204 });
    const late = await toSign('khanhvd');
    api.clock.advance(7 * DAY_MS);
    expect(await late('TUQ')).toEqual(refused('documents.may-not-sign'));
    api.clock.advance(-7 * DAY_MS);
  });

  it('for the head is not open to whoever wrote the document', async () => {
    await grant({ holder: 'ngocdtb', title: 'Trưởng phòng' });
    const id = await desk.submit({ draftingUnit: 'QLKH' }, 'ngocdtb');
    const approval = await desk.taskOf('ngocdtb', id, 'approval');
    await api.post('ngocdtb', `tasks/${approval}/assign`, { assignee: 'minhtc' });
    await api.post('minhtc', `tasks/${approval}/complete`, { variables: { decision: 'approve' } });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    const task = await desk.taskOf('baotq', id, 'signature');
    await api.post('tungmt', `tasks/${task}/change`, { changes: { assignee: 'ngocdtb' }, reason: 'Chuyển người ký.' });
    const answer = await api.post('ngocdtb', `tasks/${task}/complete`, { variables: { decision: 'sign', signatureForm: 'TUQ' } });
    expect(answer).toEqual(refused('documents.duties-not-separated'));
  });

  it('is open to every leader in his own right until the agency has recorded who may sign', async () => {
    const id = await desk.submit();
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    await api.office.database.query('update outgoing_document set signing_authority_id = null');
    await api.office.database.query('delete from signing_authority');
    expect(await desk.complete('hangltm', id, 'signature', { decision: 'sign', signatureForm: 'KT' })).toEqual(refused('documents.may-not-sign'));
    expect(await desk.complete('hangltm', id, 'signature', { decision: 'sign' })).toMatchObject({ status: 204 });
  });
});
