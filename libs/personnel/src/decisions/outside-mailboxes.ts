import type { Finding } from '#foundation';

/** What other account systems say about mailboxes in which somebody stands, asked before anything is changed. */
export interface OutsideMailboxes {
  /** Those that we did not make, and that list him among those who manage or use them. */
  readonly unknown: readonly { readonly system: string; readonly address: string }[];
  /** Systems that did not answer. */
  readonly unasked: readonly string[];
}

/** Nobody hands over what we know nothing of: he would stay in it, or his account could not be removed. */
export function outsideMailboxFindings(login: string, { unknown }: OutsideMailboxes): Finding[] {
  return unknown.map(({ system, address }) => ({
    where: 'login',
    code: 'mailbox-unknown-here',
    what: `${login} is in the mailbox ${address} of ${system}, which this office does not know`,
    mend: `Have IT tell whose it is (GET /account-systems/${system}/strangers), and take him out or remove it there first.`,
  }));
}
