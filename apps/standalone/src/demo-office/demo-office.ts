import type { CreateUnitInput, PostRole } from '#directory';
import type { SigningAuthorityInput } from '#documents';

/** Signs in every account of the demo office, and only those: real offices get a random initial password per person. */
export const DEMO_PASSWORD = 'Congvan@2026';

/** First day of every post. */
export const DEMO_SINCE = '2024-01-02';

export interface DemoPerson {
  readonly login: string;
  readonly fullName: string;
  readonly posts: readonly { readonly unit: string; readonly role: PostRole; readonly title: string }[];
}

/** The agency, as its documents name it. */
export const DEMO_AGENCY = { name: 'Sở Khoa học và Công nghệ', code: 'SKHCN' };

/** Of the mailboxes: a name that belongs to nobody (RFC 2606). */
export const DEMO_MAIL_DOMAIN = 'skhcn.example';

/** Mailboxes of units beside the one that each has under its code. */
export const DEMO_UNIT_MAILBOXES = [{ unit: 'VP', localPart: 'sokhcn', purpose: 'Hộp thư của Sở' }] as const;

/** A provincial Department of Science and Technology. Heads first: each unit that can be given work has one. */
export const DEMO_UNITS: readonly CreateUnitInput[] = [
  { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership', sort: 10 },
  { code: 'VP', name: 'Văn phòng Sở', kind: 'office', sort: 20 },
  { code: 'QLCN', name: 'Phòng Quản lý công nghệ', kind: 'professional', sort: 30 },
  { code: 'QLKH', name: 'Phòng Quản lý khoa học', kind: 'professional', sort: 40 },
  { code: 'TDC', name: 'Phòng Tiêu chuẩn Đo lường Chất lượng', kind: 'professional', sort: 50 },
  { code: 'CNTT', name: 'Bộ phận Công nghệ thông tin', kind: 'it', sort: 60 },
  { code: 'TCCB', name: 'Phòng Tổ chức cán bộ', kind: 'personnel', sort: 70 },
];

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person('baotq', 'Trần Quốc Bảo', ['LD', 'leader', 'Giám đốc Sở']),
  person('hangltm', 'Lê Thị Minh Hằng', ['LD', 'leader', 'Phó Giám đốc Sở']),
  person('thinhpd', 'Phạm Đức Thịnh', ['LD', 'leader', 'Phó Giám đốc Sở']),

  person('dungnh', 'Nguyễn Hữu Dũng', ['VP', 'chief-of-office', 'Chánh Văn phòng'], ['VP', 'head', 'Chánh Văn phòng']),
  person('anhdtl', 'Đỗ Thị Lan Anh', ['VP', 'clerk', 'Văn thư']),
  person('tramvn', 'Võ Ngọc Trâm', ['VP', 'clerk', 'Văn thư']),
  person('quanhm', 'Hoàng Minh Quân', ['VP', 'manager', 'Chuyên viên tổng hợp, theo dõi báo cáo']),

  person('cuongpv', 'Phan Văn Cường', ['QLCN', 'head', 'Trưởng phòng']),
  person('habtt', 'Bùi Thị Thu Hà', ['QLCN', 'deputy-head', 'Phó Trưởng phòng']),
  person('tuanda', 'Đặng Anh Tuấn', ['QLCN', 'staff', 'Chuyên viên']),
  person('maint', 'Ngô Thị Mai', ['QLCN', 'staff', 'Chuyên viên']),

  person('ngocdtb', 'Dương Thị Bích Ngọc', ['QLKH', 'head', 'Trưởng phòng']),
  person('minhtc', 'Trương Công Minh', ['QLKH', 'deputy-head', 'Phó Trưởng phòng'], ['QLKH', 'editor', 'Ban biên tập']),
  person('oanhhtk', 'Huỳnh Thị Kim Oanh', ['QLKH', 'staff', 'Chuyên viên'], ['QLKH', 'editor', 'Ban biên tập']),
  person('phucdx', 'Đinh Xuân Phúc', ['QLKH', 'staff', 'Chuyên viên']),

  person('khanhvd', 'Vũ Đình Khánh', ['TDC', 'head', 'Trưởng phòng']),
  person('nhungnth', 'Nguyễn Thị Hồng Nhung', ['TDC', 'deputy-head', 'Phó Trưởng phòng']),
  person('cuongpv1', 'Phùng Việt Cường', ['TDC', 'staff', 'Chuyên viên']),

  person('sonlt', 'Lương Thế Sơn', ['CNTT', 'head', 'Phụ trách bộ phận'], ['CNTT', 'it', 'Quản trị mạng']),
  person('namcn', 'Châu Nhật Nam', ['CNTT', 'it', 'Chuyên viên'], ['CNTT', 'designer', 'Thiết kế quy trình']),
  person('tungmt', 'Mai Thanh Tùng', ['CNTT', 'it', 'Chuyên viên'], ['CNTT', 'admin', 'Quản trị hệ thống']),

  person('yenlh', 'Lâm Hải Yến', ['TCCB', 'head', 'Trưởng phòng'], ['TCCB', 'personnel', 'Tổ chức – đào tạo']),
  person('vinhtq', 'Tạ Quang Vinh', ['TCCB', 'personnel', 'Chuyên viên']),
];

const HEAD = { principal: 'GIÁM ĐỐC', grantedBy: 'baotq' };
const DEPUTY = { ...HEAD, form: 'KT', title: 'PHÓ GIÁM ĐỐC', basis: 'Thông báo phân công công tác của Ban Giám đốc' } as const;

/** Who may sign: the director, his deputies for him, and the chief of office what concerns the house. */
export const DEMO_AUTHORITIES: readonly Omit<SigningAuthorityInput, 'validFrom'>[] = [
  { holder: 'baotq', form: 'OWN', title: 'GIÁM ĐỐC', basis: 'Quyết định bổ nhiệm Giám đốc Sở' },
  { holder: 'hangltm', ...DEPUTY },
  { holder: 'thinhpd', ...DEPUTY },
  {
    holder: 'dungnh',
    ...HEAD,
    form: 'TL',
    title: 'CHÁNH VĂN PHÒNG',
    basis: 'Quy chế công tác văn thư, lưu trữ của Sở',
    documentTypes: ['GM', 'GGT', 'TB'],
  },
];

/** What the first screen shows, one line a person. */
export interface DemoSignIn {
  readonly fullName: string;
  /** Titles and unit, e.g. `Trưởng phòng – Phòng Quản lý công nghệ`. */
  readonly post: string;
  readonly login: string;
  readonly password: string;
}

export function demoSignIns(): DemoSignIn[] {
  const unitNames = new Map(DEMO_UNITS.map(({ code, name }) => [code, name]));
  return DEMO_PEOPLE.map(({ fullName, login, posts }) => {
    const titles = [...new Set(posts.map(({ title }) => title))];
    const units = [...new Set(posts.map(({ unit }) => unitNames.get(unit)))];
    return { fullName, post: `${titles.join(', ')} – ${units.join(', ')}`, login, password: DEMO_PASSWORD };
  });
}

function person(
  login: string,
  fullName: string,
  ...posts: [unit: string, role: PostRole, title: string][]
): DemoPerson {
  return { login, fullName, posts: posts.map(([unit, role, title]) => ({ unit, role, title })) };
}
