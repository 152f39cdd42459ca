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

/** An operator sets by hand whose work a step of a document is. */
export class RoutedByHandError extends CongvanError {
  readonly code = 'documents.routed-by-hand';
  readonly kind = 'forbidden';
  constructor(instanceId: string, names: readonly string[]) {
    super(
      `${names.join(', ')} of case ${instanceId} say who works on its document, and who reads it (47/QĐ-STP, Article 17): nobody sets ` +
        'them by hand. A leader changes the instruction (PUT /incoming-documents/{id}/instruction), whoever holds a task hands it over, ' +
        'and an operator gives a task that stands to those whose work it is (POST /tasks/{id}/change).',
    );
  }
}

/** An operator names, in a case of its own, a document that belongs to another. */
export class NamedByHandError extends CongvanError {
  readonly code = 'documents.routed-by-hand';
  readonly kind = 'forbidden';
  constructor(names: readonly string[]) {
    super(
      `${names.join(', ')}: a document of the registers has its own case, and no other is begun or changed to work on it. ` +
        'Register the document, or work on it in its case.',
    );
  }
}
