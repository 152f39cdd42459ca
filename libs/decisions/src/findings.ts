import type { Finding } from '#foundation';

/** One thing that is wrong or doubtful in a DMN file. `where` is `file:element`. */
export interface DecisionFinding extends Finding {
  /** An error refuses the deployment, a warning is shown. */
  readonly severity: 'error' | 'warning';
  /** Id of the element in the file, or of the nearest one around it that has one; empty for the file as a whole. */
  readonly element: string;
}

/** Gathers the findings of one file. */
export class DecisionFindings {
  readonly list: DecisionFinding[] = [];

  constructor(private readonly file: string) {}

  error(element: string, code: string, what: string, mend: string): void {
    this.add('error', element, code, what, mend);
  }

  warning(element: string, code: string, what: string, mend: string): void {
    this.add('warning', element, code, what, mend);
  }

  private add(severity: DecisionFinding['severity'], element: string, code: string, what: string, mend: string): void {
    const where = element === '' ? this.file : `${this.file}:${element}`;
    this.list.push({ where, what, mend, code: `dmn.${code}`, severity, element });
  }
}
