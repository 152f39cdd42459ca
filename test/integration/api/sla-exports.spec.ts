import excel from 'exceljs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_AGENCY } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { dateInZone } from '#foundation';
import { slaReportCommand } from '../../../apps/cli/src/commands/sla-report.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { startReports } from './report-process.js';

/** More than the files ask the database for at a time. */
const TASKS = 501;

let api: ApiUnderTest;
/** A period around now. */
let period: string;

beforeAll(async () => {
  api = await startApi();
  const now = api.clock.now().getTime();
  await startReports(api.office, [new Date(now + 3_600_000).toISOString()]);
  await api.office.database.query(
    `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, due_at, priority, status, created_at)
     select gen_random_uuid(), instance_id, activity_key + number, element_id, name, candidate_users, candidate_groups, due_at, priority, status,
            created_at
     from user_task cross join generate_series(1, $1::integer) as number where element_id = 'work'`,
    [TASKS - 1],
  );
  const [from, to] = [now - 86_400_000, now + 86_400_000].map((at) => new Date(at).toISOString());
  period = new URLSearchParams({ from: from!, to: to! }).toString();
});
afterAll(() => api.close());

const download = async (login: string, path: string) => api.app.inject({ url: `/api/v1/sla/${path}`, headers: await api.as(login) });

it('a report comes as a file of each format, under its Vietnamese name, with the figures of the JSON report', async () => {
  const json = (await api.get('baotq', `sla/report?${period}&by=unit`)).body;
  const line = json.lines.find(({ key }: { key: string }) => key === 'QLCN');
  expect(line.openNotDue).toBe(TASKS);

  const csv = await download('baotq', `report/export?${period}&by=unit&format=csv&separator=comma`);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toContain(`,QLCN,${line.label},0,0,0,,0,0,${TASKS},`);
  const forExcel = await download('baotq', `report/export?${period}&by=unit&format=csv`);
  expect(forExcel.body).toContain(`;QLCN;${line.label};0;0;0;;0;0;${TASKS};`);
  expect(forExcel.body).toContain('\r\n\r\nChỉ tiêu;Cách tính;Phạm vi tính\r\n');

  const xlsx = await download('baotq', `report/export?${period}&by=unit&format=xlsx`);
  expect(decodeURIComponent(xlsx.headers['content-disposition'] as string)).toMatch(/Báo cáo thời hạn theo đơn vị \d{4}-\d{2}-\d{2} đến .*\.xlsx/);
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array(xlsx.rawPayload).buffer);
  const sheet = book.getWorksheet('Báo cáo')!;
  expect(sheet.getCell('A1').value).toBe(DEMO_AGENCY.name.toUpperCase());
  const row = sheet.getRow(sheet.getColumn(1).values.indexOf('QLCN'));
  expect(row.getCell(9).value).toBe(TASKS);

  const pdf = await download('baotq', `report/export?${period}&by=unit&format=pdf`);
  expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
});

it('the list behind a figure comes whole, however many pages it has', async () => {
  const tasks = `report/tasks/export?${period}&figure=openNotDue&by=unit&key=QLCN`;
  const csv = await download('baotq', `${tasks}&format=csv`);
  expect(csv.statusCode).toBe(200);
  const [heading, first, ...others] = csv.body.trimEnd().split('\r\n');
  expect(heading).toMatch(/^\uFEFFCông việc;Quy trình;Bước;Đơn vị;Người xử lý;Số đến;Năm;/);
  expect(first).toMatch(/^Soạn báo cáo;[^;]*;Soạn báo cáo;Phòng Quản lý công nghệ;/);
  expect(others).toHaveLength(TASKS - 1);
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array((await download('baotq', `${tasks}&format=xlsx`)).rawPayload).buffer);
  expect(book.worksheets[0]!.rowCount).toBe(TASKS + 1);
  expect(book.worksheets[0]!.getRow(2).getCell(1).value).toBe('Soạn báo cáo');
});

it('the list behind a band of ages and behind a forecast comes whole, too', async () => {
  const linesOf = async (path: string) => (await download('baotq', `${path}&format=csv&separator=comma`)).body.trimEnd().split('\r\n');
  expect(await linesOf('ageing/tasks/export?band=notDue')).toHaveLength(TASKS + 1);
  const [heading, ...rows] = await linesOf(`report/tasks/export?${period}&figure=openNotForetold`);
  expect(heading).toMatch(/,Xác suất trễ \(‰\),Cận dưới \(‰\),Cận trên \(‰\),Dự báo dựa trên$/);
  expect(rows).toHaveLength(TASKS);
});

it('a head gets the file of his unit, and of no other', async () => {
  expect((await download('ngocdtb', `report/export?${period}&format=csv`)).body).not.toContain('QLCN');
  for (const path of ['report/export?unit=QLCN&format=pdf', 'report/tasks/export?unit=QLCN&figure=openNotDue&format=csv', 'overdue-cases/export?unit=QLCN&format=csv', 'slow-steps/export?unit=QLCN&format=csv', 'obligations/export?unit=QLCN&format=csv']) {
    expect((await download('ngocdtb', `${path}&${period}`)).statusCode).toBe(403);
    expect((await download('tuanda', `${path}&${period}`)).statusCode).toBe(403);
  }
  expect((await download('ngocdtb', 'ageing/tasks/export?unit=QLCN&band=notDue&format=csv')).statusCode).toBe(403);
});

it('open tasks by age, slow steps and obligations come as files with what they count', async () => {
  const csv = async (path: string) => (await download('baotq', `${path}&format=csv&separator=comma`)).body.split('\r\n');
  expect(await csv('ageing/export?by=unit')).toContain(`QLCN,Phòng Quản lý công nghệ,0,${TASKS},0,0,0,0`);
  expect((await csv(`slow-steps/export?${period}`))[0]).toContain('Giờ làm việc (giây),Phần trong tổng (‰)');
  expect(await csv(`obligations/export?${period}`)).toContain('Văn bản trả lời,,Tổng cộng,0,0,0,0,0,0,0,,,,');

  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array((await download('baotq', 'ageing/export?by=unit&format=xlsx')).rawPayload).buffer);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['Danh sách', 'Định nghĩa']);
  expect(book.getWorksheet('Định nghĩa')!.getCell('B2').value).toMatch(/^Số công việc đang mở không có hạn xử lý\. Phạm vi tính: /);
});

it('a format that there is not is refused', async () => {
  expect((await download('baotq', `report/tasks/export?${period}&figure=openNotDue&format=pdf`)).statusCode).toBe(400);
  expect((await download('baotq', `report/export?${period}&format=doc`)).statusCode).toBe(400);
  expect((await download('baotq', `report/export?${period}&format=csv&separator=tab`)).statusCode).toBe(400);
});

it('what is overdue comes with its headings also where nothing is', async () => {
  const { body } = await download('baotq', `overdue-cases/export?${period}&format=csv`);
  expect(body).toBe('\uFEFFSố đến;Năm;Tác giả;"Số, ký hiệu";Trích yếu;Đơn vị chủ trì;Hạn trả lời;Đã quá hạn (giây);Đang giữ việc\r\n');
});

describe('congvan sla-report', () => {
  const environment = { ...process.env };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sla-report-'));
    const { authorization } = await api.as('baotq');
    Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_TOKEN: authorization.slice('Bearer '.length) });
  });
  afterAll(async () => {
    process.env = environment;
    await rm(folder, { recursive: true });
  });
  const today = () => dateInZone(api.clock.now(), 'Asia/Ho_Chi_Minh');

  it('prints the report of whole days of the office', async () => {
    const { output } = await runCommand(slaReportCommand, '--from', today(), '--to', today(), '--with-forecast');
    const report = JSON.parse(output);
    expect(Date.parse(report.to) - Date.parse(report.from)).toBe(86_400_000);
    expect(report.total).toMatchObject({ openNotDue: TASKS, forecast: { openNotForetold: TASKS } });
  });

  it('prints CSV for Excel, and for programs where that is asked for', async () => {
    const csv = ['--from', today(), '--to', today(), '--format', 'csv'];
    expect((await runCommand(slaReportCommand, ...csv)).output).toMatch(/^\uFEFFKỳ;Thời gian;Mã;Đơn vị;/);
    expect((await runCommand(slaReportCommand, ...csv, '--separator', 'comma')).output).toMatch(/^\uFEFFKỳ,Thời gian,Mã,Đơn vị,/);
  });

  it('writes a file', async () => {
    const out = join(folder, 'report.pdf');
    await runCommand(slaReportCommand, '--from', today(), '--to', today(), '--format', 'pdf', '--out', out);
    expect((await readFile(out)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each([
    ['no days', []],
    ['a day that there is not', ['--from', '2026-02-30', '--to', '2026-03-01']],
    ['a workbook without a file', ['--from', '2026-02-01', '--to', '2026-03-01', '--format', 'xlsx']],
    ['a format that there is not', ['--from', '2026-02-01', '--to', '2026-03-01', '--format', 'doc']],
  ])('is not understood with %s', async (_, args) => {
    await expect(runCommand(slaReportCommand, ...args)).rejects.toMatchObject({ code: 'cli.usage' });
  });
});
