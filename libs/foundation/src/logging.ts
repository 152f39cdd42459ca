import { pino, type Logger as PinoLogger } from 'pino';

/**
 * Structured log, one JSON object a line on standard output. Every line that an operator may have to act on carries a
 * stable `code`; secrets and document contents are never logged.
 */
export type Logger = PinoLogger;

export function createLogger(options: { level: string; name: string }): Logger {
  return pino({
    name: options.name,
    level: options.level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', '*.password', 'token', '*.token', 'req.headers.authorization'],
  });
}
