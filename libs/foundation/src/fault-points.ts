/**
 * Places at which a crash is worth a test: between an effect and the record of it there is always a moment in which only
 * one of the two has happened.
 */
export type FaultPoint =
  /** A delivery has arrived; nobody has leased its job. */
  | 'job.before-lease'
  /** The job is leased; its handler has not begun. */
  | 'job.leased'
  /** The handler has done its work; nothing of that is recorded. */
  | 'job.effect-done'
  /** All is decided and on its way; nothing is committed. */
  | 'command.in-transaction'
  /** Committed; the queue knows nothing of the new jobs. */
  | 'command.committed'
  /** The queue knows them; the caller has no answer. */
  | 'command.published';

/** `detail` is the name of the command or the id of the job. */
export type FaultHook = (point: FaultPoint, detail: string) => void | Promise<void>;

let hook: FaultHook | undefined;

/** For tests and campaigns, which kill, stop or delay the process there. No setting leads here. */
export function setFaultHook(next?: FaultHook): void {
  hook = next;
}

export function faultPoint(point: FaultPoint, detail: string): void | Promise<void> {
  return hook?.(point, detail);
}
