import type { CommandContext } from '../executor/command.js';
import type { JsonObject, Logger } from '#foundation';
import { HandlerRegistrationError } from '../errors.js';

/** What a service-task handler is given. */
export interface JobContext {
  /** The same on every attempt: hand it to outside systems as their idempotency key. */
  readonly jobId: string;
  readonly instanceId: string;
  readonly rootInstanceId: string;
  readonly businessKey: string | null;
  readonly elementId: string;
  readonly topic: string;
  /** 1 on the first attempt. */
  readonly attempt: number;
  /** All variables the element sees, innermost scope first. */
  readonly variables: JsonObject;
  /** Business time at which the job was leased, ISO 8601 UTC. */
  readonly now: string;
  /** Raised when the lease is lost or the worker stops: stop, nothing of yours will be recorded. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

export interface JobResult {
  /** Becomes variables of the process. */
  readonly output?: JsonObject;
  /**
   * Changes in our own database, run inside the transaction that settles the job: exactly once, or not at all. What it
   * returns is merged over `output`.
   */
  readonly commit?: (context: CommandContext) => Promise<JsonObject | void>;
}

/**
 * Does the work of the service tasks of one topic. It runs outside any transaction and may run again after a crash, so
 * outside effects need the job id as idempotency key and changes of our own tables belong in `commit`. Throw
 * {@link BpmnError} for an outcome of the office's work, which goes to the innermost error event of the process, or of
 * those that called it, that catches its code. Any other error is technical: retried, then standing as a failed job; at
 * once where it is a {@link PermanentFailure}. So is a BpmnError that nothing catches.
 */
export interface JobHandler {
  readonly topic: string;
  handle(job: JobContext): Promise<JobResult>;
}

/** An outcome of the work that the model handles (BPMN 2.0.2 §10.5.5), in contrast to a technical failure. */
export class BpmnError extends Error {
  constructor(
    readonly errorCode: string,
    message: string,
  ) {
    super(message);
    this.name = 'BpmnError';
  }
}

/** A handler throws it where no further attempt can help: the job waits for an operator at once, whatever its retry cycle. */
export class PermanentFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PermanentFailure';
  }
}

/** The handlers of this program by topic, complete at boot, and the topics that it leaves to external workers. */
export class JobHandlerRegistry {
  private readonly byTopic: ReadonlyMap<string, JobHandler>;
  /** Declared for external workers. A topic that has a handler here stays with it. */
  readonly externalTopics: readonly string[];

  /** @throws HandlerRegistrationError when two handlers claim one topic. */
  constructor(handlers: readonly JobHandler[], externalTopics: readonly string[] = []) {
    const byTopic = new Map<string, JobHandler>();
    const twice = handlers.filter((handler) => {
      const taken = byTopic.has(handler.topic);
      byTopic.set(handler.topic, handler);
      return taken;
    });
    if (twice.length > 0) {
      throw new HandlerRegistrationError(`Two handlers claim the topic ${twice.map(({ topic }) => topic).join(', ')}.`);
    }
    this.byTopic = byTopic;
    this.externalTopics = externalTopics.filter((topic) => !byTopic.has(topic));
  }

  isExternal(topic: string): boolean {
    return this.externalTopics.includes(topic);
  }

  /** Whether somebody does the work of this topic: this program, or external workers. */
  isServed(topic: string): boolean {
    return this.has(topic) || this.isExternal(topic);
  }

  has(topic: string): boolean {
    return this.byTopic.has(topic);
  }

  get(topic: string): JobHandler | undefined {
    return this.byTopic.get(topic);
  }

  get topics(): string[] {
    return [...this.byTopic.keys()].sort();
  }
}
