/** One content line of an iCalendar file, unfolded, with the line of the file on which it begins. */
export interface IcsLine {
  readonly line: number;
  /** In capitals, e.g. `DTSTART`. */
  readonly name: string;
  /** In capitals, both names and values, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

const CONTENT_LINE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*)*):(.*)$/s;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/g;

/** The content lines of RFC 5545 §3.1; what is none is left out. A line that begins with a blank goes on with the one before. */
export function* icsLines(text: string): Generator<IcsLine> {
  let open: { line: number; parts: string[] } | undefined;
  let line = 0;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    line += 1;
    if (open !== undefined && /^[ \t]/.test(raw)) {
      open.parts.push(raw.slice(1));
      continue;
    }
    if (open !== undefined) yield* contentLine(open.line, open.parts.join(''));
    open = { line, parts: [raw] };
  }
  if (open !== undefined) yield* contentLine(open.line, open.parts.join(''));
}

function* contentLine(line: number, text: string): Generator<IcsLine> {
  const [, name, parameters = '', value = ''] = CONTENT_LINE.exec(text) ?? [];
  if (name === undefined) return;
  const read = [...parameters.matchAll(PARAMETER)].map(([, key, quoted]): [string, string] => [
    key!.toUpperCase(),
    quoted!.replaceAll('"', '').toUpperCase(),
  ]);
  yield { line, name: name.toUpperCase(), parameters: new Map(read), value };
}

/** A value of the type TEXT (RFC 5545 §3.3.11) as people read it, on one line. */
export function icsText(value: string): string {
  return value
    .replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? ' ' : escaped))
    .replace(/\s+/g, ' ')
    .trim();
}
