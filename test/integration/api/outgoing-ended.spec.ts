import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new OutgoingDesk(api);
}, 120_000);
afterAll(() => api.close());

const told = async (login: string) =>
  (await api.get(login, 'notifications')).body.items
    .map(({ title, body }: { title: string; body: string }) => [title, body])
    .filter(([title]: [string]) => title.startsWith('Văn bản '));

describe('an outgoing document that does not stand any more', () => {
  it.each([
    ['whose number was voided', 'anhdtl', 'void', {}, 'đã bị hủy số'],
    ['that was recalled', 'baotq', 'acts', { kind: 'recall' }, 'đã bị thu hồi'],
  ])('%s is told to who drafted it and to the head of the unit, once each', async (_what, login, act, given, became) => {
    const id = await desk.submit();
    const symbol = await desk.issue(id);
    const before = { tuanda: await told('tuanda'), cuongpv: await told('cuongpv'), maint: await told('maint') };
    const { status } = await api.post(login, `outgoing-documents/${id}/${act}`, { ...given, reason: 'Phát hành nhầm bản dự thảo.' });
    expect([201, 204]).toContain(status);
    const news = [`Văn bản ${symbol} ${became}`, 'Lý do: Phát hành nhầm bản dự thảo.'];
    expect(await told('tuanda')).toEqual([news, ...before.tuanda]);
    expect(await told('cuongpv')).toEqual([news, ...before.cuongpv]);
    expect(await told('maint')).toEqual(before.maint);
  });

  it('is told to the head once who drafted it', async () => {
    const id = await desk.submit({}, 'cuongpv');
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    await desk.complete('baotq', id, 'signature', { decision: 'sign' });
    await desk.complete('anhdtl', id, 'issue', { recipients: 'Sở Tư pháp' });
    await desk.taskOf('cuongpv', id, 'verification');
    const before = await told('cuongpv');
    expect(await api.post('anhdtl', `outgoing-documents/${id}/void`, { reason: 'Nhầm.' })).toMatchObject({ status: 204 });
    expect(await told('cuongpv')).toHaveLength(before.length + 1);
  });
});
