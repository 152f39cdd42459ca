/**
 * The login that a name asks for: the given name, then the initials of family and middle names, without diacritics, in
 * lower case (148/QĐ-SCT 2014 §4.2). `Phan Văn Cường` gives `cuongpv`. Clashes are for {@link registerPerson} to solve.
 *
 * @returns an empty string where the name has no Latin letter to go by.
 */
export function loginFromName(fullName: string): string {
  const words = withoutDiacritics(fullName)
    .split(/\s+/)
    .map((word) => word.replace(/[^a-z]/g, ''))
    .filter((word) => word !== '');
  const given = words.at(-1) ?? '';
  return given + words.slice(0, -1).map((word) => word.charAt(0)).join('');
}

/** Whether a text can be a login at all; the table `person` holds the same rule. */
export function isLogin(text: string): boolean {
  return /^[a-z][a-z0-9._-]{1,39}$/.test(text);
}

/** Decomposing takes the marks off every Vietnamese letter but đ, which Unicode does not decompose. */
function withoutDiacritics(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[Đđ]/g, 'd').toLowerCase();
}
