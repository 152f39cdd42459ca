import type { Database } from '#database';
import type { Handling } from './handling-trace.js';

/** A line of the trace, with the names of people whom the directory knows. */
export interface ShownHandling extends Handling {
  readonly doneByName: string | null;
  readonly fromName: string | null;
  readonly toName: string | null;
}

export interface Opening {
  readonly login: string;
  readonly name: string | null;
  /** When he first opened it since it came to him last. */
  readonly openedAt: string;
}

/** From which hands into which a task went, oldest first. Who may see the task is asked before. */
export function handlingOf(database: Database, taskId: string): Promise<ShownHandling[]> {
  return database.query<ShownHandling>(
    `select h.number, h.act, h.done_by as "doneBy", doer.full_name as "doneByName", h.from_login as "from",
            giver.full_name as "fromName", h.to_login as "to", receiver.full_name as "toName", h.reason, h.at
     from task_handling h
     left join person doer on doer.login = h.done_by
     left join person giver on giver.login = h.from_login
     left join person receiver on receiver.login = h.to_login
     where h.task_id = $1 order by h.number`,
    [taskId],
  );
}

/** Who has opened a task, and not had it anew since. */
export function openingsOf(database: Database, taskId: string): Promise<Opening[]> {
  return database.query<Opening>(
    `select o.login, p.full_name as name, o.opened_at as "openedAt"
     from task_opening o left join person p on p.login = o.login
     where o.task_id = $1 and ${OPENED_SINCE_IT_CAME} order by o.opened_at, o.login`,
    [taskId],
  );
}

/** Whether a `task_opening o` counts still: the task has not come to the person anew after it. */
export const OPENED_SINCE_IT_CAME = `not exists (
  select from task_handling later where later.task_id = o.task_id and later.to_login = o.login and later.number > o.after_handling)`;
