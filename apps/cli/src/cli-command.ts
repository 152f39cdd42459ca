import { CongvanError } from '#foundation';

/** One command of the command line. */
export interface CliCommand {
  readonly name: string;
  /** Options and arguments, as they stand in the help. */
  readonly usage: string;
  readonly summary: string;
  /** @param args what follows the name of the command */
  run(args: string[]): Promise<void>;
}

/** The command line was called in a way that it does not understand. */
export class UsageError extends CongvanError {
  readonly code = 'cli.usage';
  readonly kind = 'invalid';
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
