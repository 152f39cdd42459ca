import { type DestinationStream, pino, type Logger as PinoLogger, type SerializedError } from 'pino';

/**
 * Structured log, one JSON object a line. Every line that an operator may have to act on carries a stable `code`; secrets
 * and document contents are never logged.
 */
export type Logger = PinoLogger;

export function createLogger(options: {
  level: string;
  name: string;
  /** For programs whose standard output is their result. */
  toStandardError?: boolean;
  /** In place of a standard stream. */
  destination?: DestinationStream;
}): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', '*.password', 'token', '*.token', 'req.headers.authorization'],
    serializers: { err: errorWithoutValues },
  };
  if (options.destination !== undefined) return pino(settings, options.destination);
  return options.toStandardError ? pino(settings, pino.destination({ fd: process.stderr.fd, sync: true })) : pino(settings);
}

/**
 * Postgres says in which row it failed, with all of its values (“Failing row contains …”); drivers add the parameters of the
 * statement. Those are contents.
 */
function errorWithoutValues(error: Error): SerializedError {
  const { detail: _detail, where: _where, internalQuery: _query, parameters: _parameters, driverError: _driverError, ...said } =
    pino.stdSerializers.err(error);
  return said;
}
