import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CalendarData, VIETNAM } from '#calendar';
import { calendarsCommand } from '../../../apps/cli/src/commands/calendars.js';
import { eventually } from '../../support/eventually.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const TET = 'date,kind,sessions,name,source\n2027-02-05,day-off,,Tết Nguyên đán,Thông báo 123/TB-BNV\n2027-02-30,day-off,,Sai,x\n';
const TET_ALONE = TET.replace(/2027-02-30.*\n/, '');

describe('calendars', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const send = async (login: string, path: string, content: string | Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    form.append('file', new Blob([content]), 'ngay-nghi.csv');
    const url = `${api.address}/api/v1/calendars/${path}`;
    const response = await fetch(url, { method: 'POST', body: form, headers: await api.as(login) });
    return { status: response.status, body: await response.json() };
  };

  it('begin with that of Vietnam, for everybody to see', async () => {
    const { body } = await api.get('tuanda', 'calendars');
    expect(body.items).toMatchObject([{ calendar: 'vn', version: 1, usual: true, years: VIETNAM.years }]);
    const calendar = await api.get('tuanda', 'calendars/vn');
    expect(calendar.body).toMatchObject({ version: 1, publishedBy: 'system:start', data: VIETNAM });
  });

  it('show each day with its hours and where that is laid down', async () => {
    const { body } = await api.get('tuanda', 'calendars/vn/days?from=2026-01-01&to=2026-01-03');
    expect(body.items).toMatchObject([
      { date: '2026-01-01', kind: 'day-off', sessions: [], name: 'Tết Dương lịch' },
      { date: '2026-01-02', kind: 'day-off' },
      { date: '2026-01-03', kind: 'usual', sessions: [], source: VIETNAM.weekSource },
    ]);
  });

  it('go out as iCalendar', async () => {
    const response = await fetch(`${api.address}/api/v1/calendars/vn/days.ics`, { headers: await api.as('tuanda') });
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await response.text()).toContain('DTSTART;VALUE=DATE:20260217');
  });

  it('are kept by the chief of office and administrators alone', async () => {
    expect((await send('tuanda', 'vn/imports', TET)).status).toBe(403);
    const publish = await api.post('tuanda', 'calendars/vn/versions', { data: VIETNAM, basedOn: 1 });
    expect(publish.status).toBe(403);
  });

  it('show what an import would change, and change nothing by that', async () => {
    const announcedBy = encodeURIComponent('Thông báo 123/TB-BNV');
    const { status, body } = await send('dungnh', `vn/imports?announcedBy=${announcedBy}&announcedYears=2027`, TET_ALONE);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      basedOn: 1,
      changes: { added: [{ date: '2027-02-05' }], changed: [], removed: [], other: ['years'] },
      findings: [],
      unannouncedYears: [],
    });
    const wrong = await send('dungnh', 'vn/imports', TET);
    expect(wrong.body).toMatchObject({ data: null, changes: { other: [] }, findings: [{ where: 'dòng 3' }] });
    const unannounced = await send('dungnh', 'vn/imports?announcedYears=2027', TET_ALONE);
    expect(unannounced).toMatchObject({ status: 400, body: { findings: [{ where: 'query.announcedBy' }] } });
    expect((await api.get('dungnh', 'calendars/vn')).body.version).toBe(1);
  });

  it('take no file whose letters cannot be read', async () => {
    const { status, body } = await send('dungnh', 'vn/imports', new Uint8Array(Buffer.from(TET_ALONE, 'latin1')));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'deadlines.calendar-file-unreadable', findings: [{ mend: expect.stringContaining('CSV UTF-8') }] });
  });

  it('are published on top of the version that was looked at, and count from then on', async () => {
    const { body: planned } = await send('dungnh', 'vn/imports', TET_ALONE);
    const { data, basedOn } = planned as { data: CalendarData; basedOn: number };
    const due = () => api.office.calendars.addWorkingTime('2027-02-04T02:00:00.000Z', 'P1D', 'QLCN');
    expect(due()).toBe('2027-02-05T10:00:00.000Z');
    const published = await api.post('dungnh', 'calendars/vn/versions', { data, basedOn, note: 'Lịch nghỉ Tết' });
    expect(published).toMatchObject({ status: 201, body: { calendar: 'vn', version: 2, changed: true } });
    await eventually(() => due() === '2027-02-08T10:00:00.000Z');
    const late = await api.post('dungnh', 'calendars/vn/versions', { data: VIETNAM, basedOn });
    expect(late).toMatchObject({ status: 409, body: { code: 'deadlines.calendar-stale' } });
    const { body } = await api.get('tuanda', 'calendars/vn/versions');
    expect(body.items).toMatchObject([{ version: 2, publishedBy: 'dungnh', note: 'Lịch nghỉ Tết' }, { version: 1 }]);
  });

  it('are given to units', async () => {
    const oneStop = { ...VIETNAM, key: 'one-stop', name: 'Bộ phận Một cửa' };
    const misplaced = await api.post('dungnh', 'calendars/vn/versions', { data: oneStop, basedOn: 0 });
    expect(misplaced).toMatchObject({ status: 400, body: { findings: [{ where: 'body.data.key' }] } });
    expect((await api.post('dungnh', 'calendars/one-stop/versions', { data: oneStop, basedOn: 0 })).status).toBe(201);
    const planned = await api.post('dungnh', 'calendars/units/QLCN/move-plans', { calendar: 'one-stop' });
    expect(planned).toMatchObject({ status: 200, body: { items: [], next: null, totals: { cases: 0, tasks: 0, timers: 0 } } });
    expect((await api.post('tuanda', 'calendars/units/QLCN/move-plans', { calendar: 'one-stop' })).status).toBe(403);
    const headers = await api.as('dungnh');
    const assign = (payload: object) => api.app.inject({ method: 'PUT', url: '/api/v1/calendars/units/QLCN', headers, payload });
    const unreasoned = await assign({ calendar: 'one-stop' });
    expect([unreasoned.statusCode, unreasoned.json()]).toMatchObject([400, { findings: [{ where: 'body.reason' }] }]);
    const assigned = await assign({ calendar: 'one-stop', reason: 'Quyết định 12/QĐ-STTTT' });
    expect(assigned.json()).toEqual({ unitCode: 'QLCN', calendar: 'one-stop' });
    await eventually(() => api.office.calendars.ofUnit('QLCN').key === 'one-stop');
    const { body } = await api.get('tuanda', 'calendars');
    expect(body.items).toMatchObject([{ calendar: 'one-stop', units: ['QLCN'] }, { calendar: 'vn', units: [] }]);
    const [move] = await api.office.database.query<{ publication: number }>('select max(publication) as publication from calendar_move');
    const followed = await api.get('dungnh', `calendars/moves/${move!.publication}`);
    expect(followed.body).toMatchObject({ calendar: 'one-stop', approvedBy: 'dungnh', reason: 'Quyết định 12/QĐ-STTTT' });
    await assign({ calendar: 'vn', reason: 'Hết thời gian thử' });
    await api.office.refreshCalendars();
    expect(api.office.calendars.ofUnit('QLCN').key).toBe('vn');
  });
});

describe('calendars at a terminal', () => {
  let api: ApiUnderTest;
  let folder: string;
  const keep = { ...process.env };
  beforeAll(async () => {
    api = await startApi();
    folder = await mkdtemp(join(tmpdir(), 'congvan-calendars-'));
    const token = (await api.as('dungnh')).authorization.replace('Bearer ', '');
    Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_TOKEN: token });
  });
  afterAll(async () => {
    process.env = keep;
    await rm(folder, { recursive: true, force: true });
    await api.close();
  });
  const calendars = (...args: string[]) => runCommand(calendarsCommand, ...args);
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };

  it('are listed and shown with their sources', async () => {
    expect((await calendars('list')).output).toMatch(/^vn \(usual\) +1 /m);
    const { output } = await calendars('show', 'vn');
    expect(output).toMatch(/^Saturday +off$/m);
    expect(output).toMatch(/^2026-01-10 +make-up +07:00-11:30 13:30-17:00 +Làm bù cho 02\/01 +Thông báo/m);
  });

  it('take no file in which a line is wrong, and say which', async () => {
    const { output, exitCode } = await calendars('import', await file('wrong.csv', TET));
    expect(output).toMatch(/^\+ 2027-02-05 day-off Tết Nguyên đán[^]*^! dòng 3: /m);
    expect(output).toContain('Nothing was published');
    expect(exitCode).toBe(1);
    expect((await api.get('tuanda', 'calendars/vn')).body.version).toBe(1);
  });

  it('are published from a file that is right, after a dry run that publishes nothing', async () => {
    const right = await file('right.csv', TET_ALONE);
    const dryRun = await calendars('import', right, '--dry-run');
    expect(dryRun.output).toMatch(/^Open deadlines that follow: 0 of cases, 0 of tasks, 0 timer\(s\)\.\n\nDry run: nothing was published\.$/m);
    expect((await api.get('tuanda', 'calendars/vn')).body.version).toBe(1);
    const { output, exitCode } = await calendars('import', right, '--note', 'Lịch nghỉ Tết');
    expect(output).toContain('vn is at version 2.');
    expect(exitCode).toBe(0);
    const whole = await file('vn.json', (await calendars('show', 'vn', '--json')).output);
    expect((await calendars('import', whole)).output).toContain('vn stays at version 2: nothing is different.');
  });

  it('take up what a release ships beyond them, and keep what the office has', async () => {
    const nothing = await calendars('import', '--shipped', '--dry-run');
    expect(nothing.output).toMatch(/^\s*Open deadlines that follow: /);
    const late = [{ from: '08:00', to: '12:00' }];
    const own = { ...VIETNAM.days[0]!, kind: 'special' as const, sessions: late };
    const settled = { year: 2026, status: 'announced' as const, source: 'Thông báo của Sở' };
    const data = { ...VIETNAM, key: 'own', week: { ...VIETNAM.week, 1: late }, days: [own], years: [settled] };
    const path = 'calendars/own/versions';
    expect((await api.post('dungnh', path, { data, basedOn: 0 })).status).toBe(201);
    await calendars('import', '--shipped', '--calendar', 'own');
    const { body } = await api.get('tuanda', 'calendars/own');
    const years = VIETNAM.years.map((each) => (each.year === 2026 ? settled : each));
    expect(body.data).toEqual({ ...data, days: [own, ...VIETNAM.days.slice(1)], years });
  });

  it('are given to a unit', async () => {
    const { output } = await calendars('assign', 'QLCN', 'own', '--dry-run');
    expect(output).toMatch(/^Open deadlines that follow: 0 of cases, 0 of tasks, 0 timer\(s\)\.\nDry run: nothing was changed\.\n$/);
    expect((await api.get('tuanda', 'calendars')).body.items[0]).toMatchObject({ calendar: 'own', units: [] });
    await expect(calendars('assign', 'QLCN', 'vn')).rejects.toMatchObject({ code: 'cli.usage' });
    expect((await calendars('assign', 'QLCN', 'vn', '--reason', 'Giờ chung')).output).toBe('QLCN follows vn.\n');
    await expect(calendars('assign', 'QLCN', 'none', '--reason', 'Giờ riêng')).rejects.toMatchObject({ code: 'cli.server-refused' });
  });
});
