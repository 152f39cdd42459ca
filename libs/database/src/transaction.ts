/** One SQL statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

/** One open database transaction, as the work inside it sees it. */
export interface Transaction {
  /** Business time at the beginning of the transaction, ISO 8601 UTC, on the database's clock. */
  readonly now: string;
  /** Runs one statement and gives its rows. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement and gives the number of rows it touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /**
   * Runs a statement whose rows nobody needs. It goes out together with the next one that is waited for, at the latest
   * with the commit, and in order: what comes later sees what it has written. Should it fail, that one fails with it.
   */
  later(statement: Statement): void;
  /**
   * Runs work behind a savepoint: where it rejects, nothing of it is left and the transaction goes on as if it had not been
   * tried. Costs no round trip of its own unless the work leaves statements for later.
   */
  withSavepoint<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Called once, after the commit has succeeded; never when the transaction rolls back. Must not throw. For whoever
   * measures or tests what was committed: a program that dies before it never calls it, so nothing may depend on it.
   */
  afterCommit(callback: () => void): void;
  /** Called once, after the transaction has failed; when it is repeated, the next one begins anew. Must not throw. */
  afterRollback(callback: () => void): void;
}

export interface TransactionOptions {
  /** Go out together with the beginning of the transaction, in order; the rows of each are handed to the work. */
  readonly openings?: readonly Statement[];
  /** The openings are all that is to be done: the commit goes out with them, and the work only looks at the rows. */
  readonly single?: boolean;
}
