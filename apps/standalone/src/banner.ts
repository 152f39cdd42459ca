import type { DemoSignIns } from '../../api/src/index.js';

export interface BannerView {
  readonly address: string;
  /** Whether Postgres is the embedded one. */
  readonly embedded: boolean;
  readonly demo: DemoSignIns | undefined;
}

/** What `npm start` says once it is ready. */
export function banner({ address, embedded, demo }: BannerView): string {
  return [
    '',
    '  Công văn đang chạy.',
    '',
    `    Trang chính     ${address}/`,
    `    Tài liệu API    ${address}/api/docs`,
    `    Tình trạng      ${address}/health/ready`,
    `    Dữ liệu         ${embedded ? '.data/ (Postgres nhúng)' : 'máy chủ ở DATABASE_URL'}`,
    ...(demo === undefined ? [] : demoLines(demo)),
    '',
    '  Dừng: Ctrl-C',
    '',
  ].join('\n');
}

function demoLines({ password, people }: DemoSignIns): string[] {
  const longestName = Math.max(...people.map(({ fullName }) => width(fullName)));
  const longestLogin = Math.max(...people.map(({ login }) => login.length));
  return [
    '',
    `  Cơ quan mẫu. Mật khẩu chung: ${password}`,
    '',
    ...people.map(
      ({ login, fullName, post }) =>
        `    ${login.padEnd(longestLogin)}  ${fullName}${' '.repeat(longestName - width(fullName))}  ${post}`,
    ),
    '',
    '  Xem trọn một văn bản đi từ văn thư đến khi trả lời, ở cửa sổ lệnh khác: npm run demo',
  ];
}

/** Columns on a terminal: composed Vietnamese letters take one each. */
function width(text: string): number {
  return [...text.normalize('NFC')].length;
}
