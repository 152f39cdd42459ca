import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

const SECRET = 'TUYỆT MẬT: kế hoạch phòng thủ';
const csv = 'code;title;retention;unit;responsible\n01.QLCN;Hồ sơ chuyển giao công nghệ;20;QLCN;tuanda\n';
const DAY_MS = 86_400_000;

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new OutgoingDesk(api);
});
afterAll(() => api.close());

const letter = (given: object = {}) => ({
  senderAgency: 'UBND tỉnh',
  documentDate: '2026-01-05',
  documentType: 'Công văn',
  subject: 'V/v chuyển giao công nghệ',
  medium: 'paper',
  replyRequired: true,
  dueAt: new Date(api.clock.now().getTime() + 20 * DAY_MS).toISOString(),
  ...given,
});
const register = async (given?: object) => (await api.post('anhdtl', 'incoming-documents', letter(given))).body as { id: string; instanceId: string };
const obligationOf = async (documentId: string) =>
  (await api.office.database.query<{ id: string }>('select id from reply_obligation where document_id = $1', [documentId]))[0]!.id;
const put = async (login: string, path: string, payload: object) => {
  const response = await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(login), payload });
  return { status: response.statusCode, body: response.body === '' ? undefined : JSON.parse(response.body) };
};

/** A work file with one note, and another that is closed. */
async function workFiles() {
  const year = api.clock.now().getUTCFullYear();
  await api.post('anhdtl', 'file-plan/imports', { year, csv });
  const open = async () => (await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN' })).body.id as string;
  const [fileId, closedId] = [await open(), await open()];
  const { body: entry } = await api.post('tuanda', `work-files/${fileId}/entries`, { kind: 'note', note: 'Đã gọi điện' });
  await api.post('tuanda', `work-files/${closedId}/closing`, {});
  return { fileId, closedId, entryId: entry.id as string };
}

it('stops what may be a secret in the reason of any act, and lets it in when somebody has looked at it', async () => {
  const [incoming, ended, mistaken] = [await register(), await register(), await register()];
  await api.post('tungmt', `process-instances/${ended.instanceId}/cancel`, { reason: 'Nhầm' });
  const [obligation, cancelled] = [await obligationOf(incoming.id), await obligationOf(ended.id)];
  const [issued, draft] = [await desk.submit(), await desk.submit()];
  await desk.issue(issued, 'UBND tỉnh');
  const { documentDate: today, sentTo } = await desk.read(issued);
  await api.post('anhdtl', `reply-obligations/${obligation}/answers`, { outgoingDocumentId: issued, completes: false });
  const { fileId, closedId, entryId } = await workFiles();
  const [deadline] = await api.office.database.query<{ id: string }>(`select id from deadline where instance_id = $1 and subject <> 'task'`, [incoming.instanceId]);
  const task = await eventually(async () =>
    (await api.get('baotq', 'tasks?scope=group')).body.items.find(({ businessKey }: { businessKey: string }) => businessKey === incoming.id),
  );
  const { body: authorities } = await api.get('dungnh', 'signing-authorities?form=KT');
  const later = (days: number) => new Date(api.clock.now().getTime() + days * DAY_MS).toISOString();
  const reason = SECRET;
  const authority = { holder: 'hangltm', form: 'KT', title: 'PHÓ GIÁM ĐỐC', principal: 'GIÁM ĐỐC', grantedBy: 'baotq', basis: SECRET, validFrom: today };
  const acts: [where: string, login: string, path: string, body: object][] = [
    ['reason', 'anhdtl', `incoming-documents/${mistaken.id}/void`, { reason }],
    ['reason', 'anhdtl', `outgoing-documents/${issued}/void`, { reason }],
    ['reason', 'baotq', `outgoing-documents/${draft}/duty-exceptions`, { step: 'check-format', person: 'oanhhtk', reason }],
    ['to', 'anhdtl', `outgoing-documents/${issued}/recipients/${sentTo[0].id}/delivery`, { result: 'delivered', on: today, to: SECRET }],
    ['reason', 'anhdtl', `reply-obligations/${obligation}/answers/${issued}/removal`, { reason }],
    ['reason', 'dungnh', `reply-obligations/${cancelled}/cancellation`, { reason }],
    ['basis', 'dungnh', 'signing-authorities', authority],
    ['reason', 'dungnh', `signing-authorities/${authorities.items[0].id}/end`, { reason }],
    ['reason', 'tuanda', `work-files/${fileId}/entries/${entryId}/removal`, { reason }],
    ['reason', 'cuongpv', `work-files/${closedId}/reopening`, { reason }],
    ['note', 'tuanda', 'archive-handovers', { fileIds: [closedId], note: SECRET }],
    ['reason', 'baotq', `deadlines/case/${deadline!.id}/pause`, { until: later(5), reason }],
    ['reason', 'baotq', `deadlines/case/${deadline!.id}/extensions`, { to: { dueAt: later(40) }, reason }],
    ['reason', 'tungmt', `deadlines/case/${deadline!.id}/corrections`, { dueAt: later(30), reason }],
    ['reason', 'tungmt', `tasks/${task.id}/change`, { changes: { priority: 9 }, reason }],
    ['variables.note', 'tungmt', `process-instances/${incoming.instanceId}/variables`, { variables: { note: SECRET } }],
    ['reason', 'tungmt', `process-instances/${incoming.instanceId}/suspend`, { timers: 'keep-due', reason }],
    ['reason', 'tungmt', `process-instances/${incoming.instanceId}/cancel`, { reason }],
  ];
  const answers: unknown[] = [];
  for (const [, login, path, body] of acts) {
    const { status, body: answer } = await (path.endsWith('delivery') ? put : api.post)(login, path, body);
    answers.push([path, status, answer?.code, answer?.findings?.[0]?.where]);
  }
  expect(answers).toEqual(acts.map(([where, , path]) => [path, 409, 'documents.must-not-enter-suspected', where]));
  const confirmed = { reason, notSecretConfirmed: true, confirmedReason: 'Ví dụ trong tài liệu tập huấn' };
  expect(await api.post('anhdtl', `outgoing-documents/${issued}/void`, confirmed)).toMatchObject({ status: 204 });
});
