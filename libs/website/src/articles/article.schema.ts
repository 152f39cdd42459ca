import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';

const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);
const text = (longest: number) => z.string().overwrite(tidyText).min(1).max(longest);

export const ARTICLE_URGENCIES = ['normal', 'urgent'] as const;
/** Written by the author, or collected from elsewhere (sưu tầm). */
export const ARTICLE_KINDS = ['own', 'collected'] as const;

export const sectionCodeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/**
 * What somebody submits. Names, addresses and sources may be left out here, so that whatever is missing is told at once with what
 * else is wrong. The body is plain text: a blank line parts paragraphs, `## ` begins a heading, `- ` and `1. ` an item of a list;
 * `**words**` are strong, `[words](https://…)` a link.
 */
export const articleSchema = z.strictObject({
  title: line(300),
  summary: text(1000),
  body: text(50_000),
  section: z.string().min(1).max(40),
  urgency: z.enum(ARTICLE_URGENCIES).default('normal'),
  kind: z.enum(ARTICLE_KINDS).default('own'),
  authorName: line(200).optional(),
  authorAddress: line(300).optional(),
  source: text(500).optional(),
  collectorName: line(200).optional(),
  collectorAddress: line(300).optional(),
  attachmentIds: z.array(z.uuid()).max(20).default([]),
  /** What its pictures show, for those who do not see them. */
  captions: z.array(z.strictObject({ attachmentId: z.uuid(), text: line(300) })).max(20).default([]),
});

export type ArticleInput = z.output<typeof articleSchema>;
export type Caption = ArticleInput['captions'][number];

export const articleReasonSchema = text(2000);

export const sectionSchema = z.strictObject({
  name: line(200),
  sort: z.int().min(0).max(10_000).default(100),
  offered: z.boolean().default(true),
});
