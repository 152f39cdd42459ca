import type { CommandContext } from '#runtime';

/** Stands in the outbox beside the letter, where the office reads it. */
const REASONS = {
  recall: 'Không gửi: văn bản đã được thu hồi.',
  replace: 'Không gửi: văn bản đã được thay thế.',
  remove: 'Không gửi: nội dung văn bản đã được gỡ theo quy trình bảo vệ bí mật nhà nước.',
} as const;

/**
 * Gives up all mail of a document that was recalled, replaced or removed and has not gone out yet. Of one that was removed there
 * is nothing to send again either, so what had failed is given up, too. What a worker is sending right now may still arrive.
 * @returns how many
 */
export function withdrawMails({ tx, now }: CommandContext, documentId: string, act: keyof typeof REASONS): Promise<number> {
  return tx.execute(
    `update outgoing_mail set state = 'failed', withdrawn = true, last_error = $2, next_try_at = null, settled_at = $3
     where document_id = $1 and state = any($4)`,
    [documentId, REASONS[act], now, act === 'remove' ? ['queued', 'failed'] : ['queued']],
  );
}
