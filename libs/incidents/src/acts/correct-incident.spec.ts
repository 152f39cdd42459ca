import { completeUserTask } from '#runtime';
import { incidentProgress } from '../incident-progress.query.js';
import { getIncident } from '../incidents.query.js';
import { type IncidentOffice, openIncidentOffice } from '../testing/incident-office.js';
import type { CorrectIncidentInput } from './correct-incident.command.js';

let office: IncidentOffice;
beforeAll(async () => {
  office = await openIncidentOffice();
}, 120_000);
beforeEach(() => {
  office.told.length = 0;
});
afterAll(() => office.close());

const correct = async (incidentId: string, login: string, changes: Partial<CorrectIncidentInput>) => {
  const { groups } = office.person(login);
  const input = { incidentId, reason: 'Xem lại.', groups, exposureReporters: ['self', 'head', 'it'], accountSystems: [], ...changes };
  await office.executor.execute(office.commands.correct, input, office.as(login));
  await office.runDueJobs();
};
/** Minutes that the level asked last may be silent. */
const due = async (id: string) => {
  const rows = await office.database.query<{ asked: string; due: string }>(
    'select asked_at as asked, due_at as due from incident_hop where incident_id = $1 order by number desc limit 1', [id]);
  return Math.round((Date.parse(rows[0]!.due) - Date.parse(rows[0]!.asked)) / 60_000);
};
const read = (login: string, id: string) => getIncident(office.database, office.person(login), id);

describe('a report that turns out to be something else', () => {
  it('is corrected by whoever is asked: route, clock and first measure follow, and the reporter is told what and why', async () => {
    const incident = await office.report();
    await expect(correct(incident.id, 'quantri', { kind: 'malware' })).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await correct(incident.id, 'truongphong', { kind: 'malware', severity: 'high', reason: 'Máy tự gửi thư.' });
    expect((await office.open(incident)).sort()).toEqual(['Task_Hop', 'Task_Isolate']);
    expect([await office.hops(incident.id), await due(incident.id)]).toEqual([[['head', 'over'], ['head', null]], 30]);
    expect(await read('quantri', incident.id)).toMatchObject({ kind: 'malware', severity: 'high' });
    const told = { title: `Sự cố ${incident.label}: sửa loại, mức độ`, body: expect.stringContaining('Hệ thống không dùng được → Mã độc, thư có mã độc; Thường → Nghiêm trọng. Lý do: Máy tự gửi thư.') };
    expect(office.told).toContainEqual({ to: ['chuyenvien'], ...told });
    const { events } = await incidentProgress(office.database, office.person('chuyenvien'), incident.id);
    expect(events.find(({ kind }) => kind === 'corrected')).toMatchObject({ actor: 'truongphong', text: expect.stringContaining('Máy tự gửi thư.') });
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'pass-on' });
    expect(await office.hops(incident.id)).toEqual([['head', 'over'], ['head', 'passed-on'], ['it', null]]);
  });

  it('and is an exposed password has its account locked at once, and goes by the route of that', async () => {
    const incident = await office.report();
    await correct(incident.id, 'truongphong', { kind: 'password-exposure', exposedLogin: 'chuyenvien' });
    expect(await office.database.query(`select status from account where login = 'chuyenvien'`)).toEqual([{ status: 'locked' }]);
    await office.database.query(`update account set status = 'active'`);
    expect(await office.row(incident.id)).toMatchObject({ kind: 'password-exposure', exposed_login: 'chuyenvien', status: 'reported' });
    expect(await office.hops(incident.id)).toEqual([['head', 'over'], ['it', null]]);
    // Who was asked before is asked along, and may still take it.
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'handle' });
    expect(await office.row(incident.id)).toMatchObject({ status: 'handling', handler: 'truongphong' });
    await expect(correct(incident.id, 'quantri', { kind: 'outage' })).rejects.toMatchObject({ findings: [{ code: 'incident-exposure-stands' }] });
  });

  it('is not corrected where the account cannot be locked, and an account that is not known is looked for by IT', async () => {
    const incident = await office.report();
    office.lockIsDown = true;
    await expect(correct(incident.id, 'truongphong', { kind: 'password-exposure', exposedLogin: 'chuyenvien' })).rejects.toThrow('cannot be reached');
    office.lockIsDown = false;
    expect([(await office.row(incident.id))['kind'], await office.open(incident)]).toEqual(['outage', ['Task_Hop']]);
    await correct(incident.id, 'truongphong', { kind: 'password-exposure', exposureUnknown: 'Thư không ghi tên.' });
    expect((await office.open(incident)).sort()).toEqual(['Task_FindAccount', 'Task_Hop']);
    expect(await read('quantri', incident.id)).toMatchObject({ kind: 'password-exposure' });
    await expect(correct(incident.id, 'quantri', { kind: 'other' })).rejects.toMatchObject({ code: 'incidents.measure-open' });
  });

  it('stays with whoever handles it, who hears of it; IT corrects it then, and nobody once it is fixed', async () => {
    const incident = await office.report({ route: '003' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await expect(correct(incident.id, 'truongphong', { severity: 'low' })).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await correct(incident.id, 'quantri2', { kind: 'malware' });
    expect((await office.open(incident)).sort()).toEqual(['Task_Fix', 'Task_Isolate']);
    expect(office.told.map(({ to }) => to)).toContainEqual(['quantri']);
    await office.complete(incident, 'Task_Isolate', 'quantri', { isolation: 'Đã rút dây.' });
    await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Xong.' });
    await expect(correct(incident.id, 'quantri', { severity: 'high' })).rejects.toMatchObject({ code: 'incidents.wrong-state' });
  });

  it('is not corrected between what somebody has decided and its record: that would be lost', async () => {
    const incident = await office.report();
    const [task] = await office.database.query<{ id: string }>(`select id from user_task where instance_id = $1 and status = 'open'`, [incident.instanceId]);
    const taken = { taskId: task!.id, variables: { hopDecision: 'handle' }, local: { completedBy: 'truongphong' } };
    await office.executor.execute(completeUserTask, taken, office.as('truongphong'));
    await expect(correct(incident.id, 'truongphong', { severity: 'high' })).rejects.toMatchObject({ code: 'incidents.wrong-state' });
    await office.runDueJobs();
    expect(await office.row(incident.id)).toMatchObject({ status: 'handling', handler: 'truongphong', severity: 'normal' });
  });

  it('is refused with all that is wrong with it', async () => {
    const incident = await office.report();
    const wrong = { kind: 'fire', exposedLogin: 'ai', exposureUnknown: 'x' };
    await expect(correct(incident.id, 'truongphong', wrong)).rejects.toMatchObject({
      findings: [{ code: 'incident-kind-unknown' }, { where: 'exposedLogin', code: 'incident-exposure-only' }, { where: 'exposureUnknown', code: 'incident-exposure-only' }],
    });
    await expect(correct(incident.id, 'truongphong', { severity: 'normal', exposedLogin: 'ai' })).rejects.toMatchObject({
      findings: [{ code: 'incident-exposure-only' }, { where: 'kind', code: 'incident-unchanged' }],
    });
    await expect(correct(incident.id, 'truongphong', { kind: 'password-exposure' })).rejects.toMatchObject({ findings: [{ code: 'incident-exposure-unnamed' }] });
    await expect(correct(incident.id, 'truongphong', { kind: 'password-exposure', exposedLogin: 'khongtruong' })).rejects.toMatchObject({
      findings: [{ code: 'incident-account-foreign' }],
    });
    const [whole, part] = [await office.report({ route: '003' }), await office.report({ route: '003' }, 'khongtruong')];
    const { groups } = office.person('quantri');
    await office.executor.execute(office.commands.merge, { incidentId: part.id, into: whole.id, reason: 'Một lỗi.', groups }, office.as('quantri'));
    await expect(correct(whole.id, 'quantri', { kind: 'secret-content' })).rejects.toMatchObject({ findings: [{ where: 'kind', code: 'incident-kind-apart' }] });
  });

  it('is corrected by nobody whose question ended when another took it, and he is not asked along later', async () => {
    const incident = await office.report({ severity: 'critical' });
    for (let level = 0; level < 3; level += 1) await office.pass(1);
    expect((await office.hops(incident.id)).map(([, outcome]) => outcome)).toEqual(['silent', 'silent', 'silent', null]);
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    for (const login of ['truongphong', 'giamdoc']) await expect(correct(incident.id, login, { severity: 'low' })).rejects.toMatchObject({ code: 'incidents.forbidden' });
    const other = await office.report();
    await office.pass(24 * 4);
    await office.complete(other, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await office.complete(other, 'Task_Fix', 'quantri', { fixDecision: 'climb', note: 'Cần lãnh đạo.' });
    await expect(correct(other.id, 'truongphong', { severity: 'low' })).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await correct(other.id, 'giamdoc', { severity: 'high' });
    const asked = await office.database.query('select hop, groups from incident_hop where incident_id = $1 order by number desc limit 1', [other.id]);
    expect(asked).toEqual([{ hop: 'leader', groups: ['leader'] }]);
  });

  it('keeps those in play who were silent, and asks the next ones by the new clock', async () => {
    const incident = await office.report();
    await office.pass(24 * 4);
    expect(await office.hops(incident.id)).toContainEqual(['head', 'silent']);
    await correct(incident.id, 'quantri', { severity: 'critical' });
    const [last] = await office.database.query<{ groups: string[] }>('select groups from incident_hop where incident_id = $1 order by number desc limit 1', [incident.id]);
    expect([last!.groups, await due(incident.id)]).toEqual([expect.arrayContaining(['head:QLCN', 'it']), 30]);
    await office.complete(incident, 'Task_Hop', 'truongphong', { hopDecision: 'handle' });
    expect(await office.row(incident.id)).toMatchObject({ handler: 'truongphong' });
  });
});
