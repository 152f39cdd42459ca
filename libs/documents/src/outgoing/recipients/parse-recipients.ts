import { tidyLine } from '#foundation';

/** One of the Nơi nhận, as somebody wrote it. */
export interface WrittenRecipient {
  readonly name: string;
  readonly email: string | null;
  readonly copies: number;
}

const MAILBOX = /<\s*([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)\s*>/;
const COPIES = /\(\s*(\d{1,4})\s*bản\s*\)/i;

/** The lines of a Nơi nhận: one a line or parted by semicolons, with or without the dash that appendix I wants. Marks alone name nobody. */
export function recipientLines(text: string): string[] {
  return text
    .split(/[\n;]/)
    .map((line) => tidyLine(line).replace(/^[-–] ?/, ''))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

/** The lines of which a mailbox cannot be taken whole: what is left of `<`, `>` or `@` would silently go on paper. */
export function unreadableRecipients(text: string): string[] {
  return recipientLines(text).filter((line) => /[<>@]/.test(line.replace(MAILBOX, '')));
}

/** `- Sở Tư pháp <vanthu@stp.example.vn> (2 bản);` and the like. One copy unless the line says more. */
export function parseRecipients(text: string): WrittenRecipient[] {
  return recipientLines(text).map((line) => {
    const copies = Number(COPIES.exec(line)?.[1] ?? '1');
    const name = tidyLine(line.replace(MAILBOX, '').replace(COPIES, '')).replace(/\s*[.,]$/, '');
    const email = MAILBOX.exec(line)?.[1]?.toLowerCase() ?? null;
    return { name: name === '' ? (email ?? line) : name, email, copies: Math.max(1, copies) };
  });
}
