import { CongvanError, type Finding } from '#foundation';

/** Parts of an instance have no place in the version it was to go to; the findings name each. It stands as before. */
export class MigrationImpossibleError extends CongvanError {
  readonly code = 'engine.migration-impossible';
  readonly kind = 'conflict';

  constructor(findings: readonly Finding[]) {
    const places = [...new Set(findings.map(({ where }) => where))].join(', ');
    super(`The instance cannot be migrated as it stands: ${places}. Complete the plan, or move its tokens first.`, {
      findings,
    });
  }
}

/** A modification names what the process does not have, or what is not live; nothing of it was done. */
export class ModificationImpossibleError extends CongvanError {
  readonly code = 'engine.modification-impossible';
  readonly kind = 'invalid';

  constructor(where: string, what: string, mend: string) {
    super(`${where}: ${what}. ${mend}`, { findings: [{ where, what, mend }] });
  }
}
