import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import excel from 'exceljs';
import { REPORT_FIGURES, type ReportFigure, type ReportLine, type SlaReport } from '../report/report.js';
import { exportReport, type ReportFormat } from './export-report.js';

const letterhead = { agency: 'Sở Khoa học và Công nghệ', zone: 'Asia/Ho_Chi_Minh' };

/** Every capital and small letter that Vietnamese writes with marks. */
const LETTERS = 'ÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ ĐÈÉẺẼẸ ÊỀẾỂỄỆ ÌÍỈĨỊ ÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ ÙÚỦŨỤ ƯỪỨỬỮỰ ỲÝỶỸỴ';
const ALL_LETTERS = `${LETTERS} ${LETTERS.toLowerCase()}`;

function line(key: string | null, label: string, seed: number): ReportLine {
  const figures = REPORT_FIGURES.map((figure, index): [ReportFigure, number | null] => {
    if (seed === 0 && index >= 3) return [figure, null];
    if (figure === 'onTimeRatio') return [figure, (seed % 7) / 7];
    return [figure, figure.endsWith('Seconds') ? seed * 5_400 + index * 61.5 : seed * 1_000 + index];
  });
  return { key, label, ...(Object.fromEntries(figures) as Record<ReportFigure, number | null>) };
}

const part = (from: string, to: string, seed: number, units = ALL_LETTERS) => ({
  from,
  to,
  total: line(null, 'Tổng', seed),
  lines: [line('QLCN', 'Phòng Quản lý công nghệ', seed + 1), line('KH', units, seed + 2), line(null, '=HYPERLINK("http://x")', 0)],
});
const report: SlaReport = {
  ...part('2026-09-30T17:00:00.000Z', '2026-10-31T17:00:00.000Z', 3),
  asOf: '2026-10-31T17:00:00.000Z',
  by: 'unit',
  filters: { process: 'reply-required' },
  previous: part('2026-08-31T17:00:00.000Z', '2026-09-30T17:00:00.000Z', 8),
  definitions: Object.fromEntries(
    REPORT_FIGURES.map((figure, index) => [
      figure,
      {
        title: `Chỉ tiêu ${index}`,
        meaning: `Cách tính ${figure}.`,
        population: `Phạm vi ${figure}.`,
        unit: figure === 'onTimeRatio' ? 'ratio' : figure.endsWith('Seconds') ? 'seconds' : 'count',
      },
    ]),
  ) as SlaReport['definitions'],
};

const fileOf = (format: ReportFormat, differently: Partial<SlaReport> = {}) =>
  exportReport({ ...report, ...differently }, letterhead, format, 'comma');
const figuresOf = (of: ReportLine) => REPORT_FIGURES.map((figure) => [figure, of[figure]] as const);

it.each([
  ['csv', 'text/csv; charset=utf-8'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['pdf', 'application/pdf'],
] as const)('a file %s says its type and names the days of the period as the office counts them', async (format, type) => {
  expect(await fileOf(format)).toMatchObject({ name: `Báo cáo thời hạn theo đơn vị 2026-10-01 đến 2026-10-31.${format}`, mediaType: type });
});

describe('as CSV', () => {
  const cellsOf = async () => {
    const text = (await fileOf('csv')).content.toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    return text.slice(1).trimEnd().split('\r\n').map((row) => row.split(','));
  };

  it('has one line for each line of both periods and for their sums, in whole numbers', async () => {
    const [heading, ...rows] = await cellsOf();
    expect(heading!.slice(0, 5)).toEqual(['Kỳ', 'Thời gian', 'Mã', 'Đơn vị', 'Chỉ tiêu 0']);
    const expected = [report, report.previous!].flatMap(({ lines, total }) => [...lines, total]);
    expect(rows).toHaveLength(expected.length);
    rows.forEach((row, index) => {
      const figures = figuresOf(expected[index]!).map(([figure, value]) => {
        if (value === null) return '';
        return String(Math.round(figure === 'onTimeRatio' ? value * 1000 : value));
      });
      expect(row.slice(-REPORT_FIGURES.length)).toEqual(figures);
    });
  });

  it('keeps every Vietnamese letter and runs nothing as a formula', async () => {
    const rows = await cellsOf();
    expect(rows[2]).toContain(ALL_LETTERS);
    expect(rows[3]!.slice(0, 4)).toEqual(['Kỳ này', 'từ ngày 01/10/2026 đến hết ngày 31/10/2026', '', `"'=HYPERLINK(""http://x"")"`]);
  });
});

describe('as CSV for Excel', () => {
  const linesOf = async (differently: Partial<SlaReport> = {}) =>
    (await exportReport({ ...report, ...differently }, letterhead, 'csv')).content.toString('utf8').trimEnd().split('\r\n');

  it('parts columns at semicolons and says below what each figure means', async () => {
    const [heading, ...lines] = await linesOf();
    expect(heading).toMatch(/^\uFEFFKỳ;Thời gian;Mã;Đơn vị;Chỉ tiêu 0;/);
    const end = lines.indexOf('');
    expect(end).toBe(2 * (report.lines.length + 1));
    const meanings = REPORT_FIGURES.map((figure, index) => `Chỉ tiêu ${index};Cách tính ${figure}.;Phạm vi ${figure}.`);
    expect(lines.slice(end + 1)).toEqual(['Chỉ tiêu;Cách tính;Phạm vi tính', ...meanings]);
  });

  it('keeps a month from becoming a date', async () => {
    const [, first] = await linesOf({ by: 'month', lines: [line('2026-10', 'Tháng 10/2026', 1)] });
    expect(first!.split(';').slice(2, 4)).toEqual(['"=""2026-10"""', 'Tháng 10/2026']);
  });
});

describe('as a workbook', () => {
  let book: excel.Workbook;
  beforeAll(async () => {
    book = new excel.Workbook();
    const { content } = await fileOf('xlsx');
    await book.xlsx.load(new Uint8Array(content).buffer);
  });
  const rowOf = (sheet: excel.Worksheet, label: string): excel.Row => {
    const found = sheet.getColumn(2).values.indexOf(label);
    return sheet.getRow(found);
  };

  /** exceljs reads a number with a format of time as a moment after Excel's first day, 30 December 1899. */
  const secondsIn = ({ value }: excel.Cell) => ((value as Date).getTime() - Date.UTC(1899, 11, 30)) / 1000;

  it.each([
    ['Báo cáo', report],
    ['Kỳ trước', report.previous!],
  ])('shows on the sheet %s every figure of the report as a number of its kind', (name, { lines, total }) => {
    const sheet = book.getWorksheet(name)!;
    for (const shown of [...lines, { ...total, label: 'Tổng cộng' }]) {
      const row = rowOf(sheet, shown.label);
      expect(row.getCell(1).value ?? '').toBe(shown.key ?? '');
      figuresOf(shown).forEach(([figure, value], index) => {
        const cell = row.getCell(index + 3);
        const seconds = figure.endsWith('Seconds');
        if (value === null) expect(cell.value).toBeNull();
        else expect(seconds ? secondsIn(cell) : cell.value).toBeCloseTo(value, seconds ? 2 : 10);
        expect(cell.numFmt).toBe(seconds ? '[h]:mm' : figure === 'onTimeRatio' ? '0.0%' : '#,##0');
      });
    }
  });

  it('begins with the agency, the title, the period and what it is narrowed to', () => {
    const block = [1, 2, 3, 4, 5].map((number) => book.getWorksheet('Báo cáo')!.getRow(number).getCell(1).value);
    expect(block).toEqual([
      'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      'BÁO CÁO THỜI HẠN XỬ LÝ CÔNG VIỆC THEO ĐƠN VỊ',
      'Kỳ báo cáo: từ ngày 01/10/2026 đến hết ngày 31/10/2026',
      'Số liệu tại thời điểm 00:00 ngày 01/11/2026',
      'Phạm vi: quy trình reply-required',
    ]);
  });

  it('keeps its heading in sight and on every printed page', () => {
    const sheet = book.getWorksheet('Báo cáo')!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 6 });
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', printTitlesRow: '6:6', fitToWidth: 1 });
  });

  it('says on a sheet of its own what each figure means', () => {
    const sheet = book.getWorksheet('Định nghĩa')!;
    const told = REPORT_FIGURES.map((_, index) => (sheet.getRow(index + 2).values as string[]).slice(1));
    expect(told).toEqual(REPORT_FIGURES.map((figure) => Object.values(report.definitions[figure]).slice(0, 3)));
  });

  it('holds what looks like a formula as text', () => {
    expect(rowOf(book.getWorksheet('Báo cáo')!, '=HYPERLINK("http://x")').getCell(2).type).toBe(excel.ValueType.String);
  });
});

describe('as PDF', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-pdf-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Its text page by page, laid out as on paper. */
  const pagesOf = async (differently: Partial<SlaReport> = {}): Promise<string[]> => {
    const file = join(folder, 'report.pdf');
    await writeFile(file, (await fileOf('pdf', differently)).content);
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
    return stdout.normalize('NFC').split('\f').slice(0, -1);
  };
  const wordsOf = (text: string) => text.split(/\s+/);
  const hoursOf = (seconds: number) => {
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  };

  it('shows every figure of the report and the sum of the former period', async () => {
    const words = wordsOf((await pagesOf()).join('\n'));
    for (const shown of [...report.lines, report.total, report.previous!.total]) {
      for (const [figure, value] of figuresOf(shown)) {
        if (value === null) expect(words).toContain('–');
        else if (figure.endsWith('Seconds')) expect(words).toContain(hoursOf(value));
        else if (figure === 'onTimeRatio') expect(words).toContain(`${String(Math.round(value * 1000) / 10).replace('.', ',')}%`);
        else expect(words).toContain(String(value).replace(/(?=(\d{3})$)/, '.').replace(/^\./, ''));
      }
    }
  });

  it('has the head of an official document, and every letter of Vietnamese', async () => {
    const text = (await pagesOf()).join('\n');
    for (const told of ['SỞ KHOA HỌC VÀ CÔNG NGHỆ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc']) {
      expect(text).toContain(told);
    }
    expect(text).toContain('Kỳ báo cáo: từ ngày 01/10/2026 đến hết ngày 31/10/2026');
    const letters = new Set(text);
    expect([...ALL_LETTERS].filter((letter) => !letters.has(letter))).toEqual([]);
  });

  it('tells what each figure means', async () => {
    const text = (await pagesOf()).join(' ').replace(/\s+/g, ' ');
    for (const [index, figure] of REPORT_FIGURES.entries()) {
      expect(text).toContain(`Chỉ tiêu ${index}: Cách tính ${figure}. Phạm vi tính: Phạm vi ${figure}.`);
    }
  });

  it('repeats the heading and numbers the pages where it needs several', async () => {
    const lines = Array.from({ length: 120 }, (_, index) => line(`U${index}`, `Đơn vị số ${index}`, index + 1));
    const pages = await pagesOf({ lines });
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => expect(page).toContain(`Trang ${index + 1}/${pages.length}`));
    for (const page of pages.filter((text) => text.includes('Đơn vị số'))) expect(page).toContain('Chỉ tiêu');
    const text = pages.join('\n');
    expect(lines.filter(({ label }) => !new RegExp(`${label}\\s`).test(text))).toEqual([]);
  });

  it('refuses more lines than anybody reads on paper', async () => {
    const lines = Array.from({ length: 301 }, () => line('U', 'Đơn vị', 1));
    await expect(fileOf('pdf', { lines })).rejects.toMatchObject({ code: 'sla.report-too-long', kind: 'invalid' });
  });
});
