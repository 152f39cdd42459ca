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

export const groundSchema = z.enum(Object.keys(REFUSAL_GROUNDS) as [RefusalGround, ...RefusalGround[]]);

/**
 * What can carry nothing of a document: words, no digit (a number, a date), nothing of a symbol (47/QĐ-STP), nothing quoted.
 */
const WITHOUT_CONTENT = /^(?!.*\p{Lu}{2})[\p{L}\p{M} ,.;]+$/u;

/** Names of agencies have capitals and numbers (Trường THPT số 2), and nothing else of a document. */
const NAME_OF_AGENCY = /^[\p{L}\p{M}\d ,.()–-]+$/u;

/**
 * What is kept of something that was turned away: when, why, from whom. There is no field for a subject, a number or a file,
 * and an unknown one is refused.
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
    note: z
      .string()
      .overwrite(tidyLine)
      .min(1)
      .max(100)
      .regex(WITHOUT_CONTENT, 'Chỉ ghi cách xử lý bằng lời; không ghi số, ký hiệu, ngày hay trích yếu')
      .nullish()
      .describe('Đã xử lý thế nào, ví dụ “chuyển Văn phòng giữ bản giấy”; không ghi gì của văn bản.'),
  })
  .refine(({ ground, senderAgency }) => ground !== 'denunciation' || !senderAgency, {
    path: ['senderAgency'],
    error: 'Không ghi người gửi đơn tố cáo: họ được bảo vệ',
  });

export type RefusalInput = z.output<typeof refusalSchema>;
