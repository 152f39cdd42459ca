import { CongvanError } from '#foundation';
import { Stopping } from './stopping/stopping.js';

/**
 * Runs the main function of a program. What stops it from starting is told once, readably, on standard error.
 * @param main gets the orderly end of the program, to share among its parts
 */
export function run(main: (stopping: Stopping) => Promise<void>): void {
  const stopping = new Stopping();
  main(stopping).catch((error: unknown) => {
    // A start that is broken off fails somewhere; whoever broke it off ends the process.
    if (stopping.announced) return;
    process.stderr.write(
      `\n${error instanceof CongvanError ? explain(error) : String((error as Error).stack ?? error)}\n`,
    );
    process.exit(1);
  });
}

/** The message with every finding on a line of its own; some messages carry them already. */
function explain(error: CongvanError): string {
  const lines = error.findings
    .map(({ where, what, mend }) => `  ${where}: ${what}${mend === undefined ? '' : ` – ${mend}`}`)
    .filter((_line, index) => !error.message.includes(error.findings[index]!.where));
  return [`${error.message} [${error.code}]`, ...lines].join('\n');
}
