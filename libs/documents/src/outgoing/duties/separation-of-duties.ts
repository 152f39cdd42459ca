import type { AuthorityForm } from '../signing/signature-forms.js';
import { isEntrusted } from '../signing/signature-forms.js';

/** Steps of an outgoing document that somebody answers for, in their order. */
export const OUTGOING_STEPS = ['approve-content', 'check-format', 'sign', 'issue', 'verify-number'] as const;
export type OutgoingStep = (typeof OUTGOING_STEPS)[number];

/** Who really does something, and in whose place besides. */
export interface Doer {
  readonly login: string;
  readonly actingFor: readonly string[];
}

/** What was done on the draft as it is now. */
export interface DutiesDone {
  /** Everybody who has written a version. */
  readonly authors: readonly string[];
  readonly approval: Doer | null;
  readonly formatCheck: Doer | null;
}

export interface DutyToDo {
  readonly step: OutgoingStep;
  readonly doer: Doer;
  /** To approve: whether he heads the drafting unit himself. */
  readonly headsUnit?: boolean;
  /** To sign: in which form. */
  readonly form?: AuthorityForm;
}

/**
 * Why somebody must leave a step to another, in English; undefined where he may do it. He counts together with those in
 * whose place he acts: what a person may not do himself, nobody does for him.
 *
 * - Nobody approves the content of his own draft but the head of the drafting unit, who answers for it anyway (ND 30 §12.1).
 * - The form is checked by somebody who neither wrote the draft nor approved its content, and who does not sign it: he
 *   answers for it to the head (ND 30 §12.2).
 * - A draft that its author has approved is signed by somebody else.
 * - Who signs for the head (KT, TL, TUQ) does not sign what he wrote himself (ND 30 §13).
 */
export function breachOfDuties({ step, doer, headsUnit, form }: DutyToDo, done: DutiesDone): string | undefined {
  const doers = together(doer);
  const approvers = together(done.approval);
  switch (step) {
    case 'approve-content':
      if (done.authors.includes(doer.login) && headsUnit !== true) return 'he wrote this draft';
      return undefined;
    case 'check-format':
      if (meet(doers, done.authors)) return `${saying(doer)} wrote this draft`;
      if (meet(doers, approvers)) return `${saying(doer)} approved its content`;
      return undefined;
    case 'sign':
      if (meet(doers, together(done.formatCheck))) return `${saying(doer)} checked its form`;
      if (meet(approvers, done.authors) && meet(doers, [...approvers, ...done.authors])) {
        return `${saying(doer)} approved what was written by the same hand`;
      }
      if (form !== undefined && isEntrusted(form) && done.authors.includes(doer.login)) {
        return `he wrote this draft, and signs it in the form ${form} for another`;
      }
      return undefined;
    case 'issue':
    case 'verify-number':
      return undefined;
  }
}

/**
 * Why somebody may let nobody do a step of a draft that the rules leave to others; undefined where he may. Who does the work of
 * a leader would lift by a borrowed right what binds himself; a leader answers for it by his own post.
 */
export function breachOfLeave({ login, actingFor }: Doer, done: DutiesDone): string | undefined {
  if (actingFor.length === 0) return undefined;
  if (done.authors.includes(login)) return 'he wrote this draft';
  if (together(done.approval).includes(login)) return 'he approved its content';
  if (together(done.formatCheck).includes(login)) return 'he checked its form';
  return undefined;
}

function together(doer: Doer | null): readonly string[] {
  return doer === null ? [] : [doer.login, ...doer.actingFor];
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((login) => others.includes(login));
}

function saying({ actingFor }: Doer): string {
  return actingFor.length === 0 ? 'he' : `he, or ${actingFor.join(', ')} for whom he acts,`;
}
