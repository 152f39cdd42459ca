const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const GROUPS = ['', ' nghìn', ' triệu', ' tỷ'] as const;

/** A whole number from 0 to 999,999,999,999 as it is written out in Vietnamese: 2105 is `hai nghìn một trăm linh năm`. */
export function numberInWords(number: number): string {
  if (number === 0) return DIGITS[0];
  const groups: string[] = [];
  for (let [rest, place] = [number, 0]; rest > 0; [rest, place] = [Math.floor(rest / 1000), place + 1]) {
    const group = rest % 1000;
    // Behind others a group is read with its hundreds, also where it has none: `một nghìn không trăm linh năm`.
    if (group > 0) groups.unshift(`${groupInWords(group, rest > group)}${GROUPS[place]}`);
  }
  return groups.join(' ');
}

function groupInWords(group: number, hasOthersBefore: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10];
  const words: string[] = [];
  if (hundreds > 0 || hasOthersBefore) words.push(`${DIGITS[hundreds]} trăm`);
  if (tens > 1) words.push(`${DIGITS[tens]} mươi`);
  else if (tens === 1) words.push('mười');
  else if (ones > 0 && words.length > 0) words.push('linh');
  if (ones > 0) words.push(onesInWords(ones, tens));
  return words.join(' ');
}

/** Behind tens three digits change: hai mươi mốt, hai mươi tư, mười lăm. */
function onesInWords(ones: number, tens: number): string {
  if (ones === 1 && tens > 1) return 'mốt';
  if (ones === 4 && tens > 1) return 'tư';
  if (ones === 5 && tens > 0) return 'lăm';
  return DIGITS[ones]!;
}
