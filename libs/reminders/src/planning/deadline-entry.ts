/**
 * The row of `deadline_entry` for each row of another table, to be joined `on true`. Behind the limit Postgres looks each
 * one up by its id; a plain join reads every task that ever had a deadline.
 * @param kind column of the other table, and id
 */
export function entryOf(kind: string, id: string): string {
  return `lateral (select * from deadline_entry where kind = ${kind} and id = ${id} limit 1)`;
}

/**
 * The unit by whose calendar reminders are counted and worded: the one that answers; of a task that is no unit's the one
 * of who holds it.
 * @param entry alias of `deadline_entry`
 * @param day parameter with the date in the office, `YYYY-MM-DD`
 */
export function unitOf(entry: string, day: string): string {
  return `coalesce(${entry}.unit_code, (select min(unit_code) from post where login = ${entry}.assignee and held_on(post, ${day}::date)))`;
}

/**
 * Whether nothing is sent about a deadline for now: its instance is suspended, or its clock is stopped, of a task that of
 * its case. What is owed still after its case was cancelled waits for nobody to let that go on.
 * @param entry alias with `kind`, `instance_id` and `paused_until` of `deadline_entry`
 * @param now parameter with the instant
 */
export function standsStill(entry: string, now: string): string {
  return `(coalesce(${entry}.paused_until > ${now}, false) or (
    select i.suspended_at is not null and i.status = 'active' or ${entry}.kind = 'task' and exists (
      select from deadline d
      where d.instance_id in (i.id, i.root_instance_id) and d.status = 'open' and d.paused_until > ${now})
    from process_instance i where i.id = ${entry}.instance_id))`;
}

/**
 * Whether the case of a reminder is suspended. The reminder then waits, where a pause drops it: a pause moves the due date,
 * of which another one is made, and a suspension does not.
 * @param instanceId column with the instance
 */
export function isSuspended(instanceId: string): string {
  return `(select i.suspended_at is not null and i.status = 'active' from process_instance i where i.id = ${instanceId})`;
}

/**
 * Whether a reminder that was made still holds: its deadline is open where it was, and nothing stands still.
 * @param reminder alias of `reminder`
 * @param entry alias of `deadline_entry`, left joined
 */
export function stillWanted(reminder: string, entry: string, now: string): string {
  return `coalesce(${entry}.status = 'open' and date_trunc('milliseconds', ${entry}.due_at) = ${reminder}.due_at
    and not ${standsStill(entry, now)}, false)`;
}
