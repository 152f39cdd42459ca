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
});

/** Sets the agency's name and abbreviation; documents issued before keep the symbol they have. */
export const changeAgency: Command<z.output<typeof agencySchema>, Agency> = {
  name: 'documents.change-agency',
  async run(context, { name, code }) {
    const old = await getAgency(context.tx);
    await context.tx.execute('update agency set name = $1, code = $2', [name, code]);
    context.audit({ subject: 'agency', subjectId: code, detail: { old: { ...old }, new: { name, code } } });
    return { name, code };
  },
};
