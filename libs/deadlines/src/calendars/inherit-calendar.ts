import type { CommandContext } from '#runtime';
import { assignCalendar } from './assign-calendar.command.js';
import { ONE_CHANGE_AT_A_TIME } from './one-change.js';

/** The calendar of a new unit. */
export interface InheritedCalendar {
  readonly unit: string;
  /** Units whose work it has, in the order of their codes. */
  readonly of: readonly string[];
  /** Null: they follow different ones, so it has the usual one until somebody chooses. */
  readonly calendar: string | null;
}

/**
 * Lets a new unit follow the calendar that all units follow whose work it has: what they owe goes on by the same working time.
 * @returns null where they have no calendar of their own
 */
export async function inheritCalendar(context: CommandContext, { unit, of, reason }: Pick<InheritedCalendar, 'unit' | 'of'> & { readonly reason: string }): Promise<InheritedCalendar | null> {
  const found = await context.tx.query<{ calendar: string | null }>(
    'select distinct calendar from unnest($1::text[]) as source(code) left join calendar_of_unit on unit_code = code',
    [of],
  );
  if (found.every(({ calendar }) => calendar === null)) return null;
  const calendar = found.length === 1 ? found[0]!.calendar : null;
  if (calendar === null) return { unit, of, calendar };
  await context.tx.execute(ONE_CHANGE_AT_A_TIME.sql);
  await context.run(assignCalendar, { unitCode: unit, calendar, reason });
  return { unit, of, calendar };
}
