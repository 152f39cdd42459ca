import type { CommandContext, CountedRow } from '#runtime';
import { OUTDATED } from './outdated-cases.js';

/** Of what was counted: what could not be keeps its time and is passed over until the next publication. */
export function setAsideRows({ tx }: CommandContext, publication: number, counted: readonly CountedRow[]): void {
  const failed = counted.flatMap(({ row: { kind, id, instanceId, publication: by }, problem }) =>
    problem === undefined || by === null ? [] : [{ kind, id, instanceId, reason: problem.message }],
  );
  if (failed.length === 0) return;
  tx.later({
    sql: `insert into calendar_move_failure (publication, kind, id, instance_id, reason)
     select $1, f.kind, f.id, f."instanceId", f.reason
     from jsonb_to_recordset($2) as f(kind text, id uuid, "instanceId" uuid, reason text)
     on conflict do nothing`,
    parameters: [publication, JSON.stringify(failed)],
  });
}

/**
 * A case that cannot take its new due date at all, as where that moves it on to a step that fails: everything outdated in it
 * is passed over. Gives how many deadlines those are.
 */
export async function setAsideCase({ tx }: CommandContext, publication: number, rootInstanceId: string, reason: string): Promise<number> {
  const outdated = Object.entries(OUTDATED).map(([kind, from]) => `(select '${kind}' as kind, r.id, r.instance_id from ${from})`);
  const rows = await tx.query<{ kind: keyof typeof OUTDATED }>(
    `insert into calendar_move_failure (publication, kind, id, instance_id, reason)
     select $1, o.kind, o.id, o.instance_id, $3
     from process_instance i join (${outdated.join(' union all ')}) o on o.instance_id = i.id
     where i.root_instance_id = $2 returning kind`,
    [publication, rootInstanceId, reason],
  );
  return rows.filter(({ kind }) => kind !== 'timer').length;
}
