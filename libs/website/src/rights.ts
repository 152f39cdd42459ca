/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** Code of the first of the person's units; null: he has none. */
export function unitOf({ groups }: Person): string | null {
  return groups.find((group) => group.startsWith('unit:'))?.slice('unit:'.length) ?? null;
}

/** Codes of the units that the person heads. */
export function unitsLedBy({ groups }: Person): string[] {
  return groups.filter((group) => group.startsWith('head:')).map((group) => group.slice('head:'.length));
}

/** The editorial board (ban biên tập), 47/QĐ-STP art. 5.1. */
export const BOARD = 'editor';

/** They read all that is on its way to the website, and take down what must not stand there. */
export const OVERSEERS = [BOARD, 'chief-of-office', 'leader'] as const;

export function oversees({ groups }: Person): boolean {
  return OVERSEERS.some((group) => groups.includes(group));
}
