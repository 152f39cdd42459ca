import type { Listing } from '#tables';
import type { OfficeImport } from './import-office.command.js';
import { VIETNAMESE_SHEETS } from './office-columns.js';
import type { ImportFinding } from './office-sheets.js';

interface Line {
  readonly result: string;
  readonly sheet: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly what: string;
  readonly mend: string | null;
}

/** What a trial of an import has shown, to be handed round: how much would be entered, everything that is wrong, what to look at. */
export function importListing({ added, unchanged, findings, warnings }: OfficeImport, titleOf: (code: string) => string, zone: string): Listing<Line> {
  const lines = [
    ...Object.entries(added).map(([sheet, count]) => ({ result: findings.length > 0 ? 'Chưa nhập được' : 'Sẽ thêm', sheet: nameOf(sheet), line: null, column: null, what: `${count} dòng`, mend: null })),
    { result: 'Đã có', sheet: '', line: null, column: null, what: `${unchanged} dòng`, mend: null },
    ...findings.map((finding) => lineOf('Sai', finding, titleOf)),
    ...warnings.map((finding) => lineOf('Cần xem lại', finding, titleOf)),
  ];
  return {
    title: 'Kết quả xem trước danh sách cơ quan',
    columns: [
      { title: 'Kết quả', kind: 'text', width: 16, of: ({ result }) => result },
      { title: 'Danh sách', kind: 'text', width: 14, of: ({ sheet }) => sheet },
      { title: 'Dòng', kind: 'number', width: 8, of: ({ line }) => line },
      { title: 'Cột', kind: 'text', width: 18, of: ({ column }) => column },
      { title: 'Nội dung', kind: 'text', width: 50, of: ({ what }) => what },
      { title: 'Cách sửa', kind: 'text', width: 60, of: ({ mend }) => mend },
    ],
    rows: lines,
    zone,
  };
}

function lineOf(result: string, { sheet, line, column, code, what, mend }: ImportFinding, titleOf: (code: string) => string): Line {
  const heading = Object.entries(VIETNAMESE_SHEETS).find(([name]) => name === sheet)?.[1].columns[column]?.[0];
  return { result, sheet: nameOf(sheet), line, column: heading ?? column, what: `${titleOf(code)} (${what})`, mend: mend ?? null };
}

function nameOf(sheet: string): string {
  return Object.entries(VIETNAMESE_SHEETS).find(([name]) => name === sheet)?.[1].name ?? sheet;
}
