import type { Command } from '#runtime';
import { z } from 'zod';
import { tidyLine } from '../text.js';
import { getOffice, type Office } from './office.js';

export const officeSchema = z.strictObject({
  name: z.string().overwrite(tidyLine).min(1).max(200),
  code: z
    .string()
    .overwrite(tidyLine)
    .regex(/^[\p{L}\d]{1,20}$/u, 'letters and digits only, as it stands in symbols: SKHCN'),
});

/** Sets the agency's name and abbreviation; documents issued before keep the symbol they have. */
export const changeOffice: Command<z.output<typeof officeSchema>, Office> = {
  name: 'documents.change-office',
  async run(context, { name, code }) {
    const before = await getOffice(context.tx);
    await context.tx.execute('update office set name = $1, code = $2', [name, code]);
    context.audit({ subject: 'office', subjectId: code, detail: { before: { ...before }, after: { name, code } } });
    return { name, code };
  },
};
