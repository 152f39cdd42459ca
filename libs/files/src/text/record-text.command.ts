import type { Command } from '#runtime';
import type { ExtractedText } from './extract-text.js';

export type RecordTextInput = ExtractedText & { readonly id: string };

/** Keeps what came of reading a file. One that was removed meanwhile, or its content, is left alone. */
export const recordText: Command<RecordTextInput, void> = {
  name: 'files.record-text',
  // It is derived from the file, whose upload was audited.
  audited: false,

  async run({ tx }, input) {
    const [text, reason] = input.state === 'done' ? [input.text, null] : [null, input.reason];
    await tx.execute(
      `update attachment set text = $2, text_state = $3, text_reason = $4
       where id = $1 and text_state = 'pending' and content_removed_at is null`,
      [input.id, text, input.state, reason],
    );
  },
};
