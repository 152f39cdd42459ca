import excel from 'exceljs';
import { deflateRawSync } from 'node:zlib';
import { readWorkbook } from './read-workbook.js';

async function workbook(fill: (sheet: excel.Worksheet) => void): Promise<Buffer> {
  const made = new excel.Workbook();
  fill(made.addWorksheet('posts'));
  return Buffer.from(await made.xlsx.writeBuffer());
}

/** An archive of one deflated member, whose directory says that it is small. */
function archiveOf(content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from('xl/a.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(10, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

describe('A workbook', () => {
  it('is read as texts, dates as days, with the numbers of its rows', async () => {
    const content = await workbook((sheet) => {
      sheet.addRow(['login', 'from', 'note', 'no']);
      sheet.addRow([]);
      sheet.addRow(['cuongpv', new Date('2026-07-01T00:00:00Z'), { richText: [{ text: 'Phòng ' }, { text: 'mới' }] }, 7]);
      sheet.addRow([{ formula: 'A1', result: 'maint' }, '2026-07-02', { text: 'thư', hyperlink: 'mailto:a@b' }]);
    });
    expect(await readWorkbook(content)).toEqual([
      {
        name: 'posts',
        rows: [
          { line: 1, fields: ['login', 'from', 'note', 'no'] },
          { line: 3, fields: ['cuongpv', '2026-07-01', 'Phòng mới', '7'] },
          { line: 4, fields: ['maint', '2026-07-02', 'thư'] },
        ],
      },
    ]);
  });

  it('is read for its cells alone, not for what merges some or says of them what they may hold', async () => {
    const content = await workbook((sheet) => {
      sheet.addRow(['x']);
      sheet.mergeCells('A1:B3');
      sheet.getCell('A1').dataValidation = { type: 'list', formulae: ['"x,y"'] };
    });
    expect((await readWorkbook(content))[0]!.rows).toEqual([{ line: 1, fields: ['x'] }]);
  });

  it.each([
    ['unpacks to more than 30000000 bytes', () => archiveOf(Buffer.alloc(40_000_000))],
    ['is no XLSX workbook', () => Buffer.from('code;name;kind;parent;from')],
    ['is no XLSX workbook', () => Buffer.alloc(0)],
    ['is no XLSX workbook', async () => (await workbook((sheet) => void sheet.addRow(['x']))).subarray(0, 900)],
    ['is damaged, or has more than', () => archiveOf(Buffer.from('<a/>'))],
  ])('is refused that %s', async (what, content) => {
    const findings = [{ where: 'file', what: expect.stringContaining(what) as string }];
    await expect(readWorkbook(await content())).rejects.toMatchObject({ code: 'tables.workbook-unreadable', findings });
  });

  it('is refused with more rows or columns than a list has', async () => {
    const wide = await workbook((sheet) => void sheet.addRow(Array.from({ length: 60 }, () => 'x')));
    await expect(readWorkbook(wide)).rejects.toMatchObject({ code: 'tables.workbook-unreadable' });
  });
});
