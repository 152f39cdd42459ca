import { withoutDiacritics } from '#foundation';

/**
 * The login that a name asks for: the given name, then the initials of family and middle names, without diacritics, in
 * lower case (148/QĐ-SCT 2014 §4.2). `Phan Văn Cường` gives `cuongpv`. Clashes are for {@link registerPerson} to solve.
 *
 * @returns an empty string where the name has no Latin letter to go by.
 */
export function loginFromName(fullName: string): string {
  const words = withoutDiacritics(fullName)
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^a-z]/g, ''))
    .filter((word) => word !== '');
  const given = words.at(-1) ?? '';
  return given + words.slice(0, -1).map((word) => word.charAt(0)).join('');
}
