import { CongvanError } from '#foundation';

/** The operator has set no METRICS_TOKEN: to strangers there is nothing here. */
export class MetricsOffError extends CongvanError {
  readonly code = 'metrics.off';
  readonly kind = 'not-found';
  constructor() {
    super('This office tells no metrics.');
  }
}

export class MetricsTokenError extends CongvanError {
  readonly code = 'metrics.token-required';
  readonly kind = 'unauthenticated';
  constructor() {
    super('Send the METRICS_TOKEN of this office as "Authorization: Bearer <token>".');
  }
}
