import { MALWARE, PASSWORD_EXPOSURE } from '../incident.js';

/** What says whether something is to be done before anybody has decided anything. */
export interface Measured {
  readonly kind: string;
  readonly exposedLogin?: string;
  readonly exposedMailbox?: string;
  readonly exposureUnknown?: string;
}

/** IT has the first measure at once, whichever level is asked first: it is asked by that, and reads what it isolates or looks for. */
export function askedAtOnce(input: Measured): string[] {
  return input.kind === MALWARE || isAccountUnknown(input) ? ['it'] : [];
}

/** Nothing could be locked with the report: IT looks for it. */
export function isAccountUnknown({ kind, exposedLogin }: Measured): boolean {
  return kind === PASSWORD_EXPOSURE && exposedLogin === undefined;
}

/** What the reporter knows of it, for whoever looks for it. */
export function exposedWhat({ exposedMailbox, exposureUnknown }: Measured): string | null {
  const parts = [...(exposedMailbox === undefined ? [] : [`hộp thư ${exposedMailbox}`]), ...(exposureUnknown === undefined ? [] : [exposureUnknown])];
  return parts.length === 0 ? null : parts.join('. ');
}
