import { z } from 'zod';

/** Digits as people write them, with an extension: `0256 3822 222`, `+84 256 3822222`, `3822222 (số lẻ 12)`. */
const PHONE = /^\+?\d[\d .-]{2,19}( ?\((số lẻ|máy lẻ) \d{1,6}\))?$/;

/** Where a unit or a person is reached at work; null: nowhere. */
export interface Contact {
  readonly phone: string | null;
  readonly room: string | null;
}

export const contactFields = {
  phone: z.string().trim().max(40).regex(PHONE, 'không phải số điện thoại').nullable().describe('Điện thoại cơ quan, ví dụ 0256 3822 222 (số lẻ 12); null: không có.'),
  room: z.string().trim().min(1).max(60).nullable().describe('Phòng làm việc; null: không có.'),
};

export const contactSchema = z.strictObject(contactFields);
