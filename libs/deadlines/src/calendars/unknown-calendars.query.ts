import type { UnknownCalendars } from '#runtime';

/**
 * Which names of calendars mean none, so that a process which counts by them is refused at deploy instead of failing where
 * somebody completes the step before.
 */
export const unknownCalendars: UnknownCalendars = async (tx, names) => {
  const rows = await tx.query<{ name: string }>(
    `select asked.name from unnest($1::text[]) as asked(name)
     where not exists (select from calendar_version where calendar = asked.name) and not exists (select from unit where code = asked.name)`,
    [names],
  );
  return rows.map(({ name }) => name);
};
