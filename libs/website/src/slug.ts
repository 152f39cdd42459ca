import { withoutDiacritics } from '#foundation';

/** Name of an article in its address: its title without diacritics, then its number, so that no two are the same. */
export function slugOf(title: string, number: string): string {
  const words = withoutDiacritics(title).toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim().split(' ').filter((word) => word !== '');
  return [...words.slice(0, 14).map((word) => word.slice(0, 30)), number].join('-');
}
