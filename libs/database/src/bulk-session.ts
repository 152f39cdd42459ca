import { once } from 'node:events';
import { type Duplex, Readable } from 'node:stream';
import pg from 'pg';
import { DatabaseUnavailableError, isUnavailability } from './errors.js';

/** The part of pg's connection that its types leave out. */
interface CopyConnection {
  readonly stream: Duplex;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Postgres sends a message per row; handing on each by itself would cost more than the row. */
const CHUNK_BYTES = 65_536;

/**
 * One connection of its own for what moves whole tables, with COPY. None of the pool: its statements may take hours, its
 * transaction stays open as long, and its settings make every value the same text on every server.
 */
export class BulkSession {
  private constructor(private readonly client: pg.Client) {}

  /** @throws DatabaseUnavailableError */
  static async open(url: string): Promise<BulkSession> {
    const client = new pg.Client({ connectionString: url, application_name: 'congvan-bulk', keepAlive: true });
    // An error that nobody listens to ends the process; the statement that runs fails with it.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(
        `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; set timezone = 'UTC';
         set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex';
         set search_path = public; set client_encoding = 'UTF8'`,
      );
    } catch (cause) {
      await client.end().catch(() => undefined);
      if (!isUnavailability(cause)) throw cause;
      throw new DatabaseUnavailableError(`Cannot connect to Postgres: ${(cause as Error).message}`, { cause });
    }
    return new BulkSession(client);
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = parameters.length === 0 ? await this.client.query(sql) : await this.client.query(sql, [...parameters]);
    return rows as Row[];
  }

  /** What `copy … to stdout` sends. Read it to its end, or close the session. */
  copyOut(sql: string): Readable {
    return this.client.query(new CopyOut(sql));
  }

  /** Hands content to `copy … from stdin`. @returns how many rows came in. @throws what the content throws, or Postgres says */
  copyIn(sql: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    return this.client.query(new CopyIn(sql, content)).done;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

class CopyOut extends Readable implements pg.Submittable {
  private connection: pg.Connection | undefined;
  private gathered: Uint8Array[] = [];
  private bytes = 0;

  constructor(private readonly sql: string) {
    super({ highWaterMark: 4 * CHUNK_BYTES });
  }

  submit(connection: pg.Connection): void {
    this.connection = connection;
    connection.query(this.sql);
  }

  handleCopyData({ chunk }: { readonly chunk: Uint8Array }): void {
    // Copied: the driver uses its buffer again.
    this.gathered.push(Buffer.from(chunk));
    this.bytes += chunk.byteLength;
    if (this.bytes >= CHUNK_BYTES) this.handOn();
  }

  handleReadyForQuery(): void {
    this.handOn();
    // Nobody asks for more behind the end: what is still held back then would hold back the next statement for ever.
    this.connection?.stream.resume();
    this.push(null);
  }

  handleError(error: Error): void {
    this.connection?.stream.resume();
    this.destroy(error);
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}

  override _read(): void {
    this.connection?.stream.resume();
  }

  private handOn(): void {
    if (this.bytes === 0) return;
    const wantsMore = this.push(Buffer.concat(this.gathered));
    this.gathered = [];
    this.bytes = 0;
    if (!wantsMore) this.connection?.stream.pause();
  }
}

class CopyIn implements pg.Submittable {
  readonly done: Promise<number>;
  private resolve!: (rows: number) => void;
  private reject!: (error: unknown) => void;
  private rows = 0;
  private failure: { readonly error: unknown } | undefined;
  /** Raised when Postgres has given up, so that nothing waits for it to take more. */
  private readonly refused = new AbortController();

  constructor(
    private readonly sql: string,
    private readonly content: AsyncIterable<Uint8Array>,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.send(connection);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = Number(/\d+$/.exec(text)?.[0] ?? 0);
  }

  handleReadyForQuery(): void {
    this.resolve(this.rows);
  }

  handleError(error: Error): void {
    this.refused.abort();
    this.reject(this.failure === undefined ? error : this.failure.error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}

  private async send(connection: CopyConnection): Promise<void> {
    const { signal } = this.refused;
    try {
      for await (const chunk of this.content) {
        if (signal.aborted) return;
        connection.sendCopyFromChunk(chunk);
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain', { signal });
      }
      connection.endCopyFrom();
    } catch (error) {
      if (signal.aborted) return;
      this.failure = { error };
      connection.sendCopyFail('the content could not be read');
    }
  }
}
