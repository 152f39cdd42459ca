import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { publishCalendar } from '#deadlines';
import { VIETNAM } from '#calendar';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk } from './instruction-desk.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: InstructionDesk;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = instructionDesk(api);
  goTo(vn('2026-12-15 10:00'));
}, 120_000);
afterAll(() => api.close());

const goTo = (instant: string) => {
  api.clock.offsetMs = Date.parse(instant) - Date.now();
};
const rolesIn = async (id: string) =>
  Object.fromEntries(((await desk.document(id)).instruction.units as { unit: string; role: string }[]).map(({ unit, role }) => [unit, role]));

/** Written by personnel, approved by the director, carried out at once; gives its report. */
async function reorganise(effectiveDay: string, lines: object[]) {
  const decision = { decisionNumber: '12/QĐ-UBND', decisionDate: '2026-12-10', decidedBy: 'UBND tỉnh', effectiveDay };
  const { id } = (await api.post('vinhtq', 'reorganisation-plans', { ...decision, lines })).body;
  for (const act of ['check', 'submission']) {
    const { status, body } = await api.post('vinhtq', `reorganisation-plans/${id}/${act}`);
    if (status >= 400) throw new Error(JSON.stringify(body));
  }
  expect(await api.post('baotq', `reorganisation-plans/${id}/approval`, { decision: 'approve' })).toMatchObject({ status: 200, body: { status: 'done' } });
  return (await api.get('vinhtq', `reorganisation-plans/${id}`)).body.report;
}

it('What a unit coordinates or is to read goes to a part of it with the case; what it has given or read stays its own', async () => {
  const asked = await desk.instructed({ leadUnit: 'TDC', coordinating: ['QLCN', 'QLKH'] });
  const given = await desk.instructed({ leadUnit: 'TDC', coordinating: ['QLCN', 'QLKH'] });
  const toRead = await desk.instructed({ leadUnit: 'TDC', information: ['QLCN'] });
  const stays = await desk.instructed({ leadUnit: 'TDC', coordinating: ['QLCN'] });
  await desk.complete('cuongpv', given, 'contribution', { contribution: 'Nhất trí.' });
  await eventually(async () => (await desk.document(given)).contributions.length === 1);
  const { body: work } = await api.post('dungnh', 'assignments', {
    title: 'Tổng hợp số liệu quý IV',
    content: 'Tổng hợp số liệu của các đơn vị.',
    unit: 'QLKH',
    coordinatingUnits: ['QLCN', 'TDC'],
  });
  const cases = await Promise.all([asked, given, toRead].map(async (id) => (await desk.document(id)).instanceId as string));

  const report = await reorganise('2026-12-15', [
    {
      kind: 'split',
      unit: 'QLCN',
      rest: 'QLCN',
      parts: [{ code: 'CGCN', name: 'Phòng Chuyển giao công nghệ', cases: [...cases, work.instanceId] }],
      people: [{ login: 'habtt', unit: 'CGCN', role: 'head', title: 'Trưởng phòng' }],
    },
  ]);
  expect(await rolesIn(asked)).toEqual({ TDC: 'lead', CGCN: 'coordinating', QLKH: 'coordinating' });
  expect(await rolesIn(given)).toEqual({ TDC: 'lead', QLCN: 'coordinating', QLKH: 'coordinating' });
  expect(await rolesIn(toRead)).toEqual({ TDC: 'lead', CGCN: 'for-information' });
  expect(await rolesIn(stays)).toEqual({ TDC: 'lead', QLCN: 'coordinating' });
  expect((await api.get('habtt', `assignments/${work.id}`)).body.coordinatingUnits).toEqual(['CGCN', 'TDC']);
  expect(report.moved).toContainEqual({ kind: 'coordination', id: work.id, from: 'QLCN', to: 'CGCN' });
  expect(await desk.tasksOf('cuongpv', asked)).toEqual([]);
  await desk.complete('habtt', asked, 'contribution', { contribution: 'Bổ sung số liệu.' });
  await eventually(async () => (await desk.document(asked)).contributions.some(({ unit, status }: { unit: string; status: string }) => unit === 'CGCN' && status === 'given'));
});

it('A case whose instruction names a unit and its part already is told before anything is moved', async () => {
  const id = await desk.instructed({ leadUnit: 'TDC', coordinating: ['QLCN', 'CGCN'] });
  const { instanceId } = await desk.document(id);
  const { body } = await api.post('vinhtq', 'reorganisation-plans', {
    decisionNumber: '13/QĐ-UBND',
    decisionDate: '2026-12-10',
    decidedBy: 'UBND tỉnh',
    effectiveDay: '2026-12-15',
    lines: [{ kind: 'split', unit: 'QLCN', rest: 'QLCN', parts: [{ code: 'CGCN', cases: [instanceId] }] }],
  });
  expect(await api.post('vinhtq', `reorganisation-plans/${body.id}/check`)).toMatchObject({ status: 422, body: { findings: [{ code: 'instruction-names-both' }] } });
});

it('A unit that gets another code keeps its working calendar; a letter that it drafted before is issued under the new code', async () => {
  const calendar = { ...VIETNAM, key: 'one-stop', name: 'Bộ phận Một cửa' };
  await api.office.executor.execute(publishCalendar, { data: calendar, basedOn: 0 }, { actor: 'tungmt', requestId: 'test' });
  const headers = await api.as('tungmt');
  const assigned = await api.app.inject({ method: 'PUT', url: '/api/v1/calendars/units/QLCN', headers, payload: { calendar: 'one-stop', reason: 'Thử một cửa' } });
  expect(assigned.statusCode).toBe(200);
  const outgoing = new OutgoingDesk(api);
  const [letter, report] = [await outgoing.submit({}, 'maint'), await outgoing.submit({ documentType: 'BC' }, 'maint')];
  goTo(vn('2026-12-16 08:00'));
  const { calendars } = await reorganise('2026-12-16', [{ kind: 'rename', unit: 'QLCN', code: 'QLCS', name: 'Phòng Quản lý Công nghệ số' }]);
  expect(calendars).toEqual([{ unit: 'QLCS', of: ['QLCN'], calendar: 'one-stop' }]);
  expect(await api.office.database.query(`select unit_code as unit from calendar_of_unit where calendar = 'one-stop' order by 1`)).toEqual([{ unit: 'QLCN' }, { unit: 'QLCS' }]);
  for (const id of [letter, report]) {
    await outgoing.sign(id);
    expect(await outgoing.complete('anhdtl', id, 'issue', { recipients: 'Sở Tư pháp' })).toMatchObject({ status: 204 });
    await eventually(async () => (await outgoing.read(id)).status === 'issued');
  }
  expect((await outgoing.read(letter)).symbol).toMatch(/^\d+\/SKHCN-QLCS$/);
  expect((await outgoing.read(letter)).draftingUnit).toBe('QLCN');
  expect((await outgoing.read(report)).symbol).toMatch(/^\d+\/BC-SKHCN$/);
});
