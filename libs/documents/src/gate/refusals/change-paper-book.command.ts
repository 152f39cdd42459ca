import type { Command } from '#runtime';
import { z } from 'zod';
import { line } from '../../incoming/field-schemas.js';
import type { RefusalGround } from './refusal.schema.js';

export const paperBookSchema = z.strictObject({ name: line(200).describe('Tên sổ giấy.') });

export interface ChangePaperBookInput extends z.output<typeof paperBookSchema> {
  readonly ground: RefusalGround;
}

/** Names the book on paper into which what is turned away on this ground goes from now on. */
export const changePaperBook: Command<ChangePaperBookInput, void> = {
  name: 'documents.change-paper-book',
  async run(context, { ground, name }) {
    const [old] = await context.tx.query<{ name: string }>('select name from paper_book where ground = $1 for update', [ground]);
    if (old?.name === name) return context.nothingChanged();
    await context.tx.execute('update paper_book set name = $2 where ground = $1', [ground, name]);
    context.audit({ subject: 'paper-book', subjectId: ground, detail: { old: { ...old }, new: { name } } });
  },
};
