import { CongvanError } from '#foundation';

/** Runs the main function of a program. What stops it from starting is told once, readably, on standard error. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
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
