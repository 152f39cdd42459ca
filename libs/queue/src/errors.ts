import { CongvanError } from '#foundation';

/** The Redis at hand may throw keys away, so it may not carry deliveries. */
export class UnsafeRedisError extends CongvanError {
  readonly code = 'queue.unsafe-redis';
  readonly kind = 'invalid';
}

/** The backend of the queue does not answer. */
export class QueueUnavailableError extends CongvanError {
  readonly code = 'queue.unavailable';
  readonly kind = 'transient';
}
