import type { CommandContext } from '#runtime';

/** How a question to a level ended; of one that was silent somebody may still act. */
export const HOP_OUTCOMES = ['nobody', 'silent', 'passed-on', 'taken', 'not-incident', 'over'] as const;
export type HopOutcome = (typeof HOP_OUTCOMES)[number];

const NAMES: Readonly<Record<string, string>> = {
  head: 'trưởng đơn vị',
  'head+office': 'trưởng đơn vị và Văn phòng',
  office: 'Văn phòng',
  it: 'bộ phận công nghệ thông tin',
  leader: 'lãnh đạo cơ quan',
  'leader+office': 'lãnh đạo cơ quan và Văn phòng',
  province: 'người liên hệ cấp tỉnh',
};

/** A level as people read it. The table of routes may name others, which then stand as they are written there. */
export function hopName(hop: string): string {
  return NAMES[hop] ?? hop;
}

/** The level that decided, where one did, and with what; every other question that waits is over with it. */
export async function endHops(
  { tx, now }: CommandContext,
  incidentId: string,
  decided?: { readonly number: number; readonly outcome: HopOutcome; readonly by: string },
): Promise<void> {
  if (decided !== undefined) {
    await tx.execute(
      `update incident_hop set outcome = $3, ended_at = $4, ended_by = $5
       where incident_id = $1 and number = $2 and (outcome is null or outcome = 'silent')`,
      [incidentId, decided.number, decided.outcome, now, decided.by],
    );
  }
  await tx.execute(`update incident_hop set outcome = 'over', ended_at = $2 where incident_id = $1 and outcome is null`, [incidentId, now]);
}
