import { sqlState } from '#database';
import { CongvanError, type JsonValue, newId } from '#foundation';
import type { Command } from '#runtime';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Runtime } from './open-runtime.js';
import { type InputOf, type Verb, verbs } from './verbs.js';

interface Request {
  readonly key: string;
  readonly actor: string;
  readonly verb: Verb;
  readonly input: JsonValue;
}

/** SQLSTATE classes of what passes: connections, resources, operator's doing, rolled back. */
const PASSING = /^(08|40|53|55|57|58)/;

/**
 * Sends requests as a careful client does: each with a key, which it writes down before, and again and again with this
 * key until it has an answer, whatever breaks on the way. What it was answered it writes down too.
 */
export class Requests {
  private stopped = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly member: string,
  ) {}

  /** @param options.twice sends it twice at once, as an impatient person or a proxy does. */
  async send<V extends Verb>(verb: V, actor: string, input: InputOf<V>, options: { twice?: boolean } = {}): Promise<void> {
    const request: Request = { key: newId(), actor, verb, input: input as unknown as JsonValue };
    await this.ask('insert into witness.request (key, member, actor, verb, input) values ($1, $2, $3, $4, $5)', [
      request.key,
      this.member,
      actor,
      verb,
      JSON.stringify(input),
    ]);
    await Promise.all(options.twice === true ? [this.carryOut(request), this.carryOut(request)] : [this.carryOut(request)]);
  }

  /** Takes up what the member before us in this place has asked for and died before it knew the answer. */
  async takeUp(): Promise<void> {
    const unanswered = await this.ask<Request>(
      `select key, actor, verb, input from witness.request r
       where member = $1 and not exists (select 1 from witness.answer a where a.key = r.key)`,
      [this.member],
    );
    for (const request of unanswered) await this.carryOut(request);
  }

  /** Gives up what has no answer yet. */
  stop(): void {
    this.stopped = true;
  }

  private async carryOut({ key, actor, verb, input }: Request): Promise<void> {
    const command = verbs[verb] as Command<unknown, unknown, unknown>;
    while (!this.stopped) {
      try {
        const answer = await this.runtime.executor.execute(command, input, { actor, requestId: key, idempotencyKey: key });
        return await this.noteAnswer(key, null, answer);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal !== undefined) return await this.noteAnswer(key, refusal, undefined);
        this.runtime.logger.debug({ code: 'durability.asked-again', verb, key, error: String(error) });
        await pause(50 + Math.random() * 200);
      }
    }
  }

  private async noteAnswer(key: string, refusal: string | null, answer: unknown): Promise<void> {
    await this.ask('insert into witness.answer (key, refusal, answer) values ($1, $2, $3)', [
      key,
      refusal,
      answer === undefined ? null : JSON.stringify(answer),
    ]);
  }

  /** Asks the witness, however long its database is away. A row that is there already says nothing new. */
  private async ask<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    while (!this.stopped) {
      try {
        return (await this.runtime.outside.query<Row>(sql, [...values])).rows;
      } catch (error) {
        if (sqlState(error) === '23505') return [];
        await pause(100);
      }
    }
    return [];
  }
}

/** The code of a definite refusal, or of a defect; undefined where the same request may succeed later. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof CongvanError) return error.kind === 'transient' ? undefined : error.code;
  const state = sqlState(error);
  return state === undefined || PASSING.test(state) ? undefined : `sql.${state}`;
}
