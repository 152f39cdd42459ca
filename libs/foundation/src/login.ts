/** Whether a text can be a login at all: 2 to 40 of `a–z`, `0–9`, `.`, `_` and `-`, a letter first. */
export function isLogin(text: string): boolean {
  return /^[a-z][a-z0-9._-]{1,39}$/.test(text);
}
