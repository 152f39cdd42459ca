/** SQL of the ids that say whose pauses are meant. */
export interface PausedRow {
  /** Instance that the task stands in, and that of the whole case. */
  readonly instance: string;
  readonly root: string;
  /** Left out: only the pauses of the case. */
  readonly task?: string;
}

/**
 * SQL of the pauses that count for a task as an array of `Pause`: its own, those of its instance and those of the whole
 * case. They may overlap.
 */
export function pausesOfTask({ instance, root, task }: PausedRow): string {
  const own = task === undefined ? '' : ` or p.deadline_id = ${task}`;
  return `coalesce((select jsonb_agg(jsonb_build_object('from', p.paused_at, 'until', p.resumed_at)) from deadline_pause p
    where p.instance_id in (${instance}, ${root}) and (p.kind = 'case'${own})), '[]')`;
}
