import { tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { type Agency, getAgency } from './get-agency.query.js';

export const agencySchema = z.strictObject({
  name: z.string().overwrite(tidyLine).min(1).max(200),
  code: z
    .string()
    .overwrite(tidyLine)
    .regex(/^[\p{L}\d]{1,20}$/u, 'Chỉ gồm chữ và số, như trong ký hiệu: SKHCN'),
  registerWithinDays: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe('Văn bản đến được vào sổ muộn nhất sau bấy nhiêu ngày làm việc kể từ ngày đến; bỏ trống thì giữ nguyên.'),
});

/** Sets the agency's name, abbreviation and rule of registration; documents issued before keep the symbol they have. */
export const changeAgency: Command<z.output<typeof agencySchema>, Agency> = {
  name: 'documents.change-agency',
  async run(context, { name, code, registerWithinDays }) {
    const old = await getAgency(context.tx);
    const agency = { name, code, registerWithinDays: registerWithinDays ?? old.registerWithinDays };
    await context.tx.execute('update agency set name = $1, code = $2, register_within_days = $3', Object.values(agency));
    context.audit({ subject: 'agency', subjectId: code, detail: { old: { ...old }, new: agency } });
    return agency;
  },
};
