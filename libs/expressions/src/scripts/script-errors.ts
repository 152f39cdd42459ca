import { CongvanError, type ErrorKind } from '#foundation';

/** A script that could not be run to its end. */
export class ScriptError extends CongvanError {
  readonly code: string = 'expressions.script';
  readonly kind: ErrorKind = 'invalid';

  constructor(
    what: string,
    /** Counted from 1; null where the place is not known. */
    readonly line: number | null = null,
    mend = 'Correct the script.',
  ) {
    super(`The script failed${line === null ? '' : ` in line ${line}`}: ${what}. ${mend}`);
  }
}

/** A script that took more than it may have. */
export class ScriptLimitError extends ScriptError {
  override readonly code = 'expressions.script-limit';

  constructor(
    readonly limit: 'time' | 'memory' | 'stack',
    line: number | null = null,
  ) {
    super(EXCEEDED[limit], line, 'Let it do less, or move the work into a service task.');
  }
}

const EXCEEDED = {
  time: 'it took longer than the time it may have (an endless loop?)',
  memory: 'it needed more memory than it may have',
  stack: 'its calls or brackets are nested too deeply (an endless recursion?)',
};

/** No sandbox is ready, because scripts broke those there were; new ones are being made at this moment. */
export class ScriptSandboxLostError extends ScriptError {
  override readonly code = 'expressions.script-sandbox-lost';
  override readonly kind = 'transient';

  constructor() {
    super('the sandbox is being made anew after a script that broke it', null, 'Run it again.');
  }
}
