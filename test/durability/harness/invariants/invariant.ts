import type { JsonValue } from '#foundation';

/** Reads one moment of the database: all looks of one check see the same. */
export type Look = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Something that must hold at any moment, whatever has just been broken. Gives what contradicts it, one line each. */
export type Invariant = (look: Look) => Promise<string[]>;

/** A broken invariant, by the name of its function. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** An invariant that one statement can tell: each of its rows is a violation, and says which by its columns. */
export function noRows(sql: string, parameters: readonly unknown[] = []): Invariant {
  return async (look) => {
    const rows = await look<Record<string, JsonValue | Date>>(sql, parameters);
    return rows.map((row) =>
      Object.entries(row)
        .map(([column, value]) => `${column} ${JSON.stringify(value)}`)
        .join(', '),
    );
  };
}
