import type { Transaction } from '#database';
import type { Announce } from '#runtime';

/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** Why a question may not be taken over the network (171/QĐ-BDT art. 4.2). */
export const QUESTION_SUSPICIONS = ['state-secret', 'complaint', 'denunciation'] as const;
export type QuestionSuspicion = (typeof QUESTION_SUSPICIONS)[number];

/** What this lib needs of others; the app hands it in. All of it runs in the transaction of the command. */
export interface WebsiteTools {
  readonly tell: Announce;
  /** What must not enter over the network, by the field in which it was found, without a word of it; `marked`: for sure, else people look. */
  readonly inspect: (texts: { readonly title: string; readonly question: string; readonly name: string }) => { readonly where: string; readonly ground: QuestionSuspicion; readonly marked: boolean }[];
  /** Covers for good what people wrote about a question outside its record: in its ended case, in notices and trails. */
  readonly forget: (tx: Transaction, questionId: string, mask: string) => Promise<void>;
  /** Logins of the people in a group on a day `YYYY-MM-DD`. */
  readonly membersOf: (tx: Transaction, group: string, onDate: string) => Promise<string[]>;
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
