import type { EngineState } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { variableChanges } from '../history/changes-of-step.js';
import type { LockedInstance } from '../instances/instance.js';
import type { CountedRow } from './count-due-times.js';

/** A locked instance in which nothing but variables has changed. */
export interface ChangedVariables {
  readonly before: LockedInstance;
  readonly state: EngineState;
}

/** One statement for all of them; what a step writes otherwise has no rows here. */
export function writeVariables(context: CommandContext, changed: readonly ChangedVariables[]): void {
  if (changed.length === 0) return;
  const states = changed.map(({ before: { id, revision }, state }) => ({ id, revision, state }));
  const changes = changed.flatMap(({ before, state }) =>
    variableChanges(before.state, state, undefined).map((change) => ({ instance: before.id, ...change })),
  );
  for (const { before, state } of changed) context.jobsAtHand.refresh(before.id, state);
  context.tx.later({
    sql: `with given as (select * from jsonb_to_recordset($1) as g(id uuid, revision integer, state jsonb)),
     instance as (
       update process_instance i set state = g.state, revision = i.revision + 1
       from given g where i.id = g.id and i.revision = g.revision
       returning i.id, i.revision, i.definition_id),
     variable_change as (
       insert into variable_history (instance_id, revision, activity_key, name, definition_id, value, omitted_bytes,
                                     changed_at, changed_by)
       select i.id, i.revision, (c->>'key')::integer, c->>'name', i.definition_id, c->'value',
              (c->>'omittedBytes')::integer, $3, $4
       from jsonb_array_elements($2) c join instance i on i.id = (c->>'instance')::uuid)
     select refuse_stale_instance(g.id) from given g where not exists (select from instance i where i.id = g.id)`,
    parameters: [JSON.stringify(states), JSON.stringify(changes), context.now, context.caller.actor],
  });
}

/**
 * Due dates of tasks and instants of timers. A timer that has moved is found by the sweep under a new sequence number, and
 * a worker that has it for the old instant may not fire it any more, as with one that an operator moves.
 */
export function writeCountedRows({ tx }: CommandContext, counted: readonly CountedRow[]): void {
  const write = (rows: readonly CountedRow[], sql: string) => {
    if (rows.length === 0) return;
    const given = rows.map(({ row: { id }, due, publication }) => ({ id, due, publication }));
    tx.later({ sql, parameters: [JSON.stringify(given)] });
  };
  const given = 'from jsonb_to_recordset($1) as g(id uuid, due timestamptz, publication bigint)';
  write(
    counted.filter(({ row }) => row.kind === 'task'),
    `update user_task t set due_at = g.due, calendar_publication = g.publication ${given} where t.id = g.id`,
  );
  const timers = counted.filter(({ row }) => row.kind === 'timer');
  write(
    timers.filter(({ row, due }) => row.dueAt === due),
    `update job j set calendar_publication = g.publication ${given} where j.id = g.id`,
  );
  write(
    timers.filter(({ row, due }) => row.dueAt !== due),
    `update job j set due_at = g.due, calendar_publication = g.publication, delivered_at = null, attempt = 0,
       lease_owner = null, lease_until = null, error = null
     ${given} where j.id = g.id`,
  );
}
