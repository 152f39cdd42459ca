import type { FigureUnit } from './figure-unit.js';

/** One column of a {@link Listing}; its cells are null where there is nothing to say. */
export interface ListingColumn<Row> {
  readonly title: string;
  /** Of a figure: how it is counted. A workbook says it on a sheet of its own, CSV for Excel below the rows. */
  readonly meaning?: string;
  /**
   * A `number` is a name made of digits, such as a year. A `day` is `YYYY-MM-DD`, an instant ISO 8601 UTC and shown in the
   * zone of the office.
   */
  readonly kind: 'text' | 'number' | 'day' | 'instant' | FigureUnit;
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
  /** Whether a row has its line and yet stands for nothing any more, such as a voided number; sums on paper tell these apart. */
  isVoid?(row: Row): boolean;
  /** IANA zone of the office. */
  readonly zone: string;
}
