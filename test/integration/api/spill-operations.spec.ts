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
    expect(await operate(spill.instanceId, 'suspend', { timers: 'keep-due', reason: 'Chờ' })).toMatchObject(refused);
    const another = { variables: { spillId: '01890000-0000-7000-8000-000000000000', decidedBy: 'dungnh' } };
    expect(await operate(spill.instanceId, 'variables', another)).toMatchObject(refused);
    const [timer] = (await api.get('tungmt', `process-instances/${spill.instanceId}/timers`)).body.items;
    expect(await operate(spill.instanceId, `timers/${timer.key}`, { due: '2030-01-01T00:00:00Z' })).toMatchObject(refused);
    const toOperators = { changes: { candidateGroups: ['staff'] }, reason: 'Nhanh' };
    expect(await api.post('tungmt', `tasks/${confirm.id}/change`, toOperators)).toMatchObject(refused);
    expect(await api.get('dungnh', `tasks/${confirm.id}`)).toMatchObject({ body: { status: 'open' } });
  });

  it('neither begin one of their own nor keep the next one from beginning, and move none to another version', async () => {
    const byHand = { status: 409, body: { code: 'documents.spill-procedure-by-hand' } };
    const begun = { key: 'secret-spill', variables: { spillId: spill.id } };
    expect(await api.post('tungmt', 'process-instances', begun)).toMatchObject(byHand);
    const [procedure] = await api.office.database.query<{ id: string }>(
      'select definition_id as id from process_instance where id = $1',
      [spill.instanceId],
    );
    const how = { timers: 'keep-due', reason: 'Chờ' };
    expect(await api.post('tungmt', `process-definitions/${procedure!.id}/suspend`, how)).toMatchObject(byHand);
    const migration = { from: procedure!.id, to: procedure!.id, instanceIds: [spill.instanceId] };
    const report = await api.post('tungmt', 'migrations', migration);
    expect(report).toMatchObject({ body: { items: [{ outcome: 'refused', findings: [{ code: 'documents.spill-not-over' }] }] } });
  });

  it('give a failed job of it new attempts, as it is, and do nothing else about it', async () => {
    const [job] = await api.office.database.query<{ id: string }>(
      `update job set status = 'failed', error = '{}' where instance_id = $1 and kind = 'timer' returning id`,
      [spill.instanceId],
    );
    const failed = `jobs/${job!.id}`;
    const reason = 'Đã gỡ tay';
    const refused = { status: 409, body: { code: 'documents.spill-not-over' } };
    expect(await api.post('tungmt', `${failed}/cancel`, { reason })).toMatchObject(refused);
    expect(await api.post('tungmt', `${failed}/retry`, { variables: { removedBy: 'dungnh' } })).toMatchObject(refused);
    const many = await api.post('tungmt', 'jobs/cancel', { ids: [job!.id], reason });
    expect(many).toMatchObject({ body: { items: [{ outcome: 'refused', findings: [{ code: 'documents.spill-not-over' }] }] } });
    const retried = await api.post('tungmt', 'jobs/retry', { ids: [job!.id], variables: { removedBy: 'dungnh' } });
    expect(retried).toMatchObject({ body: { items: [{ outcome: 'refused' }] } });
    expect(await api.post('tungmt', `${failed}/retry`, {})).toMatchObject({ status: 200 });
  });

  it('let no case of it go on, one by one or with all of its version, and write nothing into it', async () => {
    const locked = { status: 423, body: { code: 'documents.content-locked' } };
    expect(await operate(caseId, 'resume', {})).toMatchObject(locked);
    expect(await operate(caseId, 'cancel', { reason: 'Nhầm' })).toMatchObject(locked);
    expect(await operate(caseId, 'variables', { variables: { subject: 'Kế hoạch' } })).toMatchObject(locked);
    const taskOf = `select t.id from user_task t join process_instance i on i.id = t.instance_id where i.root_instance_id = $1 and t.status = 'open'`;
    const [task] = await api.office.database.query<{ id: string }>(taskOf, [caseId]);
    expect(await api.post('tungmt', `tasks/${task!.id}/change`, { changes: { priority: 9 }, reason: 'Gấp' })).toMatchObject(locked);
    const [running] = await api.office.database.query<{ id: string }>('select definition_id as id from process_instance where id = $1', [caseId]);
    for (const dryRun of [true, false]) {
      const report = await api.post('tungmt', 'migrations', { from: running!.id, to: running!.id, instanceIds: [caseId], dryRun });
      expect(report).toMatchObject({ body: { items: [{ outcome: 'refused', findings: [{ code: 'documents.content-locked' }] }] } });
    }
    const { body: other } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'Sở Tài chính',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v dự toán',
      replyRequired: false,
      medium: 'paper',
    });
    expect(await operate(other.instanceId, 'suspend', { timers: 'keep-due', reason: 'Kiểm tra' })).toMatchObject({ status: 200 });
    expect(await api.post('tungmt', `process-definitions/${running!.id}/resume`, {})).toMatchObject({ body: { instances: 1 } });
    expect(await suspendedAt()).not.toBeNull();
  });

  it('remove nothing on the word of one person: who confirmed it leaves the removal to another', async () => {
    await api.office.database.query(
      `insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'dungnh', 'CNTT', 'it', 'Kiêm nhiệm', '2024-01-02')`,
    );
    const subject = { senderAgency: 'UBND tỉnh', documentDate: '2026-01-05', documentType: 'Công văn', subject: 'V/v khác', medium: 'paper' };
    const { body: letter } = await api.post('anhdtl', 'incoming-documents', { ...subject, replyRequired: false });
    const { body: found } = await api.post('anhdtl', 'secret-spills', { documentId: letter.id });
    const taskOf = (login: string, formKey: string): Promise<{ id: string }> =>
      eventually(async () => {
        const { items } = (await api.get(login, 'tasks?scope=group&limit=200')).body;
        return items.find((each: { businessKey: string; formKey: string }) => each.businessKey === found.id && each.formKey === formKey);
      });
    const confirm = await taskOf('dungnh', 'confirmation');
    expect(await api.post('dungnh', `tasks/${confirm.id}/complete`, { variables: { decision: 'secret' } })).toMatchObject({ status: 204 });
    const removal = await taskOf('dungnh', 'removal');
    const itself = { status: 403, body: { code: 'documents.removal-by-who-confirmed' } };
    expect(await api.post('dungnh', `tasks/${removal.id}/claim`)).toMatchObject(itself);
    const variables = { removalUnderstood: true };
    expect(await api.post('dungnh', `tasks/${removal.id}/complete`, { variables })).toMatchObject(itself);
    expect(await api.post('namcn', `tasks/${removal.id}/complete`, { variables })).toMatchObject({ status: 204 });
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
