import type { Database } from '#database';
import type { Command, CommandContext } from '#runtime';

export interface AcceptLossesInput {
  /** Of uploads that the file storage has lost. */
  readonly keys: readonly string[];
  /** Who says so. */
  readonly by: string;
}

/** Keeps who has said, and when, that uploads are gone for good: backups pass without them from then on. */
export const acceptLosses: Command<AcceptLossesInput, void> = {
  name: 'backup.accept-losses',
  async run(context, { keys, by }) {
    await keepAcceptedLosses(context, keys, by);
    context.audit({ subject: 'backup', subjectId: 'losses', detail: { acceptedLosses: [...keys], by } });
  },
};

/** The same within another command, which audits it. Whoever said it first stays. */
export async function keepAcceptedLosses({ tx, now }: CommandContext, keys: readonly string[], by: string): Promise<void> {
  await tx.execute('insert into accepted_loss (upload_key, accepted_by, accepted_at) select key, $2, $3 from unnest($1::text[]) as key on conflict do nothing', [
    [...keys],
    by,
    now,
  ]);
}

/** What is there again is lost no more: should it be lost again, that is told anew. @param keys of uploads that the storage has */
export async function forgetAcceptedLosses({ tx }: Pick<CommandContext, 'tx'>, keys: readonly string[]): Promise<void> {
  await tx.execute('delete from accepted_loss where upload_key = any($1)', [[...keys]]);
}

/** Those of some uploads of which somebody has said that they are gone for good. */
export async function acceptedAmong(database: Database, keys: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ key: string }>('select upload_key as key from accepted_loss where upload_key = any($1)', [[...keys]]);
  return rows.map(({ key }) => key);
}
