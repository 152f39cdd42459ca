import { tidyLine } from '#foundation';
import { z } from 'zod';
import { instantSchema } from '../../incoming/field-schemas.js';

/** Why something was turned away (171/QĐ-BDT §4.2), and how office people call it. */
export const REFUSAL_GROUNDS = {
  'state-secret': 'Thuộc danh mục bí mật nhà nước',
  complaint: 'Đơn thư khiếu nại',
  denunciation: 'Đơn thư tố cáo',
  'other-by-rule': 'Loại khác mà quy chế không cho cập nhật',
} as const;

export type RefusalGround = keyof typeof REFUSAL_GROUNDS;

/** What became of the paper. A remark in free words could be the content itself, and no pattern tells. */
export const REFUSAL_HANDLINGS = {
  'kept-by-clerk': 'Văn thư vào sổ giấy và giữ bản giấy',
  'to-office': 'Chuyển Văn phòng giữ bản giấy',
  'to-leader': 'Trình lãnh đạo xem bản giấy',
  'to-reception': 'Chuyển bộ phận tiếp công dân',
  'to-competent-agency': 'Chuyển cơ quan có thẩm quyền',
  'returned-to-sender': 'Trả lại nơi gửi',
} as const;

/** Why something is recorded as turned away long after it came. */
export const LATE_REFUSAL_REASONS = {
  'found-late': 'Sau này mới phát hiện thuộc loại phải từ chối',
  'reached-clerk-late': 'Đến tay văn thư muộn',
  'entered-late': 'Đã từ chối khi đến, nay mới ghi nhận',
} as const;

export type RefusalHandling = keyof typeof REFUSAL_HANDLINGS;
export type LateRefusalReason = keyof typeof LATE_REFUSAL_REASONS;

const oneOf = <Code extends string>(words: Readonly<Record<Code, string>>) => z.enum(Object.keys(words) as [Code, ...Code[]]);
const inWords = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([code, name]) => `${code}: ${name}`).join('; ');

export const groundSchema = oneOf(REFUSAL_GROUNDS);
export const handlingSchema = oneOf(REFUSAL_HANDLINGS).describe(`Đã xử lý thế nào. ${inWords(REFUSAL_HANDLINGS)}.`);
export const lateReasonSchema = oneOf(LATE_REFUSAL_REASONS).describe(`Vì sao ghi nhận muộn. ${inWords(LATE_REFUSAL_REASONS)}.`);

/** Names of agencies have capitals and numbers (Trường THPT số 2), and nothing else of a document. */
const NAME_OF_AGENCY = /^[\p{L}\p{M}\d ,.()–-]+$/u;

/**
 * What is kept of something that was turned away: when, why, from whom. There is no field for a subject, a number, a remark or
 * a file, and an unknown one is refused.
 */
export const refusalSchema = z
  .strictObject({
    ground: groundSchema,
    receivedAt: instantSchema.describe('Lúc văn bản, đơn thư đến cơ quan.'),
    senderAgency: z
      .string()
      .overwrite(tidyLine)
      .min(1)
      .max(150)
      .regex(NAME_OF_AGENCY, 'Chỉ ghi tên cơ quan gửi')
      .nullish()
      .describe('Cơ quan gửi; không ghi đối với đơn thư tố cáo.'),
    handling: handlingSchema.nullish(),
    lateReason: lateReasonSchema.nullish(),
  })
  .refine(({ ground, senderAgency }) => ground !== 'denunciation' || !senderAgency, {
    path: ['senderAgency'],
    error: 'Không ghi người gửi đơn tố cáo: họ được bảo vệ',
  });

export type RefusalInput = z.output<typeof refusalSchema>;
