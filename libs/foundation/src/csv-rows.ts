/** One row of a CSV file, with the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A quoted field that begins on `line` is never closed, or something other than a separator follows its end. */
export class BrokenQuotesError extends Error {
  constructor(readonly line: number) {
    super(`the quotes of a field on line ${line} are not closed, or not at its end`);
  }
}

/**
 * Reads CSV (RFC 4180) as spreadsheets save it: with or without a byte order mark, any line ends, line breaks and doubled
 * quotes within quotes. The separator is the one of `;`, tab and `,` that the first line has most of; Excel with
 * Vietnamese settings writes `;`. Empty lines are left out.
 * @throws {BrokenQuotesError}
 */
export function* csvRows(file: string): Generator<CsvRow> {
  const text = file.replace(/^\uFEFF/, '');
  const separator = separatorOf(/^[^\r\n]*/.exec(text)![0]);
  // A field (in quotes or without), then what ends it.
  const field = new RegExp(
    String.raw`(?:"([^"]*(?:""[^"]*)*)"|((?!")[^${separator}\r\n]*))(${separator}|\r\n|\r|\n|$)`,
    'y',
  );
  let line = 1;
  let start = 1;
  let fields: string[] = [];
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new BrokenQuotesError(line);
    const [all, quoted, plain = '', end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += (all.match(/\r\n|\r|\n/g) ?? []).length;
    const isLast = end === separator && at + all.length === text.length;
    if (isLast) fields.push('');
    if (end === separator && !isLast) continue;
    if (fields.some((value) => value.trim() !== '')) yield { line: start, fields };
    fields = [];
    start = line;
  }
}

function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length;
  return [';', '\t', ','].reduce((most, separator) => (count(separator) > count(most) ? separator : most));
}
