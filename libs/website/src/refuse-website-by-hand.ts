import type { Transaction } from '#database';
import { WebsiteByHandError } from './errors.js';

const PROCESSES: readonly string[] = ['article-publication', 'question-answer'];

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['article.ended', 'take an article back by a message (POST /website/articles/{id}/withdrawal does)'],
  ['question.ended', 'take a question back by a message (whoever asked does by his link)'],
]);

/** Such a case begins with what it is about, and not alone. @throws WebsiteByHandError */
export function refuseWebsiteStart(key: string): void {
  if (PROCESSES.includes(key)) throw new WebsiteByHandError(`begin ${key} by hand`);
}

/** By these messages the office tells a case what it has decided and recorded. @throws WebsiteByHandError */
export function refuseWebsiteMessage(message: string): void {
  const act = MESSAGES.get(message);
  if (act !== undefined) throw new WebsiteByHandError(act);
}

/**
 * Operators neither write the variables of such a case nor move it: else whoever runs the system would decide what the public reads
 * (47/QĐ-STP art. 17.2). @throws WebsiteByHandError
 */
export async function refuseMovingWebsiteCase(tx: Pick<Transaction, 'query'>, instanceId: string): Promise<void> {
  const [found] = await tx.query('select from process_instance p join process_definition d on d.id = p.definition_id where p.id = $1 and d.key = any($2)', [instanceId, PROCESSES]);
  if (found !== undefined) throw new WebsiteByHandError('write into a case of the website, or move it');
}
