import type { CommandContext } from '#runtime';

/** Stands in the outbox beside the letter, where the office reads it. */
const REASONS = {
  recall: 'Không gửi: văn bản đã được thu hồi.',
  replace: 'Không gửi: văn bản đã được thay thế.',
} as const;

/** Gives up all mail of a document that was recalled or replaced and has not gone out yet. What a worker is sending right now may still arrive. @returns how many */
export function withdrawMails({ tx, now }: CommandContext, documentId: string, act: keyof typeof REASONS): Promise<number> {
  return tx.execute(
    `update outgoing_mail set state = 'failed', withdrawn = true, last_error = $2, next_try_at = null, settled_at = $3
     where document_id = $1 and state = 'queued'`,
    [documentId, REASONS[act], now],
  );
}
