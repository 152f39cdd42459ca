import type { Database, Transaction } from '#database';

/**
 * How a task passes from hand to hand: its holder hands it over to a colleague, a head forwards work of his unit, who has it
 * returns it, who gave it takes it back.
 */
export const HANDLING_ACTS = ['handed-over', 'forwarded', 'returned', 'recalled'] as const;
export type HandlingAct = (typeof HANDLING_ACTS)[number];

export interface Handling {
  /** From 1 on, in the order of the acts. */
  readonly number: number;
  readonly act: HandlingAct;
  readonly doneBy: string;
  /** Who held it before; null: nobody, it was offered. */
  readonly from: string | null;
  /** Who holds it from then on; null: nobody, it is offered again. */
  readonly to: string | null;
  readonly reason: string | null;
  readonly at: string;
}

export function readTrace(source: Pick<Database | Transaction, 'query'>, taskId: string): Promise<Handling[]> {
  return source.query<Handling>(
    `select number, act, done_by as "doneBy", from_login as "from", to_login as "to", reason, at
     from task_handling where task_id = $1 order by number`,
    [taskId],
  );
}

/**
 * The act by which somebody else gave the task to whoever holds it now; undefined where it came to him by its process, by
 * his own claim or by an operator. What was returned or taken back counts no longer, so work that went through three hands
 * is returned through them one by one.
 */
export function givingTo(holder: string | null, trace: readonly Handling[]): Handling | undefined {
  const standing: Handling[] = [];
  for (const handling of trace) {
    if (handling.act === 'handed-over' || handling.act === 'forwarded') standing.push(handling);
    else standing.pop();
  }
  const last = standing.at(-1);
  return last !== undefined && last.to === holder && last.doneBy !== holder ? last : undefined;
}
