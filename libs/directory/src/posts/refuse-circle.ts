import { type Finding, sayDate } from '#foundation';
import type { CommandContext } from '#runtime';
import { AppointmentInvalidError } from '../errors.js';

interface Appointment {
  readonly login: string;
  readonly unit: string;
  readonly role: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day; undefined: not known. */
  readonly to?: string | undefined;
}

/**
 * Refuses a post by which somebody would stand above another and below him at once, beside the posts that he keeps. Somebody may hold
 * posts in two units, so it takes two people to make it. It looks at all days of the post, since others may begin later. Asked once all else about the appointment is right.
 * @throws AppointmentInvalidError with a finding for each such person
 */
export async function refuseCircle({ tx }: CommandContext, { login, unit, role, from, to }: Appointment): Promise<void> {
  const rows = await tx.query<{ above: string; unit: string; day: string }>(`select above, unit, day::text from reporting_circles($1, $2, $3, $4, $5, '{}')`, [
    login,
    unit,
    role,
    from,
    to ?? null,
  ]);
  if (rows.length === 0) return;
  throw new AppointmentInvalidError(
    rows.map((row): Finding => ({
      where: 'unit',
      code: 'circular-reporting',
      what: `with this post ${login} would report to ${row.above} (${row.unit}), and ${row.above} to him, from ${sayDate(row.day)} on`,
      mend: `Name a unit or role that does not put the two above each other, or end the other post of ${row.above} first.`,
    })),
  );
}
