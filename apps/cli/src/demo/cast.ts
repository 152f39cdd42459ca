/** Someone of the demo office (apps/standalone/src/demo-office) who plays in the stories. */
export interface Role {
  readonly login: string;
  /** How the audience knows him. */
  readonly as: string;
}

export const CAST = {
  clerk: { login: 'anhdtl', as: 'Văn thư Lan Anh' },
  leader: { login: 'baotq', as: 'Giám đốc Bảo' },
  head: { login: 'cuongpv', as: 'Trưởng phòng QLCN Cường' },
  drafter: { login: 'tuanda', as: 'Chuyên viên Tuấn' },
  coordinator: { login: 'oanhhtk', as: 'Chuyên viên Oanh (QLKH)' },
  informed: { login: 'khanhvd', as: 'Trưởng phòng TĐC Khánh' },
  it: { login: 'sonlt', as: 'Quản trị mạng Sơn' },
  manager: { login: 'quanhm', as: 'Chuyên viên tổng hợp Quân' },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof CAST;

export const LEAD_UNIT = 'QLCN';
export const COORDINATING_UNIT = 'QLKH';
export const INFORMED_UNIT = 'TDC';
