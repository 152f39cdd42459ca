import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { AppointmentInvalidError } from '../errors.js';

interface Appointment {
  readonly login: string;
  readonly unit: string;
  readonly role: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
}

/**
 * Refuses a post by which somebody would stand above another and below him at once, beside the posts that he keeps. Somebody may hold
 * posts in two units, so it takes two people to make it. Asked once all else about the appointment is right.
 * @throws AppointmentInvalidError with a finding for each such person
 */
export async function refuseCircle({ tx }: CommandContext, { login, unit, role, from }: Appointment): Promise<void> {
  const rows = await tx.query<{ above: string; unit: string }>(`select above, unit from reporting_circle($1, $2, $3, $4, '{}')`, [login, unit, role, from]);
  if (rows.length === 0) return;
  throw new AppointmentInvalidError(
    rows.map((row): Finding => ({
      where: 'unit',
      code: 'circular-reporting',
      what: `with this post ${login} would report to ${row.above} (${row.unit}), and ${row.above} to him`,
      mend: `Name a unit or role that does not put the two above each other, or end the other post of ${row.above} first.`,
    })),
  );
}
