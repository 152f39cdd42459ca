import type { Command } from '#runtime';

export interface SettleMailInput {
  readonly mailId: string;
  /** Null: the mail server has taken it. */
  readonly error: string | null;
  /** Whether no further attempt can help. */
  readonly forGood: boolean;
  /** Counts the one that is settled. */
  readonly tries: number;
}

/** Minutes from one attempt to the next: a day altogether. */
const WAITS = [1, 5, 15, 60, 180, 360, 720];

/**
 * Records what became of an attempt: sent, failed for good, or due again later. A letter that was withdrawn meanwhile stays
 * so, unless the mail server has it, and a worker that was away longer than its lease settles nothing of the one after it.
 */
export const settleMail: Command<SettleMailInput, 'sent' | 'queued' | 'failed'> = {
  name: 'documents.settle-mail',
  async run({ tx, now, audit }, { mailId, error, forGood, tries }) {
    const wait = forGood ? undefined : WAITS[tries - 1];
    const state = error === null ? 'sent' : wait === undefined ? 'failed' : 'queued';
    await tx.execute(
      `update outgoing_mail
       set state = $2, last_error = $3, next_try_at = case when $2 = 'queued' then $4::timestamptz + make_interval(mins => $5) end,
           settled_at = case when $2 <> 'queued' then $4::timestamptz end
       where id = $1 and (state = 'queued' and tries = $6 or $2 = 'sent')`,
      [mailId, state, error, now, wait ?? 0, tries],
    );
    audit({ subject: 'outgoing-mail', subjectId: mailId, detail: { state, tries } });
    return state;
  },
};
