import { CongvanError, type Finding } from '#foundation';

/** Neither an instruction nor a task brought the document to the reader or the reader's unit. */
export class DocumentForbiddenError extends CongvanError {
  readonly code = 'documents.document-forbidden';
  readonly kind = 'forbidden';
  constructor(id: string) {
    super(`Neither an instruction nor a task brought document ${id} to you or your unit.`);
  }
}

/** A process gave a service task variables that its handler cannot work with: the model, or a form, is wrong. */
export class BadJobVariablesError extends CongvanError {
  readonly code = 'documents.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId, topic }: { elementId: string; topic: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} (${topic}) cannot read its variables: ${list}.`, { findings });
  }
}
