/** One open database transaction, as the work inside it sees it. */
export interface Transaction {
  /** Business time at the beginning of the transaction, ISO 8601 UTC, on the database's clock. */
  readonly now: string;
  /** Runs one statement and gives its rows. Await each before the next: a connection does one thing at a time. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement and gives the number of rows it touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** Called once, after the commit has succeeded; never when the transaction rolls back. Must not throw. */
  afterCommit(callback: () => void): void;
}
