import { tidyLine } from '#foundation';
import { z } from 'zod';

/** Official documents begin with the state; an older date is a slip of the pen (and year 0 none that Postgres knows). */
const EARLIEST = '1945-09-02';
const TOO_EARLY = `Sớm hơn ${EARLIEST}`;

export const instantSchema = z.iso
  .datetime({ offset: true, error: 'Phải là ngày giờ có múi giờ, ví dụ 2026-03-02T16:30:00+07:00' })
  .refine((instant) => instant >= EARLIEST, TOO_EARLY);

export const daySchema = z.iso.date().refine((day) => day >= EARLIEST, TOO_EARLY);

/** One line of text that is not blank. */
export const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);
