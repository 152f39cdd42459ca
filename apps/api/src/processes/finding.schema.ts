import { z } from 'zod';

/** What is wrong, where, and how to mend it. */
export const finding = z.object({
  where: z.string(),
  what: z.string(),
  mend: z.string().optional(),
  code: z.string().optional(),
});
