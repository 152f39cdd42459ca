/**
 * The row of `deadline_entry` for each row of another table, to be joined `on true`. Behind the limit Postgres looks each
 * one up by its id; a plain join reads every task that ever had a deadline.
 * @param kind column of the other table, and id
 */
export function entryOf(kind: string, id: string): string {
  return `lateral (select * from deadline_entry where kind = ${kind} and id = ${id} limit 1)`;
}
