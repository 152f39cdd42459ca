import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { carryOutDuePlan } from '#directory';
import { tellOfDelegation, tellOfPlan } from '../../../apps/office/src/index.js';
import { type Answer, type ApiUnderTest, startApi } from './api-under-test.js';
import { type OwedReply, ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
let owed: OwedReply;
let drafted: OwedReply;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new ReplyDesk(api);
  goTo(vn('2026-12-15 10:00'));
  owed = await desk.owe();
  drafted = await desk.owe();
  await desk.draft(drafted);
}, 120_000);
afterAll(() => api.close());

const goTo = (instant: string) => {
  api.clock.offsetMs = Date.parse(instant) - Date.now();
};
const DECISION = { decisionNumber: '12/QĐ-UBND', decisionDate: '2026-12-10', decidedBy: 'UBND tỉnh' };
const write = (effectiveDay: string, lines: object[], login = 'vinhtq') => api.post(login, 'reorganisation-plans', { ...DECISION, effectiveDay, lines });
const act = (id: string, what: string, login: string, body?: object) => api.post(login, `reorganisation-plans/${id}/${what}`, body);
const read = async (id: string) => (await api.get('vinhtq', `reorganisation-plans/${id}`)).body;
const put = async (login: string, path: string, payload: object) => {
  const { statusCode } = await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(login), payload });
  return statusCode;
};
const upkeep = () => api.office.executor.execute(carryOutDuePlan, { tell: tellOfPlan, tellDeputies: tellOfDelegation }, { actor: 'system:directory', requestId: 'test' });
const codes = ({ body }: Answer) => (body.findings as { code: string }[]).map(({ code }) => code);
const unitsOfAll = async () => (await api.get('vinhtq', 'units')).body.items as { code: string; name: string; parentCode: string | null; validTo: string | null; successor: string | null }[];
const unitOf = async (code: string) => (await unitsOfAll()).find((each) => each.code === code);
const notices = async (login: string) => ((await api.get(login, 'notifications')).body.items as { title: string }[]).map(({ title }) => title);
const mailboxOf = async (address: string) => (await api.get('dungnh', `mailboxes?status=active&search=${address}`)).body.items[0];

/** Written, checked, submitted and approved; answers what the approval answered. */
async function approved(effectiveDay: string, lines: object[]): Promise<{ id: string; answer: Answer }> {
  const { body } = await write(effectiveDay, lines);
  const id = body.id as string;
  const checked = await act(id, 'check', 'vinhtq');
  if (checked.status !== 200) throw new Error(JSON.stringify(checked.body));
  expect(await act(id, 'submission', 'vinhtq')).toMatchObject({ status: 204 });
  return { id, answer: await act(id, 'approval', 'baotq', { decision: 'approve' }) };
}

const MERGER = {
  kind: 'merge',
  units: ['QLCN', 'QLKH'],
  into: { code: 'KHCN', name: 'Phòng Khoa học và Công nghệ' },
  people: [{ login: 'cuongpv', role: 'deputy-head', title: 'Phó Trưởng phòng' }],
};

describe('A plan that cannot be', () => {
  it('is told with everything that is wrong at once, and nothing changes', async () => {
    const { body } = await write('2027-01-01', [
      { ...MERGER, people: [], mailboxes: [{ id: '01900000-0000-7000-8000-000000000000' }] },
      { kind: 'rename', unit: 'TDC', code: 'VP' },
      { kind: 'move', unit: 'KHONG', parentCode: null },
      { kind: 'move', unit: 'VP', parentCode: 'VP' },
      { kind: 'dissolve', unit: 'LD', into: 'VP', people: [{ login: 'aikhong', leaves: true }] },
      { kind: 'dissolve', unit: 'QLCN', into: 'VP' },
      { kind: 'dissolve', unit: 'CNTT', into: 'KHONG', people: [{ login: 'tungmt', from: 'admin', leaves: true }] },
    ]);
    const answer = await act(body.id, 'check', 'vinhtq');
    expect(answer).toMatchObject({ status: 422, body: { code: 'directory.plan-refused' } });
    expect(codes(answer)).toEqual(
      expect.arrayContaining(
        ['several-heads', 'mailbox-unknown', 'code-taken', 'unit-unknown', 'circular-parents', 'unit-leads-the-agency', 'person-unknown', 'unit-in-two-lines', 'post-of-administrators', 'last-administrator'],
      ),
    );
    expect(answer.body.findings.every(({ title }: { title?: string }) => title !== undefined)).toBe(true);
    expect(await read(body.id)).toMatchObject({ status: 'draft' });
    expect(await act(body.id, 'submission', 'vinhtq')).toMatchObject({ status: 409 });
    expect(await act(body.id, 'withdrawal', 'vinhtq')).toMatchObject({ status: 204 });
  });

  it('gives its author nothing, nor anybody what a decision about a person gives', async () => {
    const { body } = await write('2027-01-01', [
      {
        kind: 'rename',
        unit: 'TDC',
        code: 'TDCL',
        people: [
          { login: 'vinhtq', role: 'leader', unit: 'LD', title: 'Giám đốc' },
          { login: 'tuanda', role: 'chief-of-office', unit: 'VP', title: 'Chánh Văn phòng' },
          { login: 'maint', role: 'staff', unit: 'TDCL', title: 'Chuyên viên' },
        ],
      },
    ]);
    const { findings } = (await act(body.id, 'check', 'vinhtq')).body;
    expect(findings.map(({ where, code }: { where: string; code: string }) => `${where} ${code}`).sort()).toEqual([
      'lines[0].people[0] post-by-decision',
      'lines[0].people[0] post-elsewhere',
      'lines[0].people[0] post-of-author',
      'lines[0].people[1] post-by-decision',
      'lines[0].people[1] post-elsewhere',
    ]);
    expect(await act(body.id, 'withdrawal', 'vinhtq')).toMatchObject({ status: 204 });
  });

  it('is told everything at once, a day that has passed and cases that are none with the rest', async () => {
    const parts = [{ code: 'a b', name: ' ', cases: ['01900000-0000-7000-8000-000000000000'], workFiles: ['99.99'] }];
    const { status, body } = await write('2026-12-14', [
      { kind: 'split', unit: 'QLCN', rest: 'QLCN', parts },
      { kind: 'move', unit: 'KHONG', parentCode: null },
      { kind: 'dissolve', unit: 'QLKH', into: 'QLKH', people: [] },
      { kind: 'move', unit: 'VP', parentCode: 'VP' },
    ]);
    expect([status, body.findings]).toEqual([201, undefined]);
    expect(codes(await act(body.id, 'check', 'vinhtq'))).toEqual(
      expect.arrayContaining(['effective-day-passed', 'unit-code-impossible', 'case-not-running', 'work-file-unknown', 'unit-unknown', 'successor-of-itself', 'circular-parents']),
    );
    expect(await act(body.id, 'withdrawal', 'vinhtq')).toMatchObject({ status: 204 });
  });

  it('leaves no unit without head, begins on no day that has passed, and is written by personnel alone', async () => {
    const headless = await write('2027-01-01', [{ ...MERGER, people: [{ login: 'cuongpv', leaves: true }, { login: 'ngocdtb', role: 'staff', title: 'Chuyên viên' }] }]);
    expect(codes(await act(headless.body.id, 'check', 'vinhtq'))).toEqual(['unit-left-without-head']);
    const past = await write('2026-12-14', [MERGER]);
    expect(codes(await act(past.body.id, 'check', 'vinhtq'))).toEqual(['effective-day-passed']);
    expect(await write('2027-01-01', [MERGER], 'tuanda')).toMatchObject({ status: 403 });
    expect(await write('2027-01-01', [MERGER], 'tungmt')).toMatchObject({ status: 403 });
  });
});

describe('Two units that are merged', () => {
  it('are shown before as they would be: posts, heads, open work, mailboxes, signatures, books; as JSON and XLSX', async () => {
    const { body } = await write('2027-01-01', [MERGER]);
    const { status, body: report } = await act(body.id, 'check', 'vinhtq');
    expect(status).toBe(200);
    expect(report).toMatchObject({
      created: [{ code: 'KHCN', name: 'Phòng Khoa học và Công nghệ', kind: 'professional' }],
      ended: [
        { code: 'QLCN', lastDay: '2026-12-31', successor: 'KHCN' },
        { code: 'QLKH', lastDay: '2026-12-31', successor: 'KHCN' },
      ],
      heads: [{ unit: 'KHCN', head: 'ngocdtb' }],
    });
    const counts = Object.fromEntries(report.work.map(({ unit, kind, count }: { unit: string; kind: string; count: number }) => [`${unit} ${kind}`, count]));
    expect(counts).toMatchObject({ 'QLCN task': 2, 'QLCN reply-obligation': 2, 'QLCN draft': 1, 'QLCN deadline': 2 });
    // Whoever plans may not read what the work is about.
    const subjects = await api.office.database.query<{ text: string }>(`select subject as text from outgoing_document union select sender_agency from incoming_document`);
    for (const { text } of subjects) expect(JSON.stringify(report.work)).not.toContain(text);
    expect(report.posts).toContainEqual({
      login: 'cuongpv',
      from: { unit: 'QLCN', role: 'head', title: 'Trưởng phòng' },
      to: { unit: 'KHCN', role: 'deputy-head', title: 'Phó Trưởng phòng' },
    });
    expect(report.mailboxes.map(({ address }: { address: string }) => address)).toEqual(['qlcn@skhcn.example', 'qlkh@skhcn.example']);
    expect(report.books.length).toBeGreaterThan(0);
    expect(await unitOf('KHCN')).toBeUndefined();
    const file = await api.app.inject({ method: 'GET', url: `/api/v1/reorganisation-plans/${body.id}/report?format=xlsx`, headers: await api.as('baotq') });
    expect([file.statusCode, file.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect(await put('yenlh', `reorganisation-plans/${body.id}`, { ...DECISION, effectiveDay: '2027-01-01', lines: [MERGER] })).toBe(403);
    expect(await put('vinhtq', `reorganisation-plans/${body.id}`, { ...DECISION, effectiveDay: '2027-01-01', lines: [MERGER] })).toBe(204);
    expect(await read(body.id)).toMatchObject({ status: 'draft', report: null });
    expect(await act(body.id, 'withdrawal', 'vinhtq')).toMatchObject({ status: 204 });
  });

  it('become one on the day, by the decision of somebody other than the author; the answer is issued by the heir', async () => {
    const { body } = await write('2027-01-01', [MERGER]);
    const id = body.id as string;
    expect(await act(id, 'check', 'vinhtq')).toMatchObject({ status: 200 });
    const rival = await write('2027-02-01', [{ kind: 'rename', unit: 'QLCN', name: 'Phòng Công nghệ' }]);
    expect((await act(rival.body.id, 'check', 'vinhtq')).status).toBe(200);
    expect(await act(id, 'submission', 'yenlh')).toMatchObject({ status: 403, body: { code: 'directory.plan-forbidden' } });
    expect(await act(id, 'submission', 'vinhtq')).toMatchObject({ status: 204 });
    expect(codes(await act(rival.body.id, 'check', 'vinhtq'))).toContain('unit-in-two-plans');
    expect(codes(await act(rival.body.id, 'submission', 'vinhtq'))).toContain('unit-in-two-plans');
    expect(await notices('baotq')).toContain('Phương án sắp xếp tổ chức chờ duyệt');
    expect(await act(id, 'approval', 'vinhtq', { decision: 'approve' })).toMatchObject({ status: 403 });
    expect(await act(id, 'approval', 'dungnh', { decision: 'approve' })).toMatchObject({ status: 200, body: { status: 'scheduled' } });
    expect(await act(id, 'withdrawal', 'vinhtq')).toMatchObject({ status: 403 });
    expect(await upkeep()).toBeNull();

    goTo(vn('2027-01-01 00:30'));
    await eventually(async () => (await upkeep(), (await read(id)).status === 'done'));
    expect(await read(id)).toMatchObject({ carriedOutOn: '2027-01-01', decidedBy: 'dungnh' });
    expect(await unitOf('QLCN')).toMatchObject({ validTo: '2026-12-31', successor: 'KHCN' });
    expect(await mailboxOf('qlcn@')).toMatchObject({ owner: 'Phòng Khoa học và Công nghệ', handoverDue: true });

    goTo(vn('2027-01-04 08:00'));
    await desk.done('ngocdtb', drafted.id, 'approval', { decision: 'approve' });
    await desk.done('ngocdtb', owed.id, 'assignment', { drafter: 'tuanda' });
    await desk.done('tuanda', owed.id, 'draft', { documentType: 'CV', draftSubject: 'V/v trả lời', draftBody: 'Kính gửi…', result: 'Xong.' });
    await desk.done('ngocdtb', owed.id, 'approval', { decision: 'approve' });
    await desk.done('tramvn', owed.id, 'format', { decision: 'pass' });
    await desk.done('baotq', owed.id, 'signature', { decision: 'sign' });
    await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
    await eventually(async () => (await desk.read(owed)).obligation.status === 'answered');
    const listed = (await api.get('ngocdtb', 'reply-obligations?unit=KHCN')).body.items as { id: string }[];
    expect(listed.map((each) => each.id)).toEqual(expect.arrayContaining([owed.obligationId, drafted.obligationId]));
  });
});

describe('A unit that gets another code', () => {
  it('goes on under it with its people, its parts and their deputies; at once where the day has come', async () => {
    const [{ postId }] = (await api.get('yenlh', 'people/khanhvd')).body.posts;
    const lent = await api.post('khanhvd', 'delegations', { postId, deputy: 'nhungnth', from: '2027-01-04', to: '2027-01-29', basis: 'Đi học' });
    expect(lent.status).toBe(201);
    expect((await api.post('yenlh', 'units', { code: 'TDC-TN', name: 'Tổ Thử nghiệm', kind: 'professional', parentCode: 'TDC' })).status).toBe(201);
    goTo(vn('2027-01-05 08:00'));
    const { answer, id } = await approved('2027-01-05', [
      { kind: 'rename', unit: 'TDC', code: 'DLCL', name: 'Phòng Đo lường Chất lượng', mailboxes: [{ id: (await mailboxOf('tdc@')).id, localPart: 'dlcl' }] },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { status: 'done' } });
    expect((await read(id)).report.delegations).toMatchObject([{ deputy: 'nhungnth', goesOn: true }]);
    expect(await unitOf('DLCL')).toMatchObject({ name: 'Phòng Đo lường Chất lượng' });
    expect(await unitOf('TDC')).toMatchObject({ validTo: '2027-01-04', successor: 'DLCL' });
    expect(await unitOf('TDC-TN')).toMatchObject({ parentCode: 'DLCL' });
    expect(await mailboxOf('dlcl@')).toMatchObject({ owner: 'Phòng Đo lường Chất lượng', managers: ['khanhvd'], handoverDue: false });
    expect((await api.get('nhungnth', 'auth/me')).body.groups).toEqual(expect.arrayContaining(['head:DLCL', 'head:TDC', 'deputy-of:khanhvd']));
  });
});

describe('A unit that is split', () => {
  let letters = 0;

  it('gives the cases that are named to a part, whole, and everything else to the rest', async () => {
    goTo(vn('2027-01-06 08:00'));
    const [goes, stays] = [await oweKhcn(), await oweKhcn()];
    const { id, answer } = await approved('2027-01-06', [
      {
        kind: 'split',
        unit: 'KHCN',
        rest: 'KHCN',
        parts: [{ code: 'DMST', name: 'Phòng Đổi mới sáng tạo', cases: [goes.instanceId] }],
        people: [
          { login: 'cuongpv', unit: 'DMST', role: 'head', title: 'Trưởng phòng' },
          { login: 'maint', unit: 'DMST' },
        ],
      },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { status: 'done' } });
    const { report } = await read(id);
    expect([...new Set(report.moved.map(({ kind }: { kind: string }) => kind))]).toEqual(expect.arrayContaining(['case', 'task', 'reply-obligation', 'deadline']));
    await desk.done('cuongpv', goes.id, 'assignment', { drafter: 'maint' });
    await desk.done('maint', goes.id, 'draft', { documentType: 'CV', draftSubject: 'V/v trả lời', draftBody: 'Kính gửi…', result: 'Xong.' });
    await desk.done('cuongpv', goes.id, 'approval', { decision: 'approve' });
    await desk.done('tramvn', goes.id, 'format', { decision: 'pass' });
    await desk.done('baotq', goes.id, 'signature', { decision: 'sign' });
    await desk.done('anhdtl', goes.id, 'issue', { recipients: 'UBND tỉnh' });
    await eventually(async () => (await desk.read(goes)).obligation.status === 'answered');
    await desk.done('ngocdtb', stays.id, 'assignment', { drafter: 'tuanda' });
    const owedBy = async (unit: string) => ((await api.get('baotq', `reply-obligations?unit=${unit}`)).body.items as { id: string }[]).map((each) => each.id);
    expect(await owedBy('DMST')).toEqual([goes.obligationId]);
    expect(await owedBy('KHCN')).toContain(stays.obligationId);
  });

  async function oweKhcn(): Promise<OwedReply> {
    const { status, body } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh Bình Định',
      documentNumber: `${++letters}/UBND-KHCN`,
      documentDate: '2027-01-04',
      documentType: 'Công văn',
      subject: 'V/v phối hợp',
      medium: 'paper',
      replyRequired: true,
      dueAt: '2027-02-28T03:00:00Z',
      instruction: { leadUnit: 'KHCN', content: 'Giao KHCN trả lời.', instructedBy: 'baotq' },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    await desk.outgoing.taskOf('ngocdtb', body.id, 'assignment');
    return body as OwedReply;
  }
});

describe('A plan that was approved', () => {
  it('does not happen by half when the office has changed: nothing is done, and who approved it is told why', async () => {
    goTo(vn('2027-01-07 08:00'));
    const { id, answer } = await approved('2027-01-11', [
      { kind: 'dissolve', unit: 'DMST', into: 'KHCN', people: [{ login: 'cuongpv', role: 'deputy-head', title: 'Phó Trưởng phòng' }] },
      { kind: 'move', unit: 'TDC-TN', parentCode: 'KHCN' },
    ]);
    expect(answer).toMatchObject({ body: { status: 'scheduled' } });
    const [{ postId }] = (await api.get('yenlh', 'people/ngocdtb')).body.posts.filter(({ unit }: { unit: string }) => unit === 'KHCN');
    expect(await api.post('yenlh', `posts/${postId}/end`, { lastDay: '2027-01-08' })).toMatchObject({ status: 204 });
    goTo(vn('2027-01-11 00:10'));
    await eventually(async () => (await upkeep(), (await read(id)).status === 'failed'));
    expect(await read(id)).toMatchObject({ findings: [{ code: 'unit-left-without-head' }] });
    expect(await unitOf('TDC-TN')).toMatchObject({ parentCode: 'DLCL' });
    expect(await unitOf('DMST')).toMatchObject({ validTo: null });
    expect(await notices('baotq')).toContain('Chưa thực hiện được phương án sắp xếp tổ chức');
  });

  it('is not approved by whose post it changes, and is refused or withdrawn before its day', async () => {
    const lines = [{ kind: 'rename', unit: 'VP', code: 'VPS', name: 'Văn phòng' }];
    const { body } = await write('2027-01-13', lines);
    expect(await act(body.id, 'check', 'vinhtq')).toMatchObject({ status: 200 });
    expect(await act(body.id, 'submission', 'vinhtq')).toMatchObject({ status: 204 });
    expect(await act(body.id, 'approval', 'dungnh', { decision: 'approve' })).toMatchObject({ status: 403, body: { code: 'directory.plan-forbidden' } });
    expect(await act(body.id, 'approval', 'baotq', { decision: 'refuse' })).toMatchObject({ status: 400, body: { findings: [{ where: 'body.note', what: 'Không duyệt thì phải nêu lý do.' }] } });
    expect(await act(body.id, 'approval', 'baotq', { decision: 'refuse', note: 'Chưa cần' })).toMatchObject({ status: 200, body: { status: 'refused' } });
    const later = await approved('2027-01-13', lines);
    expect(await act(later.id, 'withdrawal', 'baotq')).toMatchObject({ status: 204 });
    goTo(vn('2027-01-13 00:30'));
    expect(await upkeep()).toBeNull();
    expect(await read(later.id)).toMatchObject({ status: 'withdrawn' });
  });
});
