/*
 * Which jobs somebody may take now, as SQL conditions. `job` and `instance` are names of tables in the statement, `now` is
 * the instant of its transaction.
 */

/** Due and in nobody's hands, whoever it is for. */
export function isDueAndUnheld(job: string, now: string): string {
  return `${job}.status = 'ready' and ${job}.due_at <= ${now} and (${job}.lease_until is null or ${job}.lease_until <= ${now})`;
}

/**
 * Operators hold the instance, or the definition that is to begin one. Whoever makes jobs need not ask: they are laid aside
 * when their turn comes. A message is on its way already: it is not for the instance that threw it.
 */
export function isHeld(job: string, instance: string, definition: string): string {
  return `(${instance}.suspended_at is not null and ${job}.kind <> 'message' or ${definition}.suspended_at is not null)`;
}

/**
 * For a worker of the office. The news of a called instance wait for one another: its escalations come before its end.
 * Says nothing of what operators hold.
 */
export function isFreeForWorker(job: string, now: string): string {
  return `${job}.kind <> 'external' and ${isDueAndUnheld(job, now)}
    and not (${job}.kind in ('child-ended', 'child-escalated')
             and exists (select 1 from job older where older.instance_id = ${job}.instance_id
                         and older.activity_key = ${job}.activity_key and older.number < ${job}.number))`;
}

/** For an external worker. */
export function isFreeForExternalWorker(job: string, instance: string, now: string): string {
  return `${job}.kind = 'external' and ${isDueAndUnheld(job, now)} and ${instance}.suspended_at is null`;
}
