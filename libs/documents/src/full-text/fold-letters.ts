const folded = new Map<string, string>();

/**
 * A text in small letters without diacritics, as `search_words` of the database folds it, and as long as it was: the place of
 * a word in it is its place in the text. The text is NFC.
 */
export function foldLetters(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++) result += foldLetter(text[index]!);
  return result;
}

/** One UTF-16 unit becomes one. */
function foldLetter(letter: string): string {
  let known = folded.get(letter);
  if (known === undefined) {
    const lower = letter.normalize('NFD')[0]!.toLowerCase();
    known = /[đðɖ]/.test(lower) ? 'd' : lower.length === 1 ? lower : letter;
    folded.set(letter, known);
  }
  return known;
}
