/*
 * Which jobs somebody may take now, as SQL conditions. `job` and `instance` are names of tables in the statement, `now` is
 * the instant of its transaction.
 */

/** Due and in nobody's hands, whoever it is for. */
export function isDueAndUnheld(job: string, now: string): string {
  return `${job}.status = 'ready' and ${job}.due_at <= ${now} and (${job}.lease_until is null or ${job}.lease_until <= ${now})`;
}

/**
 * For a worker of the office. The news of a called instance wait for one another: its escalations come before its end. A
 * job of a suspended instance is free too: it is laid aside when a worker comes to it.
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
