import type { Transaction } from '#database';
import type { Announce } from '#runtime';

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
