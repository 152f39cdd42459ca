import type { JsonObject } from '#foundation';
import { cancelInstance, type Command } from '#runtime';
import { endCancelledIncident } from '../end-cancelled-incident.js';
import { incidentProgress } from '../incident-progress.query.js';
import { getIncident, listIncidentKinds, listIncidents } from '../incidents.query.js';
import { GROUPS, type IncidentOffice, openIncidentOffice } from '../testing/incident-office.js';
import type { ReportedIncident } from './report-incident.command.js';
import { saveIncidentKind } from './save-incident-kind.command.js';

let office: IncidentOffice;
beforeAll(async () => {
  office = await openIncidentOffice();
});
beforeEach(() => {
  office.told.length = 0;
});
afterAll(() => office.close());

const groups = (login: string) => GROUPS[login]!;
const merge = (incidentId: string, into: string, login = 'quantri') =>
  office.executor.execute(office.commands.merge, { incidentId, into, reason: 'Cùng một máy chủ.', groups: groups(login) }, office.as(login));
const withdraw = (incidentId: string, login = 'chuyenvien') =>
  office.executor.execute(office.commands.withdraw, { incidentId, reason: 'Báo nhầm.' }, office.as(login));
const takeOver = (incidentId: string, login: string) =>
  office.executor.execute(office.commands.takeOver, { incidentId, reason: 'Đồng chí ấy nghỉ.', groups: groups(login) }, office.as(login));

const fix = async (incident: ReportedIncident) => {
  await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
  await office.complete(incident, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Đã khởi động lại.' });
};
const answer = async (incidentId: string, login: string, said: 'works' | 'reopen', reason?: string) => {
  await office.executor.execute(office.commands.answer, { incidentId, answer: said, reason }, office.as(login));
  await office.runDueJobs();
};

/** By a route that asks IT first. */
const atIt = (login?: string) => office.report({ route: '003' }, login);

describe('several reports of one trouble', () => {
  it('are made one by IT: the case of the one ends, and whoever reported it hears of each step of the other', async () => {
    const [whole, part] = [await atIt(), await atIt('khongtruong')];
    await merge(part.id, whole.id);
    expect(await office.open(part)).toEqual([]);
    expect(await office.row(part.id)).toMatchObject({ status: 'merged', merged_into: whole.id });
    await office.complete(whole, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    expect(office.told.at(-1)).toMatchObject({ to: ['chuyenvien', 'khongtruong'], title: `Sự cố ${whole.label}: đã có người xử lý` });
    const follower = office.person('khongtruong');
    expect(await incidentProgress(office.database, follower, part.id)).toMatchObject({ id: whole.id, label: whole.label, status: 'handling' });
    expect(await incidentProgress(office.database, follower, whole.id)).toMatchObject({ id: whole.id });
    const texts = async (login: string) => (await incidentProgress(office.database, office.person(login), whole.id)).events.map(({ kind, text }) => [kind, text]);
    expect(await texts('khongtruong')).toEqual([['reported', null], ['asked', 'bộ phận công nghệ thông tin'], ['merged', null], ['taken', null]]);
    expect(await texts('chuyenvien')).toContainEqual(['merged', `${part.label}: Cùng một máy chủ.`]);
    await expect(getIncident(office.database, follower, whole.id)).rejects.toMatchObject({ code: 'incidents.forbidden' });
    expect(await getIncident(office.database, office.person('chuyenvien'), whole.id)).toMatchObject({ parts: [part.label] });
  });

  it('that were merged before go along', async () => {
    const [first, second, third] = [await atIt(), await atIt(), await atIt()];
    await merge(first.id, second.id);
    await merge(second.id, third.id);
    expect(await office.row(first.id)).toMatchObject({ merged_into: third.id });
  });

  it('are merged by nobody else, not into themselves, not into what is over, and never what concerns one account', async () => {
    const [one, other] = [await atIt(), await atIt()];
    await expect(merge(one.id, other.id, 'chuyenvien')).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await expect(merge(one.id, one.id)).rejects.toMatchObject({ findings: [{ code: 'incident-merged-into-itself' }] });
    await withdraw(other.id);
    await expect(merge(one.id, other.id)).rejects.toMatchObject({ code: 'incidents.wrong-state' });
    const exposure = await office.report({ route: '003', kind: 'password-exposure', exposedLogin: 'chuyenvien' });
    await expect(merge(exposure.id, one.id)).rejects.toMatchObject({ findings: [{ code: 'incident-kind-apart' }] });
    await expect(merge(one.id, exposure.id)).rejects.toMatchObject({ findings: [{ code: 'incident-kind-apart' }] });
    const secret = await office.report({ route: '003', kind: 'secret-content' });
    await expect(merge(one.id, secret.id)).rejects.toMatchObject({ findings: [{ code: 'incident-kind-apart' }] });
    const fixed = await atIt();
    await fix(fixed);
    await expect(merge(one.id, fixed.id)).rejects.toMatchObject({ code: 'incidents.wrong-state' });
    const unasked = await office.report();
    await expect(merge(one.id, unasked.id)).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await expect(merge(unasked.id, one.id)).rejects.toMatchObject({ code: 'incidents.forbidden' });
  });
});

describe('whoever reported what became part of another', () => {
  const merged = async () => {
    const [whole, part, third] = [await atIt(), await atIt('khongtruong'), await atIt('truongphong')];
    for (const { id } of [part, third]) await merge(id, whole.id);
    return { whole, part, third };
  };
  const awaits = async (login: string, id: string) => (await getIncident(office.database, office.person(login), id)).awaitsAnswer;

  it('is asked himself whether it works: that one can work again closes nothing for the others, and one who cannot opens it again', async () => {
    const { whole, part, third } = await merged();
    await expect(answer(part.id, 'khongtruong', 'works')).rejects.toMatchObject({ code: 'incidents.wrong-state' });
    expect(await awaits('khongtruong', part.id)).toBe(false);
    await fix(whole);
    expect(office.told.at(-1)).toMatchObject({ to: ['chuyenvien', 'khongtruong', 'truongphong'], body: expect.stringContaining('còn lỗi thì mở lại') });
    expect(await awaits('khongtruong', part.id)).toBe(true);
    await office.complete(whole, 'Task_Confirm', 'chuyenvien', { confirmation: 'works' });
    await answer(third.id, 'truongphong', 'works');
    expect([await awaits('truongphong', third.id), (await office.row(whole.id))['status']]).toEqual([false, 'fixed']);
    await expect(answer(third.id, 'truongphong', 'reopen', 'Lại lỗi.')).rejects.toMatchObject({ code: 'runtime.message-not-correlated' });
    await expect(answer(part.id, 'khongtruong', 'reopen')).rejects.toMatchObject({ findings: [{ where: 'reason', code: 'incident-reason-missing' }] });
    office.told.length = 0;
    await answer(part.id, 'khongtruong', 'reopen', 'Máy tôi vẫn lỗi.');
    expect([await office.row(whole.id), await office.open(whole)]).toMatchObject([{ status: 'handling', handler: 'quantri' }, ['Task_Fix']]);
    const reopened = { title: `Sự cố ${whole.label}: mở lại`, body: 'khongtruong cho biết vẫn còn lỗi; việc xử lý tiếp tục.' };
    expect(office.told).toContainEqual({ to: ['chuyenvien', 'khongtruong', 'truongphong'], ...reopened });
    const { events } = await incidentProgress(office.database, office.person('chuyenvien'), whole.id);
    expect(events.slice(-2)).toMatchObject([{ kind: 'works', actor: 'truongphong' }, { kind: 'reopened', actor: 'khongtruong', text: 'Máy tôi vẫn lỗi.' }]);
    // Fixed again, everybody is asked again, and when all can work nobody waits for the time to pass.
    await office.complete(whole, 'Task_Fix', 'quantri', { fixDecision: 'fixed', fixText: 'Đã thay máy.' });
    for (const [id, login] of [[part.id, 'khongtruong'], [third.id, 'truongphong']] as const) {
      expect(await awaits(login, id)).toBe(true);
      await answer(id, login, 'works');
    }
    await office.complete(whole, 'Task_Confirm', 'chuyenvien', { confirmation: 'works' });
    expect(await office.row(whole.id)).toMatchObject({ status: 'closed' });
  });

  it('says it of his own report alone; silence closes it', async () => {
    const { whole, part } = await merged();
    await fix(whole);
    await expect(answer(part.id, 'chuyenvien', 'works')).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await expect(answer(whole.id, 'chuyenvien', 'works')).rejects.toMatchObject({ code: 'incidents.wrong-state' });
    await office.complete(whole, 'Task_Confirm', 'chuyenvien', { confirmation: 'works' });
    expect(await office.row(whole.id)).toMatchObject({ status: 'fixed' });
    await office.pass(24 * 10);
    expect(await office.row(whole.id)).toMatchObject({ status: 'closed' });
  });
});

describe('a false report', () => {
  it('is taken back by whoever made it, and nothing stays open', async () => {
    const incident = await atIt();
    await expect(withdraw(incident.id, 'quantri')).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    office.told.length = 0;
    await withdraw(incident.id);
    expect(await office.open(incident)).toEqual([]);
    expect(await office.row(incident.id)).toMatchObject({ status: 'withdrawn', closed_at: expect.any(String) });
    expect(office.told).toMatchObject([{ to: ['quantri'], body: 'Lý do: Báo nhầm.' }]);
    const unanswered = await atIt();
    await withdraw(unanswered.id);
    expect(await office.hops(unanswered.id)).toEqual([['it', 'over']]);
    await expect(withdraw(incident.id)).rejects.toMatchObject({ code: 'incidents.wrong-state' });
  });

  it('leaves a locked account locked', async () => {
    const incident = await office.report({ kind: 'password-exposure', exposedLogin: 'chuyenvien', route: '003' });
    await withdraw(incident.id);
    expect(await office.database.query(`select status from account where login = 'chuyenvien'`)).toEqual([{ status: 'locked' }]);
  });
});

describe('a first measure', () => {
  const measures: { kind: string; task: string; done: JsonObject; differently: { kind: string; exposureUnknown?: string } }[] = [
    { kind: 'malware', task: 'Task_Isolate', done: { isolation: 'Không có gì.' }, differently: { kind: 'malware' } },
    { kind: 'a search for the account', task: 'Task_FindAccount', done: { foundLogin: null, foundText: 'Không tài khoản nào.' }, differently: { kind: 'password-exposure', exposureUnknown: 'Thư giả.' } },
  ];
  it.each(measures)('of $kind does not end with a report that is taken back: IT ends it first', async ({ task, done, differently }) => {
    const incident = await office.report({ route: '003', ...differently });
    await expect(withdraw(incident.id)).rejects.toMatchObject({ code: 'incidents.measure-open' });
    expect(await office.open(incident)).toContain(task);
    await office.complete(incident, task, 'quantri', done);
    await withdraw(incident.id);
    expect(await office.row(incident.id)).toMatchObject({ status: 'withdrawn' });
  });

  it('does not end with a merge either, and where an operator has ended the case only the record is left', async () => {
    const [malware, whole] = [await office.report({ route: '003', kind: 'malware' }), await atIt()];
    await expect(merge(malware.id, whole.id)).rejects.toMatchObject({ code: 'incidents.measure-open' });
    await office.complete(malware, 'Task_Isolate', 'quantri', { isolation: 'Đã rút dây mạng.' });
    await merge(malware.id, whole.id);
    const other = await office.report({ kind: 'malware' });
    await office.executor.execute(cancelInstance, { instanceId: other.instanceId, reason: 'Hỏng.' }, office.as('admin'));
    await withdraw(other.id);
    expect(await office.row(other.id)).toMatchObject({ status: 'withdrawn' });
  });

  it('is read by IT at once, whichever level is asked first', async () => {
    for (const { differently } of measures) {
      const { id } = await office.report({ route: '001', ...differently });
      expect(await getIncident(office.database, office.person('quantri'), id)).toMatchObject({ id });
    }
    const { id } = await office.report({ route: '000' });
    await expect(getIncident(office.database, office.person('quantri'), id)).rejects.toMatchObject({ code: 'incidents.forbidden' });
  });
});

it('a case that an operator has ended leaves the record to whoever it concerns', async () => {
  const [mine, part, whole] = [await atIt(), await atIt(), await atIt()];
  for (const { instanceId } of [mine, part]) await office.executor.execute(cancelInstance, { instanceId, reason: 'Hỏng.' }, office.as('admin'));
  await withdraw(mine.id);
  await merge(part.id, whole.id);
  expect([(await office.row(mine.id))['status'], (await office.row(part.id))['status']]).toEqual(['withdrawn', 'merged']);
});

describe('who handles it', () => {
  it('may be another of those who were asked, once he has left; he alone has the task', async () => {
    const incident = await atIt();
    await expect(takeOver(incident.id, 'quantri2')).rejects.toMatchObject({ code: 'incidents.wrong-state' });
    await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
    await expect(takeOver(incident.id, 'truongphong')).rejects.toMatchObject({ code: 'incidents.forbidden' });
    await takeOver(incident.id, 'quantri2');
    const tasks = await office.database.query(`select assignee from user_task where instance_id = $1 and status = 'open'`, [incident.instanceId]);
    expect(tasks).toEqual([{ assignee: 'quantri2' }]);
    expect(await office.row(incident.id)).toMatchObject({ handler: 'quantri2' });
    expect(office.told.map(({ to }) => to)).toEqual(expect.arrayContaining([['quantri'], ['chuyenvien']]));
  });
});

it('whoever handles an incident reads it, also when his post is not asked any more', async () => {
  const incident = await atIt();
  await office.complete(incident, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
  const moved = { login: 'quantri', groups: ['staff', 'unit:TDC'] };
  expect(await getIncident(office.database, moved, incident.id)).toMatchObject({ id: incident.id });
  await expect(getIncident(office.database, { ...moved, login: 'quantri2' }, incident.id)).rejects.toMatchObject({ code: 'incidents.forbidden' });
});

it('a kind that the process or its tables know by its code stays in use, under whatever name', async () => {
  const save = (code: string, offered: boolean) => office.executor.execute(saveIncidentKind, { code, name: 'Tên khác', sort: 5, offered }, office.as('quantri'));
  for (const code of ['malware', 'password-exposure', 'secret-content', 'outage']) {
    await expect(save(code, false)).rejects.toMatchObject({ code: 'incidents.kind-needed' });
  }
  await save('outage', true);
  await save('hardware', false);
  await save('hardware', true);
});

it('an incident whose case an operator has ended is over, with who and why, and whoever it concerns hears it', async () => {
  const [whole, part] = [await atIt(), await atIt('truongphong')];
  await merge(part.id, whole.id);
  await office.complete(whole, 'Task_Hop', 'quantri', { hopDecision: 'handle' });
  office.told.length = 0;
  const settle: Command<object, void> = { name: 'test.settle', run: (context) => endCancelledIncident(context, office.tools, { instanceId: whole.instanceId, reason: 'Báo trùng.' }) };
  const settled = () => office.executor.execute({ ...settle, run: async (context) => { await settle.run(context, {}, undefined as never); context.nothingChanged(); } }, {}, office.as('admin'));
  await settled();
  expect(await office.row(whole.id)).toMatchObject({ status: 'handling' });
  await office.executor.execute(cancelInstance, { instanceId: whole.instanceId, reason: 'x' }, office.as('admin'));
  await office.executor.execute(settle, {}, office.as('admin'));
  expect(await office.row(whole.id)).toMatchObject({ status: 'cancelled', closed_at: expect.any(String) });
  const { events } = await incidentProgress(office.database, office.person('chuyenvien'), whole.id);
  expect(events.at(-1)).toMatchObject({ kind: 'cancelled', actor: 'admin', text: 'Báo trùng.' });
  expect(office.told.map(({ to }) => to)).toEqual([['chuyenvien', 'truongphong'], ['quantri']]);
  expect(office.told[0]).toMatchObject({ body: expect.stringContaining('admin đã hủy việc xử lý. Lý do: Báo trùng.') });
  await settled();
  const unanswered = await atIt();
  await office.executor.execute(cancelInstance, { instanceId: unanswered.instanceId, reason: 'x' }, office.as('admin'));
  await office.executor.execute({ ...settle, run: (context) => endCancelledIncident(context, office.tools, { instanceId: unanswered.instanceId, reason: 'x' }) }, {}, office.as('admin'));
  expect(await office.hops(unanswered.id)).toEqual([['it', 'over']]);
});

it('kinds are the office’s own: one is added, renamed and no longer offered, and what was reported of it stays', async () => {
  const save = (kind: object) => office.executor.execute(saveIncidentKind, { code: 'printer', name: 'Máy in', sort: 35, offered: true, ...kind }, office.as('quantri'));
  await save({});
  const incident = await office.report({ kind: 'printer' });
  await save({ name: 'Máy in, máy quét' });
  expect(await listIncidentKinds(office.database)).toContainEqual({ code: 'printer', name: 'Máy in, máy quét' });
  await save({ name: 'Máy in, máy quét', offered: false });
  expect((await listIncidentKinds(office.database)).map(({ code }) => code)).not.toContain('printer');
  await expect(office.report({ kind: 'printer' })).rejects.toMatchObject({ findings: [{ code: 'incident-kind-unknown' }] });
  expect(await getIncident(office.database, office.person('chuyenvien'), incident.id)).toMatchObject({ kindName: 'Máy in, máy quét' });
});

it('reports are listed to whoever made them, to the head of his unit and to those who were asked, and to nobody else', async () => {
  const { id, label } = await office.report({ title: 'Máy in hỏng', kind: 'hardware' });
  const seen = async (login: string, filter: object = {}) =>
    (await listIncidents(office.database, office.person(login), { scope: 'all', words: 'may in', limit: 10, ...filter })).items.map((item) => item.id);
  expect(await seen('chuyenvien')).toEqual([id]);
  expect(await seen('truongphong', { scope: 'unit', kind: 'hardware' })).toEqual([id]);
  expect(await seen('truongphong', { scope: 'asked', words: label.toLowerCase() })).toEqual([id]);
  expect(await seen('truongphong', { status: 'closed' })).toEqual([]);
  for (const login of ['quantri', 'giamdoc', 'khongtruong']) expect(await seen(login)).toEqual([]);
  await expect(incidentProgress(office.database, office.person('quantri'), id)).rejects.toMatchObject({ code: 'incidents.forbidden' });
  const pages = await listIncidents(office.database, office.person('chuyenvien'), { scope: 'mine', limit: 1 });
  expect([pages.items.map((item) => item.id), pages.next]).toEqual([[id], expect.any(String)]);
});
