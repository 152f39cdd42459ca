/** One request to the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1/`. */
  readonly path: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly file?: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

export interface ApiAnswer {
  readonly status: number;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

/** Deadlines of the documents that a story registers, all of whole seconds. */
export interface StoryPace {
  /** From the registration to the deadline. */
  readonly dueAfterMs: number;
  /** From the reminder to the deadline. */
  readonly reminderBeforeMs: number;
  /** From the deadline, when the head is told, to the moment when the leader is. */
  readonly escalateAfterMs: number;
}

/**
 * All that a story needs from outside. The demo waits for real on a real server; a test moves the clock and runs the
 * jobs itself. Both play the same story.
 */
export interface StoryWorld {
  call(request: ApiRequest): Promise<ApiAnswer>;
  /** The time in the office. */
  now(): Date;
  /** Resolves once the office has reached the moment. */
  reach(moment: Date): Promise<void>;
  /** Asks again and again until there is an answer; undefined when patience ran out. */
  eventually<T>(probe: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Tells the audience that a step was taken and its outcome checked. */
  done(step: string): void;
}
