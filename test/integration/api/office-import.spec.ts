import excel from 'exceljs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importOfficeCommand } from '../../../apps/cli/src/commands/import-office.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.close());

type Lists = Record<string, string[][]>;
const GOOD: Lists = {
  units: [
    ['code', 'name', 'kind', 'parent', 'phone'],
    ['CC2', 'Tổ Đo lường', 'professional', 'CC', ''],
    ['CC', 'Chi cục Tiêu chuẩn', 'professional', '', '0256 3822 555'],
  ],
  people: [
    ['login', 'name', 'email', 'room'],
    ['hiendt', 'Đinh Thị Hiền', 'hiendt@skhcn.example', '12'],
    ['hungnv', 'Nguyễn Văn Hùng', '', ''],
  ],
  posts: [
    ['login', 'unit', 'role', 'title', 'from', 'to'],
    ['hiendt', 'CC', 'head', 'Chi cục trưởng', '2025-01-02', ''],
    ['hungnv', 'CC2', 'staff', 'Chuyên viên', '2025-01-02', ''],
    ['hungnv', 'CC', 'staff', 'Chuyên viên', '2020-01-02', '2024-12-31'],
  ],
  mailboxes: [
    ['owner', 'name', 'purpose'],
    ['CC', 'chicuc', 'Hộp thư chung'],
    ['hiendt', '', ''],
  ],
};

async function send(files: { name: string; content: Buffer }[], { as = 'tungmt', reviewed = '' } = {}) {
  const form = new FormData();
  for (const { name, content } of files) form.append('files', new Blob([Uint8Array.from(content)]), name);
  const query = reviewed === '' ? '' : `?reviewed=${reviewed}`;
  const response = await fetch(`${api.address}/api/v1/office-imports${query}`, { method: 'POST', body: form, headers: await api.as(as) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> & { hash: string; findings: { sheet: string }[] } };
}
async function workbook(lists: Lists) {
  const made = new excel.Workbook();
  made.addWorksheet('Hướng dẫn').addRow(['Điền các trang sau']);
  for (const [name, rows] of Object.entries(lists)) made.addWorksheet(name).addRows(rows);
  return [{ name: 'co-quan.xlsx', content: Buffer.from(await made.xlsx.writeBuffer()) }];
}
const csv = (lists: Lists) => Object.entries(lists).map(([name, rows]) => ({ name: `${name}.csv`, content: Buffer.from(rows.map((row) => row.join(';')).join('\r\n')) }));

describe('An office that exists', () => {
  it('is looked at first, which changes nothing, and entered as it was looked at', async () => {
    const plan = await send(await workbook(GOOD));
    expect(plan).toMatchObject({
      status: 200,
      body: {
        applied: false,
        added: { units: 2, people: 2, posts: 3, mailboxes: 2 },
        unchanged: 0,
        findings: [],
        warnings: [
          { sheet: 'units', line: 2, code: 'unit-without-any-head', title: 'Đơn vị chưa có người đứng đầu' },
          { sheet: 'posts', line: 4, code: 'post-over-already' },
        ],
      },
    });
    expect((await api.get('tungmt', 'people?search=hiendt')).body.items).toEqual([]);
    expect(await send(await workbook(GOOD), { reviewed: 'a'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'directory.import-not-as-reviewed' } });
    expect((await send(await workbook(GOOD), { reviewed: plan.body.hash })).body).toMatchObject({ applied: true, added: plan.body['added'] });
    const { items } = (await api.get('tungmt', 'directory')).body;
    expect(items.find(({ code }: { code: string }) => code === 'CC')).toMatchObject({
      phone: '0256 3822 555',
      mailboxes: ['chicuc@skhcn.example'],
      people: [{ login: 'hiendt', title: 'Chi cục trưởng', room: '12', email: 'hiendt@skhcn.example' }],
    });
    expect((await api.get('tungmt', 'people/hungnv/reporting-line')).body.items[0]).toMatchObject({ unit: 'CC' });
  });

  it('is not entered twice: what is there is left alone, also from CSV', async () => {
    const again = await send(csv(GOOD));
    expect(again.body).toMatchObject({ added: { units: 0, people: 0, posts: 0, mailboxes: 0 }, unchanged: 9, findings: [] });
    expect((await send(csv(GOOD), { reviewed: again.body.hash })).status).toBe(200);
  });

  it('is entered by administrators alone', async () => {
    expect((await send(csv(GOOD), { as: 'vinhtq' })).status).toBe(403);
  });
});

const BAD: Lists = {
  units: [
    ['code', 'name', 'kind', 'parent'],
    ['A', 'Phòng A', 'professional', 'B'],
    ['B', 'Phòng B', 'professional', 'A'],
    ['VP', 'Văn phòng khác', 'office', ''],
    ['D', 'Phòng D', 'professional', 'KHONG'],
    ['E', 'Phòng E', 'professional', ''],
    ['E', 'Phòng E lặp', 'professional', ''],
  ],
  people: [
    ['login', 'name', 'email'],
    ['cuongpv', 'Người Khác', ''],
    ['moimoi', 'Lê Mới', 'không phải'],
    ['khongten', '', ''],
  ],
  posts: [
    ['login', 'unit', 'role', 'title', 'from', 'to'],
    ['maint', 'KHONG', 'staff', 'x', '2026-01-01', ''],
    ['maint', 'QLCN', 'staff', 'Chuyên viên', '2025-06-01', ''],
    ['maint', 'E', 'vua', 'x', '1/1/2026', ''],
    ['tungmt', 'E', 'staff', 'x', '2026-01-01', ''],
  ],
  mailboxes: [
    ['owner', 'name'],
    ['E', 'chicuc'],
    ['maint', 'mai.ngo'],
    ['E', 'postmaster'],
  ],
};

it('All that is wrong is told at once, with sheet, row, column and words, and nothing is entered', async () => {
  const { status, body } = await send(csv(BAD));
  expect(status).toBe(200);
  const told = body.findings as { sheet: string; line: number; column: string; code: string; title: string }[];
  expect(told.map(({ sheet, line, column, code }) => `${sheet} ${line} ${column} ${code}`).sort()).toEqual(
    [
      'units 2 parent circular-parents',
      'units 3 parent circular-parents',
      'units 4 code directory.unit-exists',
      'units 5 parent unit-unknown',
      'units 7 code directory.unit-exists',
      'people 2 login directory.login-taken',
      'people 3 email directory.person-invalid',
      'people 4 name cell-empty',
      'posts 2 unit unit-unknown',
      'posts 3 from directory.appointment-overlaps',
      'posts 4 from date-unreadable',
      'posts 4 role role-unknown',
      'posts 5 login directory.appointment-forbidden',
      'mailboxes 2 name address-taken',
      'mailboxes 3 owner has-mailbox',
      'mailboxes 4 name local-part-reserved',
    ].sort(),
  );
  expect(told.map(({ title }) => title).filter((title) => !/[^\x00-\x7f]/.test(title))).toEqual([]);
  expect(await send(csv(BAD), { reviewed: body.hash })).toMatchObject({ status: 422, body: { code: 'directory.import-refused' } });
  expect((await api.get('tungmt', 'units')).body.items.map(({ code }: { code: string }) => code)).not.toContain('E');
});

describe('Lists that say otherwise than the directory', () => {
  it('change nothing silently: each cell that differs is told, also the end of a post, which the list does not bring about', async () => {
    const { status, body } = await send(
      csv({
        units: [['code', 'name', 'kind', 'parent', 'from', 'sort', 'phone', 'room'], ['CC', 'Chi cục Tiêu chuẩn', 'professional', '', '2020-01-01', '7', '0256 3822 556', '3']],
        people: [['login', 'name', 'email', 'phone', 'room'], ['hiendt', 'Đinh Thị Hiền', 'khac@skhcn.example', '0256 3822 557', '13']],
        posts: [
          ['login', 'unit', 'role', 'title', 'from', 'to', 'basis'],
          ['hiendt', 'CC', 'head', 'Quyền Chi cục trưởng', '2025-01-02', '2026-03-31', '09/QĐ-SKHCN'],
          ['hungnv', 'CC', 'staff', 'Chuyên viên', '2020-01-02', '', ''],
        ],
        mailboxes: [['owner', 'name', 'purpose'], ['CC', 'chicuc', 'Tiếp dân']],
      }),
    );
    expect([status, body['added'], body['unchanged'], body['warnings']]).toEqual([200, { units: 0, people: 0, posts: 0, mailboxes: 0 }, 0, []]);
    const told = body.findings as { sheet: string; line: number; column: string; code: string; title: string }[];
    expect(new Set(told.map(({ code, title }) => `${code} ${title}`))).toEqual(new Set(['there-otherwise Danh bạ đã ghi khác']));
    expect(told.map(({ sheet, line, column }) => `${sheet} ${line} ${column}`)).toEqual([
      ...['from', 'sort', 'phone', 'room'].map((column) => `units 2 ${column}`),
      ...['email', 'phone', 'room'].map((column) => `people 2 ${column}`),
      ...['title', 'to', 'basis'].map((column) => `posts 2 ${column}`),
      'posts 3 to',
      'mailboxes 2 purpose',
    ]);
  });

  it('are read to the end past a number that cannot be stored, and only rows that are there count as unchanged', async () => {
    const { status, body } = await send(
      csv({
        units: [
          ['code', 'name', 'kind', 'parent', 'sort'],
          ['CC', 'Chi cục Tiêu chuẩn', 'professional', '', ''],
          ['X', 'Phòng X', 'professional', '', '99999999999'],
          ['Y', 'Phòng Y', 'professional', '', 'abc'],
          ['Z1', 'Phòng Z1', 'professional', 'Z2', ''],
          ['Z2', 'Phòng Z2', 'professional', 'Z1', ''],
        ],
        people: [['login', 'name'], ['moinhap', 'Lê Mới Nhập'], ['khongten', '']],
      }),
    );
    expect([status, body['added'], body['unchanged']]).toEqual([200, { units: 0, people: 1, posts: 0, mailboxes: 0 }, 1]);
    const told = body.findings as { sheet: string; line: number; column: string }[];
    expect(told.map(({ sheet, line, column }) => `${sheet} ${line} ${column}`).sort()).toEqual(['people 3 name', 'units 3 sort', 'units 4 sort', 'units 5 parent', 'units 6 parent']);
  });
});

describe('Lists as an office keeps them', () => {
  const PEOPLE = [['Tên đăng nhập', 'Họ và tên', 'Thư điện tử', 'Phòng'], ['lienptb', 'Phạm Thị Bích Liên', '', '7']];
  const text = PEOPLE.map((row) => row.join(';')).join('\r\n');
  const plan = async (content: Buffer, name = 'Người.csv') => (await send([{ name, content }])).body;
  const swapped = (content: Buffer) => Buffer.from(content).swap16();

  it('are read under Vietnamese names of lists and columns, also without marks, as CSV and XLSX', async () => {
    for (const name of ['Người.csv', 'nguoi.csv', 'NGƯỜI.csv', 'people.csv']) {
      expect(await plan(Buffer.from(text), name)).toMatchObject({ findings: [], added: { people: 1 } });
    }
    const sheets = {
      'Đơn vị': [['Mã đơn vị', 'Tên đơn vị', 'Loại đơn vị', 'Đơn vị cấp trên'], ['CC9', 'Chi cục Mới', 'professional', '']],
      'Chức vụ': [['Tên đăng nhập', 'Mã đơn vị', 'Vai trò', 'Chức danh', 'Từ ngày'], ['lienptb', 'CC9', 'head', 'Chi cục trưởng', '2026-01-02']],
      'Hộp thư': [['Chủ hộp thư', 'Tên hộp thư'], ['CC9', 'chicucmoi']],
      Người: PEOPLE,
    };
    expect((await send(await workbook(sheets))).body).toMatchObject({ findings: [], added: { units: 1, people: 1, posts: 1, mailboxes: 1 } });
  });

  it('are filled in on a template, of XLSX or CSV, which is read as it is', async () => {
    const template = async (query: string) => {
      const response = await fetch(`${api.address}/api/v1/office-imports/template?${query}`, { headers: await api.as('tungmt') });
      expect(response.status).toBe(200);
      return response.arrayBuffer();
    };
    const made = new excel.Workbook();
    await made.xlsx.load(await template('format=xlsx'));
    expect(made.worksheets.map(({ name }) => name)).toEqual(['Đơn vị', 'Người', 'Chức vụ', 'Hộp thư', 'Hướng dẫn']);
    made.getWorksheet('Đơn vị')!.addRow(['CC7', 'Chi cục Bảy', 'professional']);
    made.getWorksheet('Người')!.addRow(['lienptb', 'Phạm Thị Bích Liên']);
    made.getWorksheet('Chức vụ')!.addRow(['lienptb', 'CC7', 'head', 'Chi cục trưởng', '2026-01-02']);
    made.getWorksheet('Hộp thư')!.addRow(['CC7']);
    expect(await plan(Buffer.from(await made.xlsx.writeBuffer()), 'Danh sách cơ quan.xlsx')).toMatchObject({ findings: [], added: { units: 1, people: 1, posts: 1, mailboxes: 1 } });
    const csvOf = async (list: string) => Buffer.from(await template(`format=csv&list=${list}`)).toString();
    expect(await csvOf('people')).toBe('\uFEFFTên đăng nhập;Họ và tên;Thư điện tử;Điện thoại;Phòng\r\n');
    expect(await plan(Buffer.from(`${await csvOf('people')}lienptb;Phạm Thị Bích Liên`))).toMatchObject({ findings: [], added: { people: 1 } });
  });

  it('are read by the own name of a column where another heading may mean it too', async () => {
    const rows = 'Tên đăng nhập;Đơn vị;Mã đơn vị;Vai trò;Chức danh;Từ ngày\ntuanda;Phòng Quản lý khoa học;QLKH;staff;Kiêm nhiệm;2027-10-01';
    expect(await plan(Buffer.from(rows), 'posts.csv')).toMatchObject({ findings: [], added: { posts: 1 } });
  });

  it('are tried with a report as XLSX or CSV, which says what would be and what is wrong, and enters nothing', async () => {
    const report = async (format: string, rows: string[][], as = 'tungmt') => {
      const form = new FormData();
      form.append('files', new Blob([rows.map((row) => row.join(';')).join('\r\n')]), 'people.csv');
      const response = await fetch(`${api.address}/api/v1/office-imports/report?format=${format}`, { method: 'POST', body: form, headers: await api.as(as) });
      return { status: response.status, content: Buffer.from(await response.arrayBuffer()) };
    };
    expect((await report('xlsx', PEOPLE)).content.subarray(0, 2).toString()).toBe('PK');
    expect((await report('csv', PEOPLE)).content.toString()).toContain('Sẽ thêm;Người;;;1 dòng;');
    const wrong = (await report('csv', [...PEOPLE, ['cuongpv', 'Người Khác', '', '']])).content.toString();
    expect(wrong).toMatch(/\r\nSai;Người;3;Tên đăng nhập;Tên đăng nhập này đã có người dùng/);
    expect(wrong).not.toContain('Sẽ thêm');
    expect((await report('csv', PEOPLE, 'vinhtq')).status).toBe(403);
    expect((await api.get('tungmt', 'people/lienptb')).status).toBe(404);
  });

  it('are read in UTF-8 with and without its mark, and in UTF-16', async () => {
    for (const content of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le'), swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))]) {
      expect(await plan(content)).toMatchObject({ findings: [], added: { people: 1 } });
    }
  });

  it('are refused in Windows-1258 and TCVN3, which is said together with how to mend it', async () => {
    // "Phạm Thị" in Windows-1258: the dot below is a sign of its own.
    const windows = Buffer.concat([Buffer.from('login;name\r\nlienptb;Ph'), Buffer.from([0x61, 0xf2, 0x6d]), Buffer.from(' Thi'), Buffer.from([0xf2])]);
    expect((await plan(windows, 'people.csv')).findings).toMatchObject([{ sheet: 'people', code: 'encoding-unknown', mend: expect.stringContaining('UniKey') as string }]);
    expect((await plan(Buffer.from(text, 'utf16le'), 'people.csv')).findings).toMatchObject([{ code: 'encoding-unknown' }]);
    const abc = await send(await workbook({ people: [['login', 'name'], ['lienptb', 'Ph¹m ThÞ BÝch Liªn'], ['khac', 'NguyÔn V¨n A']] }));
    expect(abc.body.findings).toMatchObject([{ sheet: 'people', line: 2, code: 'font-not-unicode', title: 'Chữ gõ bằng phông TCVN3 (ABC), không phải Unicode' }]);
    const signs = await plan(Buffer.from('code;name;kind;room\nCC8;Chi cục Đo lường;professional;§ 5, 20 m², 1º'), 'units.csv');
    expect(signs.findings).toEqual([]);
    const quoted = await plan(Buffer.from('code;name;kind;room\nCC8;Bộ phận «Một cửa»;professional;Nhà A·B'), 'units.csv');
    expect(quoted.findings).toEqual([]);
  });
});

it('Files that hold no lists are refused', async () => {
  expect((await send([{ name: 'x.csv', content: Buffer.from('a;b') }])).body.findings).toMatchObject([{ code: 'nothing-to-import' }]);
  expect((await send([{ name: 'people.csv', content: Buffer.from('login\na1') }])).body.findings).toMatchObject([{ sheet: 'people', column: 'name', code: 'column-missing' }]);
  expect(await send([{ name: 'x.xlsx', content: Buffer.from('nothing') }])).toMatchObject({ status: 422, body: { code: 'tables.workbook-unreadable' } });
});

describe('congvan import-office', () => {
  const environment = { ...process.env };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'congvan-import-'));
    const token = (await api.as('tungmt')).authorization.slice('Bearer '.length);
    Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_TOKEN: token });
  });
  afterAll(async () => {
    process.env = environment;
    await rm(folder, { recursive: true });
  });
  const run = async (people: string, ...options: string[]) => {
    const path = join(folder, 'people.csv');
    await writeFile(path, `login,name\n${people}`);
    return runCommand(importOfficeCommand, path, ...options);
  };

  it('shows what would be entered and its hash, and enters it by that', async () => {
    const plan = await run('namhv,Hoàng Văn Nam', '--dry-run');
    expect(plan).toMatchObject({ exitCode: 0, output: expect.stringContaining('Would be entered: 0 units, 1 people') as string });
    const hash = /--apply ([0-9a-f]{64})/.exec(plan.output)![1]!;
    expect((await run('namhv,Hoàng Văn Nam', '--apply', hash)).output).toContain('Entered: 0 units, 1 people');
    expect((await api.get('tungmt', 'people/namhv')).status).toBe(200);
  });

  it('says in words what is wrong, and ends with 1', async () => {
    const { output, exitCode } = await run('cuongpv,Người Khác');
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/people +2 +login +Tên đăng nhập này đã có người dùng/)]);
    expect(output).not.toContain('--apply');
    await expect(run('x,y', '--dry-run', '--apply', 'z')).rejects.toThrow('Choose one');
  });
});
