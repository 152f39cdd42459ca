import type { Database, Transaction } from '#database';
import { WebsiteForbiddenError } from '../errors.js';
import { oversees, type Person, unitsLedBy } from '../rights.js';
import type { ArticleRecord } from './article.js';

type Source = Pick<Database | Transaction, 'query'>;

/** Condition over `website_article a`: whoever submitted it or wrote a version of it, heads its unit, or oversees the website. */
export function readableArticle(first: number): string {
  const [login, units, all] = [`$${first}::text`, `$${first + 1}::text[]`, `$${first + 2}::boolean`];
  return `(${all} or a.submitter = ${login} or a.unit_code = any(${units})
    or exists (select from website_article_version mine where mine.article_id = a.id and mine.written_by = ${login}))`;
}

/** The three parameters of {@link readableArticle}. */
export function articleReader(person: Person): [string, readonly string[], boolean] {
  return [person.login, unitsLedBy(person), oversees(person)];
}

/** @throws WebsiteForbiddenError */
export async function requireArticleReader(source: Source, person: Person, id: string): Promise<void> {
  const found = await source.query(`select from website_article a where a.id = $1 and ${readableArticle(2)}`, [id, ...articleReader(person)]);
  if (found.length === 0) throw new WebsiteForbiddenError('see this article');
}

/**
 * Whether somebody has a say in what becomes of the version in hand until it is published: whoever wrote it, and who heads the unit
 * that supplied it (47/QĐ-STP art. 2.1). What the board corrects is no unit's.
 */
export function answersFor(person: Person, { submitter, unit, writtenBy }: Pick<ArticleRecord, 'submitter' | 'unit' | 'writtenBy'>): boolean {
  return person.login === writtenBy || (writtenBy === submitter && unit !== null && unitsLedBy(person).includes(unit));
}

/** Whether a file came with an article, and if so whether the person reads it: clerks too, while they are asked what it holds. */
export async function readsArticleFile(source: Source, person: Person, attachmentId: string): Promise<'no-article' | 'reads' | 'does-not'> {
  const [file] = await source.query<{ reads: boolean }>(
    `select ${readableArticle(2)} or ($5 and exists (select from gate_question q where q.attachment_id = f.id and q.answer is null)) as reads
     from attachment f join website_article a on a.id = f.website_article_id where f.id = $1`,
    [attachmentId, ...articleReader(person), person.groups.includes('clerk')],
  );
  if (file === undefined) return 'no-article';
  return file.reads ? 'reads' : 'does-not';
}

/**
 * Whether the variables of a case are for the person: those of an article repeat its title and summary.
 * @param instanceId of any case; of one that concerns none they are not looked at here
 */
async function readsVariablesOfWebsiteCase(source: Source, person: Person, instanceId: string): Promise<boolean> {
  if (oversees(person)) return true;
  const [found] = await source.query<{ reads: boolean }>(
    `select a.submitter = $2 or coalesce(a.unit_code = any($3::text[]), false) as reads
     from process_instance p join process_definition d on d.id = p.definition_id join website_article a on a.id::text = p.business_key
     where p.id = $1 and d.key = 'article-publication'`,
    [instanceId, person.login, unitsLedBy(person)],
  );
  return found?.reads ?? true;
}

/** @throws WebsiteForbiddenError as {@link readsVariablesOfWebsiteCase} says */
export async function requireReaderOfWebsiteCase(source: Source, person: Person, instanceId: string): Promise<void> {
  if (!(await readsVariablesOfWebsiteCase(source, person, instanceId))) throw new WebsiteForbiddenError('see the variables of this case');
}
