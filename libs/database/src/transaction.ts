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
  /** A last statement, whose rows nobody needs: it goes out together with the commit, and undoes all when it fails. */
  beforeCommit(statement: Statement): void;
  /** Called once, after the commit has succeeded; never when the transaction rolls back. Must not throw. */
  afterCommit(callback: () => void): void;
  /** Called once, after the transaction has failed; when it is repeated, the next one begins anew. Must not throw. */
  afterRollback(callback: () => void): void;
}

export interface TransactionOptions {
  /** Goes out together with the beginning of the transaction; its rows are handed to the work. */
  readonly opening?: Statement;
}
