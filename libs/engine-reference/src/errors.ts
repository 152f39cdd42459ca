import { CongvanError } from '#foundation';

/** bpmn-engine stopped with an error, cannot read the file, or was asked to move something that does not wait. */
export class ReferenceEngineError extends CongvanError {
  readonly code = 'engine-reference.failed';
  readonly kind = 'conflict';
}
