import { type Finding, newId } from '#foundation';
import type { Command } from '#runtime';
import { newBearerToken } from './bearer-token.js';
import { WorkerTokenExistsError, WorkerTokenInvalidError } from './errors.js';

export interface CreateWorkerTokenInput {
  /** Names the external worker in the audit trail: `mail-gateway`. One at a time has it. */
  readonly name: string;
  /** The topics whose work it may fetch and settle. */
  readonly topics: readonly string[];
  /** Life in days; absent: until it is revoked. */
  readonly days?: number;
}

const NAME = /^[a-z][a-z0-9._-]{0,59}$/;
const MAX_TOPICS = 100;
const MAX_DAYS = 3650;
const MS_PER_DAY = 86_400_000;

/**
 * Opens the routes of external tasks to an external worker. Gives the token, to be handed over; it cannot be read again.
 * @throws WorkerTokenInvalidError, WorkerTokenExistsError
 */
export const createWorkerToken: Command<CreateWorkerTokenInput, { tokenId: string; token: string }> = {
  name: 'identity.create-worker-token',

  async run(context, { name, topics: given, days }) {
    const topics = [...new Set(given)];
    const findings = findingsIn({ name, topics, days });
    if (findings.length > 0) throw new WorkerTokenInvalidError(findings);
    const { token, tokenHash } = newBearerToken('cvw_');
    const tokenId = newId();
    const expiresAt = days === undefined ? null : new Date(Date.parse(context.now) + days * MS_PER_DAY).toISOString();
    const created = await context.tx.execute(
      `insert into worker_token (id, name, topics, token_hash, created_at, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) where revoked_at is null do nothing`,
      [tokenId, name, topics, tokenHash, context.now, context.caller.actor, expiresAt],
    );
    if (created === 0) throw new WorkerTokenExistsError(name);
    context.audit({ subject: 'worker-token', subjectId: tokenId, detail: { name, topics, expiresAt } });
    return { tokenId, token };
  },
};

function findingsIn({ name, topics, days }: CreateWorkerTokenInput): Finding[] {
  const findings: Finding[] = [];
  if (!NAME.test(name)) {
    const mend = 'Write lower-case letters, digits, dots, hyphens and underscores, a letter first, at most 60.';
    findings.push({ where: 'name', what: `"${name}" is no name of a worker`, mend });
  }
  if (topics.length === 0 || topics.length > MAX_TOPICS || topics.some((topic) => topic === '' || /[\s,]/.test(topic))) {
    const mend = `Name 1 to ${MAX_TOPICS} topics as the models have them, without blanks and commas.`;
    findings.push({ where: 'topics', what: `"${topics.join(',')}" are no topics`, mend });
  }
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= MAX_DAYS)) {
    findings.push({ where: 'days', what: `${days} is no number of days`, mend: `Write 1 to ${MAX_DAYS}.` });
  }
  return findings;
}
