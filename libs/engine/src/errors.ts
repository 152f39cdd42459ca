import { CongvanError, type ErrorKind } from '#foundation';

/**
 * A step that cannot be done. The given state is untouched, so the instance stays where it was and the same command may
 * be tried again once the cause is mended (variables corrected, model migrated).
 */
export abstract class EngineError extends CongvanError {
  abstract override readonly code: string;
  abstract override readonly kind: ErrorKind;

  constructor(
    message: string,
    /** BPMN id of the element at which the step failed, where there is one. */
    readonly element?: string,
    cause?: unknown,
  ) {
    super(message, { cause, findings: element === undefined ? [] : [{ where: element, what: message }] });
  }
}

/** The command names something that is not open, is of another kind, or belongs to an instance that does not run. */
export class NotOpenError extends EngineError {
  readonly code = 'engine.not-open';
  readonly kind = 'conflict';
}

/** `start` for an instance that already runs. */
export class AlreadyStartedError extends EngineError {
  readonly code = 'engine.already-started';
  readonly kind = 'conflict';

  constructor() {
    super('The instance has already been started.');
  }
}

/** No outgoing sequence flow has a true condition and there is no default flow (BPMN 2.0.2 §13.4.2, §13.3.1). */
export class NoOutgoingFlowError extends EngineError {
  readonly code = 'engine.no-outgoing-flow';
  readonly kind = 'conflict';

  constructor(element: string) {
    super(`${element}: no condition of its outgoing flows is true and it has no default flow.`, element);
  }
}

/**
 * An attribute of an element cannot be evaluated with the variables as they are, or yields what the element cannot use
 * there, such as a timer without a date. `cause` is the error of the expression, where there is one.
 */
export class UnusableAttributeError extends EngineError {
  readonly code = 'engine.unusable-attribute';
  readonly kind = 'conflict';

  constructor(element: string, attribute: string, reason: string | CongvanError) {
    const [text, cause] = typeof reason === 'string' ? [reason, undefined] : [reason.message, reason];
    super(`${element}: ${attribute}: ${text}`, element, cause);
  }
}

/**
 * The handler of a job, or a called process, ended with a BPMN error that nothing catches (BPMN 2.0.2 §10.5.5). The
 * runtime retries the job as after a technical failure, then it stands as a failed job.
 */
export class UncaughtBpmnError extends EngineError {
  readonly code = 'engine.uncaught-bpmn-error';
  readonly kind = 'conflict';

  constructor(
    element: string,
    readonly errorCode: string,
    errorMessage?: string,
  ) {
    super(
      `${element}: nothing catches the BPMN error ${errorCode}${errorMessage ? ` (${errorMessage})` : ''}.`,
      element,
    );
  }
}

/** One step entered more activities than allowed: a loop without a wait, or a multi-instance of absurd size. */
export class RunawayLoopError extends EngineError {
  readonly code = 'engine.runaway-loop';
  readonly kind = 'conflict';

  constructor(
    limit: number,
    /** Ids of the elements that go round, in the order in which they are visited. */
    readonly elements: readonly string[],
  ) {
    super(
      `More than ${limit} activities in one step: a loop without a wait through ${elements.join(' → ')}. ` +
        'Give the loop a way out, or a task or timer to wait at.',
      elements[0],
    );
  }
}

/** A script in JavaScript, which runs only where the operator has turned that on. */
export class ScriptsOffError extends EngineError {
  readonly code = 'engine.scripts-off';
  readonly kind = 'conflict';

  constructor(element: string) {
    super(
      `${element}: scripts in JavaScript are turned off here. Write it in FEEL, or let the operator turn them on.`,
      element,
    );
  }
}

/** `startActivity` for an activity that the ad-hoc sub-process does not offer now. */
export class ActivityNotOfferedError extends EngineError {
  readonly code = 'engine.activity-not-offered';
  readonly kind = 'conflict';

  constructor(
    element: string,
    wanted: string,
    /** BPMN ids of the activities that it offers. */
    readonly offered: readonly string[],
  ) {
    const choice = offered.length > 0 ? `Choose one of ${offered.join(', ')}.` : 'It is done and offers none any more.';
    super(`${element}: ${wanted} cannot be started. ${choice}`, element);
  }
}

/** `startActivity` while another activity of a sequential ad-hoc sub-process runs (BPMN 2.0.2 §13.3.5). */
export class SequentialActivitiesError extends EngineError {
  readonly code = 'engine.sequential-activities';
  readonly kind = 'conflict';

  constructor(element: string, running: string) {
    super(`${element}: its activities run one after another. Complete ${running} first.`, element);
  }
}

/** The process has no start event without a trigger, so it cannot be started by hand. */
export class NoStartEventError extends EngineError {
  readonly code = 'engine.no-start-event';
  readonly kind = 'conflict';

  constructor(process: string) {
    super(`${process}: the process has no none start event.`, process);
  }
}

/** `start` at an element at which no instance begins. */
export class NotAnEntryError extends EngineError {
  readonly code = 'engine.not-an-entry';
  readonly kind = 'invalid';

  constructor(element: string, entries: readonly string[]) {
    const mend = entries.length === 0 ? 'None begins one.' : `Those that begin one: ${entries.join(', ')}.`;
    super(`${element}: no instance begins at this element. ${mend}`, element);
  }
}

/** The graph lacks an element that the state or the graph itself refers to: state and graph do not belong together. */
export class UnknownElementError extends EngineError {
  readonly code = 'engine.unknown-element';
  readonly kind = 'internal';

  constructor(element: string) {
    super(`The process definition has no element ${element}.`, element);
  }
}

/**
 * An event definition in a place where BPMN has none, e.g. an event sub-process that begins without a trigger. The lint
 * rules refuse such a model, so only one that was never deployed comes so far.
 */
export class UnsupportedElementError extends EngineError {
  readonly code = 'engine.unsupported-element';
  readonly kind = 'invalid';

  constructor(element: string, what: string) {
    super(`${element}: ${what} cannot be executed. Correct the model; congvan lint says how.`, element);
  }
}

/** The state was written by a later version of the engine. */
export class UnknownStateVersionError extends EngineError {
  readonly code = 'engine.unknown-state-version';
  readonly kind = 'internal';

  constructor(found: unknown) {
    super(`The stored state has format version ${String(found)}, which this version of the engine cannot read.`);
  }
}
