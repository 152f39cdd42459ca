import { tidyLine } from '#foundation';
import { z } from 'zod';

const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);

/** Posts that personnel give; those of the people who run the system are given by administrators. */
export const RECRUITED_ROLES = ['leader', 'chief-of-office', 'head', 'deputy-head', 'staff', 'clerk', 'personnel', 'manager'] as const;

/** A decision that takes somebody on, as it is written. */
export const recruitmentSchema = z.strictObject({
  kind: z.literal('recruit').describe('recruit: tuyển dụng, tiếp nhận.'),
  fullName: line(100).describe('Họ tên như trong quyết định, có dấu.'),
  login: z.string().min(1).max(40).optional().describe('Chỉ khi người này đã từng công tác ở đây: tên đăng nhập cũ.'),
  namesakeConfirmed: z.boolean().default(false).describe('Có người cùng họ tên trong danh bạ: true khi đây là người khác.'),
  number: line(60).describe('Số, ký hiệu quyết định.'),
  decidedOn: z.iso.date().describe('Ngày quyết định.'),
  agency: line(200).describe('Cơ quan ban hành.'),
  effectiveOn: z.iso.date().describe('Ngày nhận việc: tài khoản mở từ ngày này.'),
  unit: z.string().min(1).max(20).describe('Đơn vị tiếp nhận.'),
  role: z.enum(RECRUITED_ROLES).describe('Vai trò của chức vụ.'),
  title: line(200).describe('Tên chức vụ.'),
  withoutHeadConfirmed: z.boolean().default(false).describe('Đơn vị chưa có người đứng đầu: true để Chánh Văn phòng xác nhận thay.'),
});
export type Recruitment = z.output<typeof recruitmentSchema>;

/** What other account systems say about the login that the naming rule gives, asked before anything is changed. */
export interface OutsideNames {
  /** Logins and addresses of accounts there that we do not know, in lower case, each with its system. */
  readonly strangers: readonly { readonly system: string; readonly name: string }[];
  /** Systems that did not answer: there it comes out when the account is made. */
  readonly unasked: readonly string[];
}
