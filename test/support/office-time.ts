/** Office time in Vietnam, `2026-03-02 08:00`, as an instant; without an hour its first moment. */
export function vn(text: string): string {
  return new Date(`${text.replace(' ', 'T')}${text.includes(' ') ? '' : 'T00:00'}:00+07:00`).toISOString();
}
