/**
 * Letters of the fonts `.Vn…` (TCVN 5712:1993, called TCVN3 or ABC), as they look where they are taken for Unicode: `Phßng Qu¶n lý`. In a
 * Vietnamese word these signs never stand beside a letter; quotation marks and signs of rights do, but not between two. The middle dot
 * may stand between any two, and says nothing.
 */
const TCVN3 = /\p{L}[µ¶¸¹¨¬¼½¾¡¢£¤¥¦]|[µ¶¸¹¨¬¼½¾¡¢£¤¥¦]\p{L}|\p{L}[«»©®§]\p{L}/u;

/** A CSV file as text: UTF-8 with or without a mark, UTF-16 with one. @returns undefined for every other encoding, which would have to be guessed */
export function textOfFile(content: Buffer): string | undefined {
  const encoding = content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Whether a text was typed for fonts that are not of Unicode. */
export function isOfTcvn3(text: string): boolean {
  return TCVN3.test(text);
}
