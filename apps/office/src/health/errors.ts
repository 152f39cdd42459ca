import { CongvanError } from '#foundation';

/** A server this process cannot work without does not answer: send it no requests for now. */
export class NotReadyError extends CongvanError {
  readonly code = 'health.not-ready';
  readonly kind = 'transient';
}
