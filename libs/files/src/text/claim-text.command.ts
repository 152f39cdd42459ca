import type { Command } from '#runtime';
import type { FileKey } from '../storage/file-storage.js';

/** A file whose text somebody is to read. */
export interface TextClaim extends FileKey {
  readonly mediaType: string;
}

/** Longer than any reading with its download may take; then another worker may try. */
const LEASE = '10 minutes';
/** A reader that ends its whole program would do so again and again. */
const MOST_ATTEMPTS = 3;

/**
 * Takes the oldest file whose text nobody reads, for ten minutes; one that ended its reader three times is given up.
 * @returns undefined where there is none
 */
export const claimText: Command<void, TextClaim | undefined> = {
  name: 'files.claim-text',
  // What is read is no decision of anybody, and the upload was audited.
  audited: false,

  async run({ tx, now }) {
    for (;;) {
      const [claim] = await tx.query<TextClaim & { attempts: number }>(
        `update attachment set text_attempts = text_attempts + 1, text_due_at = $1::timestamptz + $2::interval
         where id = (select id from attachment
                     where text_state = 'pending' and (text_due_at is null or text_due_at <= $1) and content_removed_at is null
                     order by stored_at limit 1 for update skip locked)
         returning id, sha256, media_type as "mediaType", text_attempts as attempts`,
        [now, LEASE],
      );
      if (claim === undefined) return undefined;
      const { attempts, ...file } = claim;
      if (attempts <= MOST_ATTEMPTS) return file;
      await tx.execute(`update attachment set text_state = 'failed', text_reason = 'crashed' where id = $1`, [file.id]);
    }
  },
};
