import { dateInZone } from '#foundation';
import type { Command } from '#runtime';
import type { z } from 'zod';
import { WebsiteForbiddenError } from '../errors.js';
import { BOARD } from '../rights.js';
import type { WebsiteTools } from '../website-tools.js';
import type { sectionSchema } from './article.schema.js';

export type SaveSectionInput = z.output<typeof sectionSchema> & {
  readonly code: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
};

/**
 * Adds a part of the website, renames it, or takes it out of those offered; what stands in it stays. The public reads its name, so
 * one of the board does it and the others hear of it. @throws WebsiteForbiddenError
 */
export function saveSection({ tell, membersOf }: Pick<WebsiteTools, 'tell' | 'membersOf'>): Command<SaveSectionInput, void> {
  return {
    name: 'website.save-section',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { code, name, sort, offered, groups }) {
      const { tx, now, zone, caller } = context;
      if (!groups.includes(BOARD)) throw new WebsiteForbiddenError('name the parts of the website: the board does');
      await tx.execute(
        `insert into website_section (code, name, sort, offered) values ($1, $2, $3, $4)
         on conflict (code) do update set name = excluded.name, sort = excluded.sort, offered = excluded.offered`,
        [code, name, sort, offered],
      );
      context.audit({ subject: 'website-section', subjectId: code, detail: { name, sort, offered } });
      const others = (await membersOf(tx, BOARD, dateInZone(now, zone))).filter((login) => login !== caller.actor);
      const body = `${caller.actor} đã đặt chuyên mục “${name}”${offered ? '' : ', thôi dùng cho bài mới'}.`;
      await tell(context, { people: others, groups: [] }, { title: 'Chuyên mục của trang tin đã đổi', body, event: `website-section:${code}:${now}` });
    },
  };
}
