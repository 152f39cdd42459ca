/**
 * One line of text as it is stored: NFC (Vietnamese keyboards and PDF copies give both NFC and NFD), control characters
 * and runs of spaces as one space; empty where nobody would see anything. Postgres refuses a NUL in text, so none may get
 * through.
 */
export function tidyLine(text: string): string {
  return isInvisible(text) ? '' : text.normalize('NFC').replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** The same for text of several lines: line breaks and tabs stay. */
export function tidyText(text: string): string {
  return isInvisible(text) ? '' : text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '').trim();
}

/** Blanks, control and format characters, such as the space of no width that a copied text brings along. */
export function isInvisible(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]*$/u.test(text);
}

/** Control and format characters: marks that turn the direction of writing, for one, make a name look like another. */
export function holdsHiddenMarks(text: string): boolean {
  return /[\p{Cc}\p{Cf}]/u.test(text);
}

/** Decomposing takes the marks off every Vietnamese letter but đ, which Unicode does not decompose. */
export function withoutDiacritics(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
}
