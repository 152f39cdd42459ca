import type { CliCommand } from '../../apps/cli/src/cli-command.js';

/** What a program that only runs this command would have left behind. */
export interface CommandRun {
  readonly output: string;
  readonly exitCode: number;
}

/** Runs a command as main does, in this very process. What it throws is thrown. */
export async function runCommand(command: CliCommand, ...args: string[]): Promise<CommandRun> {
  const written: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await command.run(args);
    return { output: written.join(''), exitCode: Number(process.exitCode) };
  } finally {
    process.exitCode = before;
    stdout.mockRestore();
  }
}
