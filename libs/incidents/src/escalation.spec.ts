import { retryJob, startInstance } from '#runtime';
import { incidentProgress } from './incident-progress.query.js';
import { type IncidentOffice, openIncidentOffice } from './testing/incident-office.js';

let office: IncidentOffice;
beforeAll(async () => {
  office = await openIncidentOffice();
});
beforeEach(() => {
  office.told.length = 0;
});
afterAll(() => office.close());

const titles = (login: string) => office.told.filter(({ to }) => to.includes(login)).map(({ title }) => title);

describe('a report', () => {
  it('asks the head of the department first, who passes it on; whoever takes it is written down, and each step is told to the reporter', async () => {
    const incident = await office.report();
    expect(titles('truongphong')).toEqual([`Sự cố ${incident.label} chờ tiếp nhận`]);
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'pass-on', note: 'Cả phòng.' });
    expect(titles('quantri')).toEqual([`Sự cố ${incident.label} chờ tiếp nhận`]);
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'handling', handler: 'quantri' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Đã khởi động lại.' });
    await office.complete(incident, 'Task_Confirm', 'chuyenvien', { confirmation: 'works' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'closed', fix: 'Đã khởi động lại.', closed_at: expect.any(String) });
    expect(await office.hops(incident.id)).toEqual([['head', 'passed-on'], ['it', 'taken']]);
    expect(titles('chuyenvien').map((title) => title.replace(/^Sự cố SC-\d+: /, ''))).toEqual([
      'đã báo trưởng đơn vị',
      'đã báo bộ phận công nghệ thông tin',
      'đã có người xử lý',
      'đã khắc phục',
      'đã đóng',
    ]);
  });

  it('climbs by itself, level by level, while those before may still take it; then nobody else has it', async () => {
    const incident = await office.report({ severity: 'critical' });
    await office.pass(24 * 4);
    expect(await office.hops(incident.id)).toEqual([['head', 'silent'], ['it', null]]);
    await office.pass(24 * 4);
    expect(await office.hops(incident.id)).toEqual([['head', 'silent'], ['it', 'silent'], ['leader', null]]);
    expect(await office.open(incident)).toEqual(['Task_Hop', 'Task_Hop', 'Task_Hop']);
    await office.complete(incident, 'Task_Hop', 'giamdoc', { hopDecision: 'handle' });
    expect(await office.open(incident)).toEqual(['Task_Fix']);
    expect((await office.hops(incident.id)).at(-1)).toEqual(['leader', 'taken']);
  });

  it('names nobody at a level that was silent, and a level that has taken it keeps that when it turns out to be none', async () => {
    const incident = await office.report();
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'pass-on', note: 'Cả phòng.' });
    await office.pass(24 * 4);
    const ended = await office.database.query('select hop, outcome, ended_by as by from incident_hop where incident_id = $1 order by number', [incident.id]);
    expect(ended).toEqual([{ hop: 'head', outcome: 'passed-on', by: 'truongphong' }, { hop: 'it', outcome: 'silent', by: null }, { hop: 'leader', outcome: null, by: null }]);
    const taken = await office.report({ route: '003' });
    await office.complete(taken, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(taken, 'Task_Fix', 'quantri', { fixDecision: 'not-incident', note: 'Gõ sai địa chỉ.' });
    expect([(await office.row(taken.id))['status'], await office.hops(taken.id)]).toEqual(['refused', [['it', 'taken']]]);
  });

  it('of a unit without a head climbs at once, and the reporter hears why', async () => {
    const incident = await office.report({}, 'khongtruong');
    expect(await office.hops(incident.id)).toEqual([['head', 'nobody'], ['it', null]]);
    expect(titles('khongtruong')[0]).toContain('lên cấp trên');
    expect(office.told.find(({ to }) => to.includes('khongtruong'))!.body).toContain('không có trưởng đơn vị');
  });

  it('of the head himself is not asked of him', async () => {
    const incident = await office.report({}, 'truongphong');
    expect(await office.hops(incident.id)).toEqual([['head', 'nobody'], ['it', null]]);
  });

  it('goes to whoever answers for the agency where the last level of its route has nobody', async () => {
    await office.database.query(`update post set valid_to = '2020-12-31' where role = 'it'`);
    try {
      const incident = await office.report({ route: '004' });
      expect(await office.hops(incident.id)).toEqual([['it', 'nobody'], ['province', 'nobody'], ['leader', null]]);
      expect(titles('giamdoc')).toEqual([`Sự cố ${incident.label} chờ tiếp nhận`]);
    } finally {
      await office.database.query(`update post set valid_to = null where role = 'it'`);
    }
  });

  it('that is no incident ends with the reason, and is told', async () => {
    const incident = await office.report();
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'not-incident', note: 'Chưa cắm dây mạng.' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'refused' });
    expect(await office.hops(incident.id)).toEqual([['head', 'not-incident']]);
    expect(office.told.at(-1)).toMatchObject({ to: ['chuyenvien'], body: 'truongphong: Chưa cắm dây mạng.' });
  });

  it('of malware that a head finds to be none goes on being isolated until IT has ended that', async () => {
    const incident = await office.report({ kind: 'malware' });
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'not-incident', note: 'Thư quảng cáo.' });
    expect([await office.open(incident), (await office.row(incident.id))['status']]).toEqual([['Task_Isolate'], 'reported']);
    await office.complete(incident, 'Task_Isolate', 'quantri', { isolation: 'Đã kiểm tra, không có gì.' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'refused' });
    const fixing = await office.report({ kind: 'malware' });
    await office.complete(fixing, 'Task_Hop', 'truongphong', { hopDecision: 'handle' });
    await office.complete(fixing, 'Task_Fix', 'truongphong', { fixDecision: 'not-incident', note: 'Nhầm.' });
    expect(await office.open(fixing)).toEqual(['Task_Isolate']);
  });

  it('that is fixed and silent for long is closed; a grave one asks what was learnt', async () => {
    const incident = await office.report({ route: '003', severity: 'high' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Đã thay ổ.' });
    await office.pass(24 * 7);
    expect(await office.row(incident.id)).toMatchObject({ status: 'closed' });
    await office.complete(incident, 'Task_AfterAction', 'quantri', { cause: 'Ổ cũ.', lesson: 'Theo dõi.' });
    expect(await office.row(incident.id)).toMatchObject({ after_action: 'Nguyên nhân: Ổ cũ.\nViệc phải làm: Theo dõi.' });
  });

  it('that is opened again is with whoever has fixed it, without asking the levels anew', async () => {
    const incident = await office.report({ route: '003' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Xong.' });
    await office.complete(incident, 'Task_Confirm', 'chuyenvien', { confirmation: 'reopen', reopenReason: 'Vẫn lỗi.' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'handling', handler: 'quantri', closed_at: null });
    expect(await office.open(incident)).toEqual(['Task_Fix']);
  });

  it('of malware is isolated once: opened again, it is with whoever has fixed it alone', async () => {
    const incident = await office.report({ route: '003', kind: 'malware' });
    await office.complete(incident, 'Task_Isolate', 'quantri', { isolation: 'Đã rút dây mạng.' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Đã quét.' });
    await office.complete(incident, 'Task_Confirm', 'chuyenvien', { confirmation: 'reopen', reopenReason: 'Máy lại gửi thư.' });
    expect(await office.open(incident)).toEqual(['Task_Fix']);
  });

  it('that needs the province is written there by the post of the route, and followed by whoever wrote', async () => {
    const incident = await office.report({ route: '004' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'climb', note: 'Máy chủ của tỉnh.' });
    await office.complete(incident, 'Task_ContactProvince', 'quantri2', { channel: 'letter', reference: '12/BDT-CNTT' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'handling', handler: 'quantri2' });
    expect(await office.hops(incident.id)).toEqual([['it', 'taken'], ['province', 'taken']]);
    const { events } = await incidentProgress(office.database, office.person('chuyenvien'), incident.id);
    expect(events.map(({ kind }) => kind)).toEqual(['reported', 'asked', 'taken', 'climbed', 'asked', 'outside', 'taken']);
    expect(events.find(({ kind }) => kind === 'outside')).toMatchObject({ text: 'Công văn: 12/BDT-CNTT' });
  });
});

describe('an exposed password', () => {
  const exposure = { kind: 'password-exposure', exposedLogin: 'chuyenvien', route: '000' };
  const settings = { exposureReporters: ['self', 'head', 'it'], accountSystems: [] };
  const status = async (login: string) => (await office.database.query<{ status: string }>('select status from account where login = $1', [login]))[0]!.status;
  afterEach(() => office.database.query(`update account set status = 'active'`));

  it('has its account locked with the report, once: who has got a new password before anything else happens keeps it', async () => {
    const groups = office.person('chuyenvien').groups;
    const input = { ...exposure, severity: 'normal' as const, title: 'Lộ mật khẩu', description: 'Trang giả.', systems: [], attachmentIds: [], groups, ...settings };
    await office.executor.execute(office.commands.report, input, office.as('chuyenvien'));
    expect(await status('chuyenvien')).toBe('locked');
    await office.database.query(`update account set status = 'active' where login = 'chuyenvien'`);
    await office.runDueJobs();
    expect(await status('chuyenvien')).toBe('active');
  });

  it('that names no account, no mailbox and no reason why not is not taken', async () => {
    const unnamed = { ...exposure, exposedLogin: undefined };
    await expect(office.report(unnamed)).rejects.toMatchObject({ findings: [{ where: 'exposedLogin', code: 'incident-exposure-unnamed' }] });
    await expect(office.report({ ...unnamed, exposedMailbox: 'la@skhcn.example' })).rejects.toMatchObject({ findings: [{ code: 'incident-mailbox-unknown' }] });
    await expect(office.report({ kind: 'outage', exposedMailbox: 'la@skhcn.example', exposureUnknown: 'x' })).rejects.toMatchObject({
      findings: [{ where: 'exposedMailbox', code: 'incident-exposure-only' }, { where: 'exposureUnknown', code: 'incident-exposure-only' }],
    });
    await office.database.query(`with box as (insert into mailbox (id, kind, unit_code, status, created_at, changed_at)
        values (gen_random_uuid(), 'unit', 'QLCN', 'active', now(), now()) returning id)
      insert into mailbox_address (address, mailbox_id, since) select 'qlcn@skhcn.example', id, now() from box`);
    const incident = await office.report({ ...unnamed, exposedMailbox: 'QLCN@skhcn.example' });
    expect(await office.open(incident)).toContain('Task_FindAccount');
  });

  it('whose account the reporter cannot name is looked for by IT first, and locked when it is found', async () => {
    const incident = await office.report({ ...exposure, exposedLogin: undefined, exposureUnknown: 'Tờ giấy không ghi tên.' });
    expect([await status('chuyenvien'), (await office.open(incident)).sort()]).toEqual(['active', ['Task_FindAccount', 'Task_Hop']]);
    office.told.length = 0;
    await office.complete(incident, 'Task_FindAccount', 'quantri', { foundLogin: 'chuyenvien', foundText: 'So chữ viết.' });
    expect(await status('chuyenvien')).toBe('locked');
    expect(await office.row(incident.id)).toMatchObject({ exposed_login: 'chuyenvien' });
    expect(office.told).toMatchObject([{ to: ['chuyenvien'], title: expect.stringContaining('đã khóa tài khoản bị lộ') }]);
    const { events } = await incidentProgress(office.database, office.person('chuyenvien'), incident.id);
    expect(events.filter(({ kind }) => ['account-unknown', 'account-searched', 'locked'].includes(kind)).map(({ actor, text }) => [actor, text])).toEqual([
      ['chuyenvien', 'Tờ giấy không ghi tên.'],
      ['quantri', 'So chữ viết.'],
      ['quantri', 'chuyenvien'],
    ]);
    const other = await office.report({ ...exposure, exposedLogin: undefined, exposureUnknown: 'Chưa rõ.' });
    await office.complete(other, 'Task_FindAccount', 'quantri', { foundText: 'Không phải của ai.' });
    expect(await office.row(other.id)).toMatchObject({ exposed_login: null, status: 'reported' });
  });

  it('that is over when its account is found locks nothing: an operator sees the failed step', async () => {
    const incident = await office.report({ ...exposure, exposedLogin: undefined, exposureUnknown: 'Chưa rõ.' });
    await office.database.query(`update incident set status = 'closed', closed_at = now() where id = $1`, [incident.id]);
    await office.complete(incident, 'Task_FindAccount', 'quantri', { foundLogin: 'chuyenvien', foundText: 'So chữ viết.' });
    expect([await status('chuyenvien'), (await office.row(incident.id))['exposed_login']]).toEqual(['active', null]);
    const [job] = await office.database.query<{ error: { message: string } }>('select error from job where instance_id = $1 and error is not null', [incident.instanceId]);
    expect(job!.error.message).toContain('finding its account is not possible any more');
  });

  it('waits where its account cannot be locked: the step is tried again, the levels are asked meanwhile, and nothing is lost', async () => {
    const incident = await office.report({ ...exposure, exposedLogin: undefined, exposureUnknown: 'Chưa rõ.' });
    office.lockIsDown = true;
    await office.complete(incident, 'Task_FindAccount', 'quantri', { foundLogin: 'chuyenvien', foundText: 'So chữ viết.' });
    for (let attempt = 0; attempt < 5; attempt += 1) await office.pass(1 / 60);
    const failed = async () => office.database.query<{ id: string; status: string }>(`select id, status from job where instance_id = $1 and error is not null`, [incident.instanceId]);
    expect([await status('chuyenvien'), (await failed()).map((job) => job.status)]).toEqual(['active', ['failed']]);
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Đã đổi mật khẩu.' });
    expect([await office.open(incident), (await office.row(incident.id))['status']]).toEqual([[], 'handling']);
    office.lockIsDown = false;
    const [job] = await failed();
    await office.executor.execute(retryJob, { jobId: job!.id }, office.as('quantri'));
    await office.runDueJobs();
    expect([await status('chuyenvien'), await office.open(incident)]).toEqual(['locked', ['Task_Confirm']]);
  });

  it('is not taken as reported where its account cannot be locked', async () => {
    const count = async () => (await office.database.query('select from incident')).length;
    const before = await count();
    office.lockIsDown = true;
    await expect(office.report(exposure)).rejects.toThrow('The accounts cannot be reached.');
    office.lockIsDown = false;
    expect([await count(), await status('chuyenvien')]).toEqual([before, 'active']);
  });

  it('of somebody else is for those to report whom the settings name', async () => {
    await expect(office.report(exposure, 'khongtruong')).rejects.toMatchObject({ code: 'incidents.refused', findings: [{ code: 'incident-account-foreign' }] });
    await office.report(exposure, 'truongphong');
    expect(await status('chuyenvien')).toBe('locked');
  });
});

it('a report is refused with all that is wrong with it', async () => {
  const wrong = { kind: 'fire', title: undefined, description: undefined, unit: 'TDC', exposedLogin: 'ai' };
  await expect(office.report(wrong)).rejects.toMatchObject({
    findings: [
      { code: 'incident-kind-unknown' },
      { where: 'title', code: 'incident-text-missing' },
      { where: 'description', code: 'incident-text-missing' },
      { code: 'incident-unit-foreign' },
      { code: 'incident-exposure-only' },
    ],
  });
  const secret = { kind: 'outage', reportedId: '01890a5d-ac96-774b-bcce-b302099a8057' };
  await expect(office.report(secret)).rejects.toMatchObject({ findings: [{ code: 'incident-secret-only' }, { code: 'incident-secret-told' }] });
});

it('a case that was begun with the incident of another writes nothing of it, and asks nobody about it', async () => {
  const incident = await office.report();
  const before = await office.row(incident.id);
  const variables = { incidentId: incident.id, label: 'SC-1', subject: 'x', incidentKind: 'outage', severity: 'normal', incidentRoute: '003', reporter: 'quantri', secretReported: false, accountUnknown: false, hopNumber: 0, again: false, hopDecision: null };
  const { instanceId } = await office.executor.execute(startInstance, { key: 'incident-escalation', variables }, office.as('quantri'));
  await office.runDueJobs();
  const [job] = await office.database.query<{ error: { message: string } }>('select error from job where instance_id = $1 and error is not null', [instanceId]);
  expect(job!.error.message).toContain('is not that of incident');
  expect(await office.row(incident.id)).toEqual(before);
});
