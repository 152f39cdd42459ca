/** The tables that are kept by month, and the column that says in which. Their parts are named `<table>_YYYY_MM`. */
export const HISTORY_TABLES = [
  { table: 'activity_history', at: 'ended_at' },
  { table: 'variable_history', at: 'changed_at' },
] as const;

export type HistoryTable = (typeof HISTORY_TABLES)[number];

/**
 * Longest wait for a lock on a history table. Whoever reads or writes it meanwhile waits behind the one that waits, so it
 * gives up soon; the transaction is tried again, and at worst the next run does it.
 */
export const LOCK_PATIENCE = `set local lock_timeout = '500ms'`;
