import { CongvanError } from '#foundation';

/** A defect: a command changed something and left no trace of it. */
export class UnauditedCommandError extends CongvanError {
  readonly code = 'runtime.unaudited-command';
  readonly kind = 'internal';
  constructor(command: string) {
    super(`Command ${command} left no audit entry; it was rolled back.`);
  }
}

/** One idempotency key stands for one request, and this is another. Nothing was done. */
export class IdempotencyKeyReusedError extends CongvanError {
  readonly code = 'runtime.idempotency-key-reused';
  readonly kind = 'invalid';
  constructor(key: string) {
    super(`The idempotency key "${key}" came with another request before; nothing was done.`, {
      findings: [
        {
          where: 'Idempotency-Key',
          what: 'came with another request before',
          mend: 'Send a fresh key with each new request, and the same one only to repeat a request unchanged.',
        },
      ],
    });
  }
}
