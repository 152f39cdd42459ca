/**
 * A property of a card: its name, its value, its parameters. A list of texts is a structured value, parted by semicolons; of
 * lists in it each is one component, parted by commas. Null: left out.
 */
export type CardProperty = readonly [
  name: string,
  value: string | null | readonly (string | readonly string[])[],
  parameters?: string,
];

/** One vCard 4.0 (RFC 6350), with its line ends. */
export function card(properties: readonly CardProperty[]): string {
  const lines = properties.flatMap(([name, value, parameters]) =>
    value === null ? [] : [`${name}${parameters === undefined ? '' : `;${parameters}`}:${valueText(value)}`],
  );
  return ['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD'].map((line) => `${folded(line)}\r\n`).join('');
}

function valueText(value: string | readonly (string | readonly string[])[]): string {
  if (typeof value === 'string') return escaped(value);
  return value.map((part) => (typeof part === 'string' ? escaped(part) : part.map(escaped).join(','))).join(';');
}

/** RFC 6350 §3.4; semicolons too, since every value here may become a component. */
function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}

/** Octets of a line without its end (RFC 6350 §3.2). */
const LONGEST_LINE = 75;

/** Breaks a long line before the character that would make it too long, never within one. */
function folded(line: string): string {
  let result = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
