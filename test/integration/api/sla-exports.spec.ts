import excel from 'exceljs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_AGENCY } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { dateInZone, newId } from '#foundation';
import { deployProcesses, startInstance } from '#runtime';
import { slaReportCommand } from '../../../apps/cli/src/commands/sla-report.js';
import { bpmn, sequence } from '../../support/bpmn-text.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const TASKS = 205;
const TASK = '<userTask id="work" name="Soạn báo cáo" camunda:candidateGroups="unit:QLCN" camunda:dueDate="= dueAt"/>';

let api: ApiUnderTest;
/** A period around now. */
let period: string;

beforeAll(async () => {
  api = await startApi();
  const resources = [{ name: 'report/report.bpmn', content: Buffer.from(bpmn('report', sequence(TASK, 'work'))) }];
  await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
  const now = api.clock.now().getTime();
  const dueAt = new Date(now + 3_600_000).toISOString();
  const caller = { actor: 'anhdtl', requestId: newId() };
  for (let number = 0; number < TASKS; number++) {
    await api.office.executor.execute(startInstance, { key: 'report', variables: { dueAt } }, caller);
  }
  const [from, to] = [now - 86_400_000, now + 86_400_000].map((at) => new Date(at).toISOString());
  period = new URLSearchParams({ from: from!, to: to! }).toString();
});
afterAll(() => api.close());

const download = async (login: string, path: string) => api.app.inject({ url: `/api/v1/sla/${path}`, headers: await api.as(login) });

it('a report comes as a file of each format, under its Vietnamese name, with the figures of the JSON report', async () => {
  const json = (await api.get('baotq', `sla/report?${period}&by=unit`)).body;
  const line = json.lines.find(({ key }: { key: string }) => key === 'QLCN');
  expect(line.openNotDue).toBe(TASKS);

  const csv = await download('baotq', `report/export?${period}&by=unit&format=csv`);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toContain(`,QLCN,${line.label},0,0,0,,${TASKS},`);

  const xlsx = await download('baotq', `report/export?${period}&by=unit&format=xlsx`);
  expect(decodeURIComponent(xlsx.headers['content-disposition'] as string)).toMatch(/Báo cáo thời hạn \d{4}-\d{2}-\d{2} đến .*\.xlsx/);
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array(xlsx.rawPayload).buffer);
  const sheet = book.getWorksheet('Báo cáo')!;
  expect(sheet.getCell('A1').value).toBe(DEMO_AGENCY.name.toUpperCase());
  const row = sheet.getRow(sheet.getColumn(1).values.indexOf('QLCN'));
  expect(row.getCell(7).value).toBe(TASKS);

  const pdf = await download('baotq', `report/export?${period}&by=unit&format=pdf`);
  expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
});

it('the list behind a figure comes whole, however many pages it has', async () => {
  const cases = `report/cases/export?${period}&figure=openNotDue&by=unit&key=QLCN`;
  const csv = await download('baotq', `${cases}&format=csv`);
  expect(csv.statusCode).toBe(200);
  expect(csv.body.trimEnd().split('\r\n')).toHaveLength(TASKS + 1);
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array((await download('baotq', `${cases}&format=xlsx`)).rawPayload).buffer);
  expect(book.worksheets[0]!.rowCount).toBe(TASKS + 1);
  expect(book.worksheets[0]!.getRow(2).getCell(1).value).toBe('Soạn báo cáo');
});

it('a head gets the file of his unit, and of no other', async () => {
  expect((await download('ngocdtb', `report/export?${period}&format=csv`)).body).not.toContain('QLCN');
  for (const path of ['report/export?unit=QLCN&format=pdf', 'report/cases/export?unit=QLCN&figure=openNotDue&format=csv', 'overdue-cases/export?unit=QLCN&format=csv']) {
    expect((await download('ngocdtb', `${path}&${period}`)).statusCode).toBe(403);
    expect((await download('tuanda', `${path}&${period}`)).statusCode).toBe(403);
  }
});

it('a format that there is not is refused', async () => {
  expect((await download('baotq', `report/cases/export?${period}&figure=openNotDue&format=pdf`)).statusCode).toBe(400);
  expect((await download('baotq', `report/export?${period}&format=doc`)).statusCode).toBe(400);
});

it('what is overdue comes with its headings also where nothing is', async () => {
  const { body } = await download('baotq', `overdue-cases/export?${period}&format=csv`);
  expect(body).toBe('\uFEFFSố đến,Tác giả,"Số, ký hiệu",Trích yếu,Đơn vị chủ trì,Hạn trả lời,Đã quá hạn (giây),Đang giữ việc\r\n');
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
    const { output } = await runCommand(slaReportCommand, '--from', today(), '--to', today());
    const report = JSON.parse(output);
    expect(Date.parse(report.to) - Date.parse(report.from)).toBe(86_400_000);
    expect(report.total.openNotDue).toBe(TASKS);
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
