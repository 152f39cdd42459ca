import type { CommandContext } from '#runtime';

/** Ends the open sessions of a person, but for one that may stay. Gives their ids. */
export async function revokeSessionsOf(
  context: CommandContext,
  login: string,
  exceptSessionId?: string,
): Promise<string[]> {
  const rows = await context.tx.query<{ id: string }>(
    `update session set revoked_at = $2
     where login = $1 and revoked_at is null and expires_at > $2 and ($3::uuid is null or id <> $3) returning id`,
    [login, context.now, exceptSessionId ?? null],
  );
  return rows.map(({ id }) => id);
}
