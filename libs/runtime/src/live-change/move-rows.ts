import type { EngineEffect } from '#engine';
import type { CommandContext } from '../executor/command.js';

/**
 * Follows `moveActivity`: the rows of what has gone to another element name that element. A task keeps its name, its
 * owners and its dates, but gets the form of the element where it stands now, since it is that form which its results
 * are checked by.
 */
export function moveRows({ tx }: CommandContext, instanceId: string, effects: readonly EngineEffect[]): void {
  const moves = effects.filter((effect) => effect.type === 'moveActivity');
  if (moves.length === 0) return;
  const parameters = [instanceId, JSON.stringify(moves)];
  const moved = `jsonb_to_recordset($2) as m(key integer, parent integer, element text, name text, "formKey" text)`;
  tx.later({
    sql: `update activity a set element_id = m.element, name = m.name, parent_key = m.parent
     from ${moved} where a.instance_id = $1 and a.activity_key = m.key`,
    parameters,
  });
  tx.later({
    sql: `update user_task t set element_id = m.element, form_key = m."formKey"
     from ${moved} where t.instance_id = $1 and t.activity_key = m.key and t.status = 'open'`,
    parameters,
  });
  for (const table of ['job', 'message_subscription', 'signal_subscription', 'activity_offer']) {
    tx.later({
      sql: `update ${table} r set element_id = m.element
       from ${moved} where r.instance_id = $1 and r.activity_key = m.key`,
      parameters,
    });
  }
}
