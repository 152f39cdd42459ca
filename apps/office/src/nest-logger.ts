import type { Logger } from '#foundation';
import type { LoggerService } from '@nestjs/common';

/** Sends what Nest itself has to say into our log. Its chatter at boot is of use only when something is looked for. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(entry(message, rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(entry(message, rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(entry(message, rest));
  }
}

/** Nest passes the name of the speaking class last, and a stack before it when there is one. */
function entry(message: unknown, rest: unknown[]): object {
  const context = rest.at(-1);
  const stack = rest.length > 1 ? rest[0] : undefined;
  return message instanceof Error
    ? { code: 'nest', context, err: message }
    : { code: 'nest', context, stack, msg: String(message) };
}
