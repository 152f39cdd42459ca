import { CongvanError } from '#foundation';

/** What would be entered now is not what was reviewed: the files or the directory have changed since. */
export class ImportNotAsReviewedError extends CongvanError {
  readonly code = 'directory.import-not-as-reviewed';
  readonly kind = 'conflict';

  constructor() {
    super('The files or the directory have changed since they were reviewed. Review the plan anew, and give its hash.');
  }
}

/** Something in the files is wrong, so nothing was entered. */
export class ImportRefusedError extends CongvanError {
  readonly code = 'directory.import-refused';
  readonly kind = 'invalid';

  constructor(findings: readonly { readonly sheet: string; readonly line: number; readonly column: string; readonly code: string; readonly what: string; readonly mend?: string }[]) {
    super('The files cannot be imported; nothing was entered.', {
      findings: findings.map(({ sheet, line, column, ...rest }) => ({ where: `${sheet}[${line}].${column}`, ...rest })),
    });
  }
}
