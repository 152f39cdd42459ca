import type { Caller } from '#audit';
import type { Statement, Transaction } from '#database';
import { createHash } from 'node:crypto';
import type { Command } from './command.js';
import { IdempotencyKeyReusedError } from './errors.js';

/** An answer that was given before; an object, since the answer may be nothing. */
export interface EarlierAnswer<Output> {
  readonly output: Output;
}

/**
 * A request whose sender gave it a key (IETF draft-ietf-httpapi-idempotency-key-header). The first transaction that
 * commits with the key does the work and leaves its answer; every other one gets that answer and does nothing. A key
 * counts for one actor and one command. What is refused or fails leaves no trace of its key.
 *
 * The key is claimed before the command reads anything: of equal requests at once all but one wait on the primary key,
 * holding no other lock, until that one has committed or failed.
 */
export class KeyedRequest<Output> {
  private readonly fingerprint: string;

  private constructor(
    private readonly command: string,
    private readonly caller: Caller,
    private readonly key: string,
    request: unknown,
  ) {
    this.fingerprint = createHash('sha256').update(canonicalJson(request)).digest('hex');
  }

  /** Undefined where the sender gave no key. */
  static of<Input, Output, Row>(
    command: Command<Input, Output, Row>,
    input: Input,
    caller: Caller,
  ): KeyedRequest<Output> | undefined {
    const { idempotencyKey } = caller;
    if (idempotencyKey === undefined) return undefined;
    return new KeyedRequest(command.name, caller, idempotencyKey, command.request?.(input) ?? input);
  }

  /** Gives a row when this transaction is the one that does the work. It goes out with the beginning of the transaction. */
  get claim(): Statement {
    return {
      sql: `insert into idempotency_key (command, actor, key, fingerprint, created_at)
            values ($1, $2, $3, $4, business_now()) on conflict do nothing returning true as claimed`,
      parameters: [this.command, this.caller.actor, this.key, this.fingerprint],
    };
  }

  /**
   * The answer of an equal request that came first; undefined when this is the first.
   * @param claimed the rows of {@link claim}
   * @throws IdempotencyKeyReusedError
   */
  async earlierAnswer(tx: Transaction, claimed: readonly unknown[]): Promise<EarlierAnswer<Output> | undefined> {
    if (claimed.length > 0) return undefined;
    const [earlier] = await tx.query<{ fingerprint: string; answer: string | null }>(
      'select fingerprint, answer::text as answer from idempotency_key where command = $1 and actor = $2 and key = $3',
      [this.command, this.caller.actor, this.key],
    );
    // Its retention ended between the two statements.
    if (earlier === undefined) return this.earlierAnswer(tx, await tx.query(this.claim.sql, this.claim.parameters));
    if (earlier.fingerprint !== this.fingerprint) throw new IdempotencyKeyReusedError(this.key);
    return { output: (earlier.answer === null ? undefined : JSON.parse(earlier.answer)) as Output };
  }

  /** Leaves the answer, which must be JSON or nothing, for later requests. It goes out together with the commit. */
  keepAnswer(tx: Transaction, output: Output): void {
    if (output === undefined) return;
    tx.later({
      sql: 'update idempotency_key set answer = $4 where command = $1 and actor = $2 and key = $3',
      parameters: [this.command, this.caller.actor, this.key, JSON.stringify(output)],
    });
  }
}

/** The same text for equal values: members sorted by name, those that are undefined left out. */
function canonicalJson(value: unknown): string {
  const sorted = JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) as string | undefined;
  return sorted ?? '';
}
