import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('operators and a secret that is being dealt with', () => {
  let api: ApiUnderTest;
  let documentId: string;
  let caseId: string;
  let spill: { id: string; instanceId: string };
  beforeAll(async () => {
    api = await startApi();
    const letter = { senderAgency: 'UBND tỉnh', documentDate: '2026-01-05', documentType: 'Công văn', subject: 'V/v', replyRequired: false };
    const { body } = await api.post('anhdtl', 'incoming-documents', { ...letter, medium: 'paper' });
    [documentId, caseId] = [body.id, body.instanceId];
    spill = (await api.post('anhdtl', 'secret-spills', { documentId })).body;
  });
  afterAll(() => api.close());

  const operate = (id: string, act: string, body: object) => api.post('tungmt', `process-instances/${id}/${act}`, body);
  const suspendedAt = async () =>
    (await api.office.database.query<{ at: string | null }>('select suspended_at as at from process_instance where id = $1', [caseId]))[0]!.at;

  it('do not take its procedure away: it is neither cancelled nor moved by hand', async () => {
    const confirm = await eventually(async () =>
      (await api.get('dungnh', 'tasks?scope=group')).body.items.find(({ businessKey }: { businessKey: string }) => businessKey === spill.id),
    );
    const refused = { status: 409, body: { code: 'documents.spill-not-over' } };
    expect(await operate(spill.instanceId, 'cancel', { reason: 'Nhầm' })).toMatchObject(refused);
    const start = { instructions: [{ type: 'startBefore', element: 'Service_Remove' }], reason: 'Nhanh' };
    expect(await operate(spill.instanceId, 'modify', start)).toMatchObject(refused);
    expect(await api.get('dungnh', `tasks/${confirm.id}`)).toMatchObject({ body: { status: 'open' } });
  });

  it('let no case of it go on, one by one or with all of its version, and write nothing into it', async () => {
    const locked = { status: 423, body: { code: 'documents.content-locked' } };
    expect(await operate(caseId, 'resume', {})).toMatchObject(locked);
    expect(await operate(caseId, 'cancel', { reason: 'Nhầm' })).toMatchObject(locked);
    expect(await operate(caseId, 'variables', { variables: { subject: 'Kế hoạch' } })).toMatchObject(locked);
    const { body: other } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'Sở Tài chính',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v dự toán',
      replyRequired: false,
      medium: 'paper',
    });
    expect(await operate(other.instanceId, 'suspend', { timers: 'keep-due', reason: 'Kiểm tra' })).toMatchObject({ status: 200 });
    const [instance] = await api.office.database.query<{ id: string }>('select definition_id as id from process_instance where id = $1', [caseId]);
    expect(await api.post('tungmt', `process-definitions/${instance!.id}/resume`, {})).toMatchObject({ body: { instances: 1 } });
    expect(await suspendedAt()).not.toBeNull();
  });

  it('may end what is left of it once that is over', async () => {
    const task = await eventually(async () =>
      (await api.get('dungnh', 'tasks?scope=group')).body.items.find(({ businessKey }: { businessKey: string }) => businessKey === spill.id),
    );
    const decision = { decision: 'not-secret', reason: 'Đã giải mật.' };
    expect(await api.post('dungnh', `tasks/${task.id}/complete`, { variables: decision })).toMatchObject({ status: 204 });
    await eventually(async () => (await suspendedAt()) === null || undefined);
    expect(await operate(caseId, 'cancel', { reason: 'Nhầm' })).toMatchObject({ status: 204 });
  });
});
