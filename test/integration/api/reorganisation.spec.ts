import { endAppointment } from '#directory';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { instructionDesk, order } from './instruction-desk.js';
import { type OwedReply, ReplyDesk } from './reply-desk.js';

const METRICS_TOKEN = 'doc-so-do-cua-van-phong';

let api: ApiUnderTest;
let desk: ReplyDesk;
let owed: OwedReply;
let drafted: OwedReply;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720', METRICS_TOKEN });
  desk = new ReplyDesk(api);
  goTo(vn('2026-12-30 10:00'));
  owed = await desk.owe();
  drafted = await desk.owe();
  await desk.draft(drafted);
}, 120_000);
afterAll(() => api.close());

const goTo = (instant: string) => {
  api.clock.offsetMs = Date.parse(instant) - Date.now();
};
const dissolve = (given: object, login = 'vinhtq') => api.post(login, 'units/QLCN/dissolution', { lastDay: '2026-12-31', ...given });
const orphans = async () => (await api.get('dungnh', 'reply-obligations?withoutHolder=true')).body;

it('a unit with open work is not dissolved without a successor, nor by just anybody', async () => {
  expect(await dissolve({})).toMatchObject({
    status: 422,
    body: {
      code: 'directory.dissolution-refused',
      findings: expect.arrayContaining([
        expect.objectContaining({ code: 'work-without-successor', title: 'Còn việc đang mở nên phải có đơn vị tiếp nhận' }),
      ]) as unknown,
    },
  });
  expect(await dissolve({ successor: 'QLKH' }, 'tuanda')).toMatchObject({ status: 403 });
});

it('a dry run lists what moves, and nothing does', async () => {
  const { status, body } = await dissolve({ successor: 'QLKH', dryRun: true });
  expect(status).toBe(200);
  const counts = Object.fromEntries(body.work.map(({ kind, count }: { kind: string; count: number }) => [kind, count]));
  expect(counts).toMatchObject({ task: 2, 'reply-obligation': 2, draft: 1, deadline: 2 });
  expect(body.posts.map(({ login }: { login: string }) => login)).toContain('cuongpv');
  expect((await api.get('vinhtq', 'units')).body.items).toContainEqual(expect.objectContaining({ code: 'QLCN', validTo: null }));
});

it('on the day after, its open work is that of the same posts of the successor, who carry it to its end', async () => {
  expect(await dissolve({ successor: 'QLKH' })).toMatchObject({ status: 200 });
  await desk.outgoing.taskOf('cuongpv', owed.id, 'assignment');

  goTo(vn('2027-01-04 08:00'));
  expect(await api.get('cuongpv', 'tasks?scope=group')).toMatchObject({ status: 403, body: { code: 'request.without-post' } });
  const listed = (await api.get('ngocdtb', 'reply-obligations?unit=QLKH&status=open')).body;
  expect(listed.items.map(({ id }: { id: string }) => id).sort()).toEqual([owed.obligationId, drafted.obligationId].sort());
  expect(await desk.line(owed, 2027)).toMatchObject({ carriedFrom: 2026 });

  await desk.done('ngocdtb', drafted.id, 'approval', { decision: 'approve' });
  await desk.done('ngocdtb', owed.id, 'assignment', { drafter: 'oanhhtk' });
  await desk.done('oanhhtk', owed.id, 'draft', { documentType: 'CV', draftSubject: 'V/v trả lời', draftBody: 'Kính gửi…', result: 'Xong.' });
  await desk.done('ngocdtb', owed.id, 'approval', { decision: 'approve' });
  await desk.done('tramvn', owed.id, 'format', { decision: 'pass' });
  await desk.done('baotq', owed.id, 'signature', { decision: 'sign' });
  await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
  await eventually(async () => (await desk.read(owed)).obligation.status === 'answered');
});

it('an instruction that names it is changed beside it', async () => {
  const instruction = instructionDesk(api);
  const { instruction: standing } = await desk.read(drafted);
  expect(standing.leadUnit ?? standing.units[0].unit).toBe('QLCN');
  expect(await instruction.change('baotq', drafted.id, order('QLCN', { TDC: 'for-information' }))).toMatchObject({ status: 200 });
  expect(await instruction.change('baotq', drafted.id, order('TDC', { QLCN: 'for-information' }))).toMatchObject({
    status: 422,
    body: { findings: [{ code: 'unit-ended', where: 'units[1].unit' }] },
  });
});

it('nothing new is given to it', async () => {
  const letter = {
    senderAgency: 'UBND tỉnh',
    documentNumber: '9/UBND',
    documentDate: '2027-01-04',
    documentType: 'Công văn',
    subject: 'V/v họp',
    medium: 'paper',
    replyRequired: false,
    instruction: { leadUnit: 'QLCN', content: 'Giao QLCN.', instructedBy: 'baotq' },
  };
  expect(await api.post('anhdtl', 'incoming-documents', letter)).toMatchObject({
    status: 422,
    body: { findings: [{ where: 'instruction.leadUnit', code: 'unit-ended', title: 'Đơn vị này đã giải thể' }] },
  });
});

it('what is owed while nobody heads the unit is listed and counted', async () => {
  expect(await orphans()).toMatchObject({ total: 0 });
  const { body } = await api.get('vinhtq', 'people?search=ngocdtb');
  const { postId } = body.items[0].posts[0];
  await api.office.executor.execute(endAppointment, { postId, lastDay: '2027-01-03' }, { actor: 'vinhtq', requestId: 'test' });
  expect(await orphans()).toMatchObject({ total: 1, items: [{ id: drafted.obligationId, withoutHolder: true, leadUnit: 'QLCN' }] });
  const metrics = await fetch(`${api.address}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  expect(await metrics.text()).toContain('congvan_replies_without_head 1');
});
