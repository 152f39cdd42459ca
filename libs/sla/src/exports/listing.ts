/** One column of a {@link Listing}; its cells are null where there is nothing to say. */
export interface ListingColumn<Row> {
  readonly title: string;
  /** Of a figure: how it is counted. A workbook says it on a sheet of its own, CSV for Excel below the rows. */
  readonly meaning?: string;
  /**
   * A `number` is a name made of digits, such as a year. Instants are ISO 8601 UTC and shown in the zone of the office;
   * lengths of time are seconds, ratios 0 … 1, what is `expected` has a fraction.
   */
  readonly kind: 'text' | 'number' | 'instant' | 'count' | 'expected' | 'seconds' | 'ratio';
  /** In letters. */
  readonly width: number;
  of(row: Row): string | number | null;
}

/** A list of any length as a table. */
export interface Listing<Row> {
  /** Also the name of the file. */
  readonly title: string;
  readonly columns: readonly ListingColumn<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
  /** IANA zone of the office. */
  readonly zone: string;
}
