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
// The authorities and posts of the demo office, as they were.
afterEach(async () => {
  await api.office.database.query('update outgoing_document set signing_authority_id = null');
  await api.office.database.query(`delete from signing_authority where registered_at > (select min(registered_at) from signing_authority)`);
  await api.office.database.query(
    `update signing_authority set ended_at = null, ended_by = null, end_reason = null, granted_by = case form when 'OWN' then null else 'baotq' end`,
  );
  await api.office.database.query('update post set valid_to = null');
});

const today = () => api.clock.now().toISOString().slice(0, 10);
const refused = (code: string, status = 403) => ({ status, body: expect.objectContaining({ code }) as unknown });
const grant = (login: string, given: object) =>
  api.post(login, 'signing-authorities', { basis: 'Quyết định số 5/QĐ-UBND', validFrom: today(), ...given });
const inForce = async (form?: string): Promise<{ id: string; holder: string; form: string }[]> =>
  (await api.get('tuanda', `signing-authorities?on=${today()}${form === undefined ? '' : `&form=${form}`}`)).body.items;
const idOf = async (holder: string, form: string) => (await inForce(form)).find((each) => each.holder === holder)!.id;
const end = (login: string, id: string) => api.post(login, `signing-authorities/${id}/end`, { reason: 'Thôi.' });
const confirm = (login: string, id: string) => api.post(login, `signing-authorities/${id}/confirm`, {});

/** Signs a letter of QLCN. */
async function sign(login: string, signatureForm: string, given: object = {}) {
  const id = await desk.submit({ signer: login, ...given });
  await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
  await desk.complete('tramvn', id, 'format', { decision: 'pass' });
  return { id, answer: await desk.complete(login, id, 'signature', { decision: 'sign', signatureForm }) };
}

describe('an authority that the head entrusted', () => {
  it('counts while he signs as head himself, and again when his successor has confirmed it', async () => {
    const deputys = await idOf('hangltm', 'KT');
    expect(await end('baotq', await idOf('baotq', 'OWN'))).toMatchObject({ status: 204 });
    expect(await inForce('KT')).toEqual([]);
    const orphaned = await desk.submit();
    await desk.complete('cuongpv', orphaned, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', orphaned, 'format', { decision: 'pass' });
    const signs = () => desk.complete('hangltm', orphaned, 'signature', { decision: 'sign', signatureForm: 'KT' });
    expect(await signs()).toEqual(refused('documents.may-not-sign'));

    expect(await grant('dungnh', { holder: 'thinhpd', form: 'Q', title: 'GIÁM ĐỐC' })).toMatchObject({ status: 201 });
    expect(await signs()).toEqual(refused('documents.may-not-sign'));
    expect(await confirm('hangltm', deputys)).toEqual(refused('documents.signing-authority-forbidden'));
    expect(await confirm('thinhpd', deputys)).toMatchObject({ status: 204 });
    expect(await inForce('KT')).toMatchObject([{ holder: 'hangltm', grantedBy: 'thinhpd' }]);
    expect(await signs()).toMatchObject({ status: 204 });
    const trail = await api.office.database.query(
      `select actor, detail from audit_entry where action = 'documents.confirm-signing-authority' and subject_id = $1`,
      [deputys],
    );
    expect(trail).toEqual([{ actor: 'thinhpd', detail: { oldGrantedBy: 'baotq', newGrantedBy: 'thinhpd' } }]);
  });

  it('counts no longer when its holder or the head has left his post', async () => {
    await api.office.database.query(`update post set valid_to = $1 where login = 'thinhpd'`, [today()]);
    expect((await inForce('KT')).map(({ holder }) => holder).sort()).toEqual(['hangltm', 'thinhpd']);
    api.clock.advance(DAY_MS);
    expect((await inForce('KT')).map(({ holder }) => holder)).toEqual(['hangltm']);
    await api.office.database.query(`update post set valid_to = $1 where login = 'baotq'`, [today()]);
    api.clock.advance(DAY_MS);
    expect(await inForce()).toEqual([]);
  });
});

describe('an authority to sign as head', () => {
  it('is ended by its holder, the chief of office or an administrator, and by no deputy', async () => {
    const own = await idOf('baotq', 'OWN');
    expect(await end('hangltm', own)).toEqual(refused('documents.signing-authority-forbidden'));
    expect(await inForce('OWN')).toHaveLength(1);
    expect(await end('tungmt', own)).toMatchObject({ status: 204 });
  });

  it('is not entered by a deputy, nor does he entrust in the name of the head', async () => {
    const collective = { holder: 'thinhpd', form: 'TM', title: 'CHỦ TỊCH', principal: 'ỦY BAN NHÂN DÂN TỈNH' };
    expect(await grant('hangltm', collective)).toEqual(refused('documents.signing-authority-forbidden'));
    const order = { holder: 'cuongpv', form: 'TL', title: 'TRƯỞNG PHÒNG', principal: 'GIÁM ĐỐC', grantedBy: 'baotq', documentTypes: ['TB'] };
    expect(await grant('hangltm', order)).toEqual(refused('documents.signing-authority-forbidden'));
    expect(await grant('baotq', order)).toMatchObject({ status: 201 });
    expect(await grant('dungnh', collective)).toMatchObject({ status: 201 });
  });

  it('of a collective stands above the signature of the deputy', async () => {
    await grant('dungnh', { holder: 'baotq', form: 'TM', title: 'CHỦ TỊCH', principal: 'ỦY BAN NHÂN DÂN TỈNH' });
    await end('baotq', await idOf('baotq', 'OWN'));
    await end('baotq', await idOf('thinhpd', 'KT'));
    const deputy = { holder: 'thinhpd', form: 'KT', title: 'Phó Chủ tịch', principal: 'Chủ tịch', grantedBy: 'baotq' };
    expect(await grant('baotq', deputy)).toMatchObject({ status: 201 });
    expect(await inForce('KT')).toEqual(
      expect.arrayContaining([expect.objectContaining({ holder: 'thinhpd', block: ['TM. ỦY BAN NHÂN DÂN TỈNH', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'] })]),
    );
  });
});

describe('who signs by order', () => {
  const order = { holder: 'khanhvd', form: 'TL', title: 'TRƯỞNG PHÒNG', principal: 'GIÁM ĐỐC', grantedBy: 'baotq', documentTypes: ['CV', 'TB'] };
  const deputy = { holder: 'nhungnth', form: 'KT', title: 'PHÓ TRƯỞNG PHÒNG', principal: 'TRƯỞNG PHÒNG', grantedBy: 'khanhvd' };

  it('has his deputy sign for him what he signs, until his order ends', async () => {
    await grant('baotq', order);
    expect(await grant('dungnh', deputy)).toMatchObject({ status: 201 });
    const block = ['TL. GIÁM ĐỐC', 'KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'];
    expect(await inForce('KT')).toEqual(expect.arrayContaining([expect.objectContaining({ holder: 'nhungnth', block, documentTypes: ['CV', 'TB'] })]));
    const { id, answer } = await sign('nhungnth', 'KT');
    expect(answer).toMatchObject({ status: 204 });
    expect(await desk.read(id)).toMatchObject({ signatureBlock: block });
    await end('baotq', await idOf('khanhvd', 'TL'));
    expect((await inForce('KT')).map(({ holder }) => holder)).not.toContain('nhungnth');
  });

  it('entrusts to nobody but a deputy of his unit, in no other form and for no other documents', async () => {
    await grant('baotq', order);
    expect(await grant('dungnh', { ...deputy, holder: 'habtt' })).toEqual(refused('documents.signing-authority-refused', 422));
    expect(await grant('dungnh', { ...deputy, documentTypes: ['QĐ'] })).toEqual(refused('documents.signing-authority-refused', 422));
    const on = { ...deputy, form: 'TUQ', holder: 'cuongpv', scope: 'x', validTo: today() };
    expect(await grant('dungnh', on)).toEqual(refused('documents.delegate-cannot-delegate'));
    expect(await grant('dungnh', { ...deputy, grantedBy: 'cuongpv', holder: 'habtt' })).toEqual(refused('documents.delegate-cannot-delegate'));
  });
});
