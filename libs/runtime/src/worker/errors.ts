import { CongvanError } from '#foundation';

/** Nobody knows what became of the attempts, and one more would likely end the same way. */
export class WorkersLostError extends CongvanError {
  readonly code = 'runtime.workers-lost';
  readonly kind = 'internal';
  constructor(times: number) {
    super(`The last ${times} attempts left no word: each time its worker died, hung or was cut off while the job ran.`);
  }
}

/** The program that leased the job does not know its topic; one that does may be running beside it. */
export class MissingHandlerError extends CongvanError {
  readonly code = 'runtime.missing-handler';
  readonly kind = 'transient';
  constructor(topic: string) {
    super(`This worker has no handler for the topic ${topic}.`);
  }
}

/** Why the signal of a handler is raised when its worker stops: what it leaves undone is done elsewhere. */
export class WorkerStopsSignal extends Error {
  constructor() {
    super('The worker stops.');
    this.name = 'WorkerStopsSignal';
  }
}
