import type { Command } from '#runtime';
import type { WebsiteTools } from '../website-tools.js';
import { REMOVED_TEXT, removeWords } from './remove-words.js';

export interface RemoveAskersInput {
  /** Days after the end of the matter. */
  readonly keptDays: number;
  readonly limit: number;
}

interface Over {
  readonly id: string;
  /** The version that the public reads. */
  readonly published: number | null;
  /** Nothing writes into its case any more. */
  readonly caseEnded: boolean;
  readonly isKept: boolean;
}

/**
 * Personal data of those who asked are kept as long as the office needs them: then name, address of mail, link and the words as they were
 * sent go, and with them what people wrote about the question: answers that were never published, notes, the variables of its case.
 * Of a complaint all of it goes as soon as its case has ended (171/QĐ-BDT art. 4.2). What was published, and that it was decided, stays.
 * @returns how many
 */
export function removeAskers({ forget }: Pick<WebsiteTools, 'forget'>): Command<RemoveAskersInput, number> {
  return {
    name: 'website.remove-askers',
    async run(context, { keptDays, limit }) {
      const { tx, now } = context;
      // What is locked because of a secret may come back as it was: the procedure for that decides first.
      const over = await tx.query<Over>(
        `select q.id, case when q.slug is not null and q.taken_down_at is null then q.answered_version end as published, i.id is null as "caseEnded",
           q.ended_at >= $1::timestamptz - make_interval(days => $2) as "isKept"
         from website_question q left join process_instance i on i.id = q.instance_id and i.status = 'active'
         where q.words_removed_at is null and (q.content_locked_at is null or q.content_removed_at is not null)
           and (q.ended_at < $1::timestamptz - make_interval(days => $2) and (q.asker_removed_at is null or i.id is null) or q.stage = 'complaint' and i.id is null)
         order by q.ended_at limit $3 for update of q skip locked`,
        [now, keptDays, limit],
      );
      for (const { id, published, caseEnded, isKept } of over) {
        if (caseEnded) {
          await forget(tx, id, REMOVED_TEXT);
          await removeWords(tx, id, published);
        }
        await tx.execute(
          `update website_question set token_hash = null, asker_name = null, asker_email = null, title = null, body = null, note = null,
             asker_removed_at = coalesce(asker_removed_at, $2), words_removed_at = case when $3 then $2::timestamptz end where id = $1`,
          [id, now, caseEnded],
        );
        context.audit({ subject: 'website-question', subjectId: id, detail: { event: 'asker-removed', ...(isKept ? {} : { keptDays }) } });
      }
      if (over.length === 0) context.nothingChanged();
      return over.length;
    },
  };
}
