import { CongvanError, type Finding } from '#foundation';

/** One thing that is wrong or doubtful in a BPMN file. `where` is `file:element`. */
export interface LintFinding extends Finding {
  /** An error refuses the deployment, a warning is shown. */
  readonly severity: 'error' | 'warning';
  /** BPMN id of the element; empty for the file as a whole. */
  readonly element: string;
}

/** A BPMN file cannot be used. `findings` lists every reason. */
export class UnusableBpmnFileError extends CongvanError {
  readonly code = 'bpmn.unusable-file';
  readonly kind = 'invalid';

  constructor(
    readonly file: string,
    override readonly findings: readonly LintFinding[],
  ) {
    super(
      `${file}: ${findings.map(({ element, what }) => (element === '' ? what : `${element}: ${what}`)).join(' ')}`,
      { findings },
    );
  }
}

/**
 * Gathers the findings of one file. There are three weights: what is *unusable* cannot be executed at all; an *error*
 * has a meaning, but nobody should deploy it; a *warning* is worth a look. The first two refuse a deployment.
 */
export class FindingCollector {
  readonly findings: LintFinding[] = [];
  private readonly broken = new Set<string>();
  private unusableFound = false;

  constructor(readonly file: string) {}

  unusable(element: string, code: string, what: string, mend: string): void {
    this.unusableFound = true;
    this.error(element, code, what, mend);
  }

  error(element: string, code: string, what: string, mend: string): void {
    this.broken.add(element);
    this.add('error', element, code, what, mend);
  }

  warning(element: string, code: string, what: string, mend: string): void {
    this.add('warning', element, code, what, mend);
  }

  /** Whether an error has been found at the element: what follows from it is then not worth a finding of its own. */
  isBroken(element: string): boolean {
    return this.broken.has(element);
  }

  get hasUnusable(): boolean {
    return this.unusableFound;
  }

  private add(severity: LintFinding['severity'], element: string, code: string, what: string, mend: string): void {
    const where = element === '' ? this.file : `${this.file}:${element}`;
    this.findings.push({ where, what, mend, code: `bpmn.${code}`, severity, element });
  }
}
