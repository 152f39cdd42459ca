import type { Command } from '#runtime';

export interface RemoveAskersInput {
  /** Days after the end of the matter. */
  readonly keptDays: number;
  readonly limit: number;
}

/**
 * Personal data of those who asked are kept as long as the office needs them: then name, address of mail, link and the words as they were
 * sent go. What was published, and what was decided, stays. @returns how many
 */
export const removeAskers: Command<RemoveAskersInput, number> = {
  name: 'website.remove-askers',
  async run(context, { keptDays, limit }) {
    const { tx, now } = context;
    const gone = await tx.query<{ id: string }>(
      `update website_question set token_hash = null, asker_name = null, asker_email = null, title = null, body = null, asker_removed_at = $1
       where id = any(array(select id from website_question
         where asker_removed_at is null and ended_at < $1::timestamptz - make_interval(days => $2) order by ended_at limit $3 for update skip locked))
       returning id`,
      [now, keptDays, limit],
    );
    for (const { id } of gone) context.audit({ subject: 'website-question', subjectId: id, detail: { event: 'asker-removed', keptDays } });
    if (gone.length === 0) context.nothingChanged();
    return gone.length;
  },
};
