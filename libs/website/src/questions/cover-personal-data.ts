/** Addresses of mail, numbers of telephones, identity cards and accounts: whatever has eight digits or more, however it is parted. */
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const NUMBER = /\+?\d(?:[ .-]?\d){7,}/g;

/**
 * A question as the public may read it: the name of who asked, addresses of mail and long numbers are covered. What else tells who he is,
 * people take out: they see this text before it is published.
 */
export function coverPersonalData(text: string, name: string | null): string {
  const covered = text.replace(MAIL, '[địa chỉ thư]').replace(NUMBER, '[số]');
  const plain = name?.trim() ?? '';
  if (plain.length < 2) return covered;
  const words = plain.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return covered.replace(new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu'), '[người hỏi]');
}
