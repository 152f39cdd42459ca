/** Why something must not enter the system (171/QĐ-BDT §4.2). */
export const SUSPECTED_GROUNDS = ['state-secret', 'complaint', 'denunciation'] as const;
export type SuspectedGround = (typeof SUSPECTED_GROUNDS)[number];

/** The grades of secrecy as they are stamped on documents (Law on the protection of state secrets 2018, article 8). */
export type SecrecyMark = 'Mật' | 'Tối mật' | 'Tuyệt mật';

/** sure: stands there as a mark or a title does. suspected: only the clerk, who has the paper, can tell. */
export type Grade = 'sure' | 'suspected';

/** What was found, without a word of the text in which it was found. */
export interface Suspicion {
  readonly ground: SuspectedGround;
  /** Null unless the ground is a state secret. */
  readonly mark: SecrecyMark | null;
  readonly grade: Grade;
  /** Of the text, counted from 1. */
  readonly line: number;
}
