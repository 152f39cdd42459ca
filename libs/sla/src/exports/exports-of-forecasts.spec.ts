import excel from 'exceljs';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FORECAST_DEFINITIONS, REPORT_DEFINITIONS } from '../report/report-definitions.js';
import { FORECAST_FIGURES, type ForecastFigures, REPORT_FIGURES, type ReportLine, type SlaReport } from '../report/report.js';
import { exportReport, type ReportFormat } from './export-report.js';

const figures = Object.fromEntries(REPORT_FIGURES.map((figure) => [figure, 0])) as Record<(typeof REPORT_FIGURES)[number], number>;
const line = (key: string | null, label: string, values: readonly (number | null)[]): ReportLine => ({
  key,
  label,
  ...figures,
  forecast: Object.fromEntries(FORECAST_FIGURES.map((figure, index) => [figure, values[index]!])) as unknown as ForecastFigures,
});
const part = {
  from: '2026-10-31T17:00:00.000Z',
  to: '2026-11-30T17:00:00.000Z',
  total: line(null, 'Tổng', [40, 9, 7.25, 4.5, 12, 3]),
  lines: [
    line('QLCN', 'Phòng Quản lý công nghệ', [40, 9, 7.25, 4.5, 12, 2]),
    line('KH', 'Phòng Kế hoạch', [0, 0, null, null, null, 1]),
    line('VP', 'Văn phòng Sở', [0, 0, null, null, null, 0]),
  ],
};
const report: SlaReport = {
  ...part,
  asOf: '2026-11-20T02:00:00.000Z',
  by: 'unit',
  filters: {},
  previous: { ...part, lines: [], total: { key: null, label: 'Tổng', ...figures } },
  definitions: REPORT_DEFINITIONS,
  forecastDefinitions: FORECAST_DEFINITIONS,
};
const fileOf = async (format: ReportFormat, of = report) =>
  (await exportReport(of, { agency: 'Sở Khoa học và Công nghệ', zone: 'Asia/Ho_Chi_Minh' }, format, 'comma')).content;

it('a CSV has what is foretold at the end of each line of the period, in whole numbers, and of the former period nothing', async () => {
  const [heading, ...rows] = (await fileOf('csv')).toString().trimEnd().split('\r\n');
  expect(heading).toMatch(/Có dự báo,Nguy cơ trễ,Ước tính sẽ trễ \(phần nghìn việc\),"Sẽ trễ, cận dưới \(phần nghìn việc\)","Sẽ trễ, cận trên \(phần nghìn việc\)",Chưa đủ dữ liệu$/);
  expect(rows.map((row) => row.split(',').slice(-6).join())).toEqual([
    '40,9,7250,4500,12000,2',
    '0,0,,,,1',
    '0,0,,,,0',
    '40,9,7250,4500,12000,3',
    ',,,,,',
  ]);
});

it('a workbook has a sheet for it, with what its figures mean among the others', async () => {
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array(await fileOf('xlsx')).buffer);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['Báo cáo', 'Dự báo', 'Kỳ trước', 'Định nghĩa']);
  const sheet = book.getWorksheet('Dự báo')!;
  const row = sheet.getRow(sheet.getColumn(2).values.indexOf('Phòng Quản lý công nghệ'));
  expect((row.values as unknown[]).slice(1)).toEqual(['QLCN', 'Phòng Quản lý công nghệ', 40, 9, 7.25, 4.5, 12, 2]);
  expect([3, 5, 8].map((column) => row.getCell(column).numFmt)).toEqual(['#,##0', '#,##0.0', '#,##0']);
  const meanings = book.getWorksheet('Định nghĩa')!;
  for (const { title, meaning, population } of Object.values(FORECAST_DEFINITIONS)) {
    const told = meanings.getRow(meanings.getColumn(1).values.indexOf(title)).values as string[];
    expect(told.slice(1)).toEqual([title, meaning, population]);
  }
});

describe('a PDF', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forecast-pdf-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const textOf = async (of: SlaReport): Promise<string> => {
    const file = join(folder, 'report.pdf');
    await writeFile(file, await fileOf('pdf', of));
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
    return stdout.normalize('NFC');
  };

  it('has a table of its own for it, without units that have nothing open', async () => {
    const [, table] = (await textOf(report)).split('DỰ BÁO TRỄ HẠN CỦA CÔNG VIỆC ĐANG LÀM, CHƯA ĐẾN HẠN');
    expect(table).toMatch(/Phòng Quản lý công nghệ\s+40\s+9\s+7,3\s+4,5\s+12,0\s+2\s/);
    expect(table).toMatch(/Phòng Kế hoạch\s+0\s+0\s+–\s+–\s+–\s+1\s/);
    expect(table).toMatch(/Tổng cộng\s+40\s+9\s+7,3\s+4,5\s+12,0\s+3\s/);
    expect(table).not.toContain('Văn phòng Sở');
    expect(table!.replace(/\s+/g, ' ')).toContain(`Nguy cơ trễ: ${FORECAST_DEFINITIONS.openAtRisk.meaning} Phạm vi tính: `);
  });

  it('has none where it was not asked for', async () => {
    const { forecastDefinitions: _, ...plain } = report;
    expect(await textOf(plain)).not.toMatch(/dự báo/i);
  });
});
