import type { Command } from '#runtime';
import type { z } from 'zod';
import type { sectionSchema } from './article.schema.js';

export type SaveSectionInput = z.output<typeof sectionSchema> & { readonly code: string };

/** Adds a part of the website, renames it, or takes it out of those offered; what stands in it stays. */
export const saveSection: Command<SaveSectionInput, void> = {
  name: 'website.save-section',
  async run(context, { code, name, sort, offered }) {
    await context.tx.execute(
      `insert into website_section (code, name, sort, offered) values ($1, $2, $3, $4)
       on conflict (code) do update set name = excluded.name, sort = excluded.sort, offered = excluded.offered`,
      [code, name, sort, offered],
    );
    context.audit({ subject: 'website-section', subjectId: code, detail: { name, sort, offered } });
  },
};
