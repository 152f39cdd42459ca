import { CongvanError } from '#foundation';

/** bpmn-engine cannot read the file, or stopped with an error: the instance is lost then. `cause` is its own error. */
export class ReferenceEngineError extends CongvanError {
  readonly code: string = 'engine-reference.failed';
  readonly kind = 'conflict';

  /** @param doing what it was asked for, e.g. "read the file". */
  constructor(doing: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`bpmn-engine could not ${doing}: ${reason}`, { cause });
  }
}

/** The driver names something that does not wait; the instance stands as it did. */
export class ReferenceNotWaitingError extends ReferenceEngineError {
  override readonly code = 'engine-reference.not-waiting';

  /** @param what the element, or the name of the message. */
  constructor(move: string, what: string, waitingFor: readonly string[]) {
    const open = waitingFor.length === 0 ? 'nothing' : waitingFor.join(', ');
    super(`${move} ${what}`, `it does not wait for that. It waits for: ${open}.`);
  }
}

/**
 * One move led to more than bpmn-engine can be let do: an endless loop, dead paths that double at each split, or a chain
 * of activities without a wait, for each of which it goes deeper into the stack.
 */
export class ReferenceRunawayError extends ReferenceEngineError {
  override readonly code = 'engine-reference.runaway';

  /** @param element at which it was stopped. */
  constructor(events: number, element: string) {
    const what = `stopped at ${element} after ${events} events.`;
    super('finish the move', `${what} Look at the model on our engine alone, or let it wait somewhere on the way.`);
  }
}
