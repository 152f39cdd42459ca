import { findUnlinkable } from '#files';
import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { ArticleInput } from './article.schema.js';

/**
 * What is wrong with an article, all of it at once: it must name its author with an address, and one that is collected its source and
 * who collected it with an address (47/QĐ-STP art. 4.1).
 * @param article its id and the files that it has already, where it is there
 */
export async function findFaults(
  context: CommandContext,
  input: ArticleInput,
  article?: { readonly id: string; readonly fileIds: readonly string[] },
): Promise<Finding[]> {
  return [...(await ofSection(context, input)), ...ofOrigin(input), ...(await ofFiles(context, input, article)), ...ofCaptions(input)];
}

async function ofSection({ tx }: CommandContext, { section }: ArticleInput): Promise<Finding[]> {
  const known = await tx.query('select from website_section where code = $1 and offered', [section]);
  if (known.length > 0) return [];
  return [{ where: 'section', code: 'article-section-unknown', what: `${section} is unknown`, mend: 'Choose one of GET /website/sections.' }];
}

/** What must be told of where an article comes from, and what to do where it is not. */
const AUTHOR = [
  { where: 'authorName', code: 'article-author-missing', mend: 'Name whoever wrote it.' },
  { where: 'authorAddress', code: 'article-author-address-missing', mend: 'Give the address of whoever wrote it; it is not published.' },
] as const;
const COLLECTED = [
  { where: 'source', code: 'article-source-missing', mend: 'Name the reference or the source that it was taken from.' },
  { where: 'collectorName', code: 'article-collector-missing', mend: 'Name whoever collected it.' },
  { where: 'collectorAddress', code: 'article-collector-address-missing', mend: 'Give the address of whoever collected it; it is not published.' },
] as const;

function ofOrigin(input: ArticleInput): Finding[] {
  const needed = [...AUTHOR, ...(input.kind === 'collected' ? COLLECTED : [])];
  const told = input.kind === 'own' ? COLLECTED.filter(({ where }) => input[where] !== undefined) : [];
  return [
    ...needed.filter(({ where }) => input[where] === undefined).map((each) => ({ ...each, what: 'is missing' })),
    ...told.map(({ where }) => {
      const mend = 'Leave it out, or say that the article is collected.';
      return { where, code: 'article-collected-only', what: 'is of collected articles only', mend };
    }),
  ];
}

async function ofFiles(
  context: CommandContext,
  { attachmentIds }: ArticleInput,
  article: { readonly id: string; readonly fileIds: readonly string[] } | undefined,
): Promise<Finding[]> {
  const fresh = newFiles(attachmentIds, article?.fileIds);
  return findUnlinkable(context, fresh, article && { websiteArticleId: article.id });
}

function ofCaptions({ attachmentIds, captions }: ArticleInput): Finding[] {
  return captions.flatMap(({ attachmentId }, index) => {
    const isFirst = captions.findIndex((each) => each.attachmentId === attachmentId) === index;
    if (isFirst && attachmentIds.includes(attachmentId)) return [];
    const mend = 'Give each picture of attachmentIds one text at most.';
    return [{ where: `captions[${index}].attachmentId`, code: 'article-caption-unfit', what: isFirst ? 'is no file of this version' : 'has a text already', mend }];
  });
}

/** Those that the article does not have yet. */
export function newFiles(attachmentIds: readonly string[], known: readonly string[] = []): string[] {
  return [...new Set(attachmentIds)].filter((id) => !known.includes(id));
}
