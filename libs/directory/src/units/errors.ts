import { CongvanError, type Finding } from '#foundation';

/** Name or place of the unit cannot change so; the findings tell why, and nothing was changed. */
export class UnitRevisionRefusedError extends CongvanError {
  readonly code = 'directory.unit-revision-refused';
  readonly kind = 'invalid';

  constructor(code: string, findings: readonly Finding[]) {
    super(`The unit ${code} cannot be changed so: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}
