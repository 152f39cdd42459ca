/** Whoever looks something up in the directory. */
export interface Reader {
  readonly login: string;
  /** His groups today. */
  readonly groups: readonly string[];
}

/** The day that somebody may look at: one to come tells who gets which post, and is for whoever answers for posts. Days are `YYYY-MM-DD`. */
export function dayToShow(reader: Reader, asked: string | undefined, today: string): string {
  return asked === undefined || (asked > today && !answersForPosts(reader)) ? today : asked;
}

const ANSWERING = ['personnel', 'chief-of-office', 'leader', 'admin'];

/** Whether somebody sees of others what has not begun, and why it was decided: decisions about people are no news for everybody. */
export function answersForPosts({ groups }: Reader): boolean {
  return ANSWERING.some((group) => groups.includes(group));
}
