import { type CliCommand, print, UsageError } from './cli-command.js';

/** By name, in the order of the help. Each is loaded when it is needed. */
export type Commands = ReadonlyMap<string, () => Promise<CliCommand>>;

/** Of a program that was called wrongly, as shells have it. */
const EXIT_USAGE = 2;

/**
 * Runs what was typed behind the name of the program: a command, `help`, `help <command>`, `<command> --help` or
 * `--version`. What cannot be understood goes to standard error, with the exit code 2.
 *
 * @throws whatever stops a command that was understood.
 */
export async function runCommandLine(typed: readonly string[], commands: Commands, version: string): Promise<void> {
  const [first, ...args] = typed;
  if (first === '--version') return print(version);
  const asksForHelp = first === undefined || isHelp(first);
  const name = asksForHelp ? args[0] : first;
  if (name === undefined) return print(await helpOfAll(commands));
  const command = await commands.get(name)?.();
  if (command === undefined) {
    return refuse(`There is no command "${name}". There are: ${[...commands.keys()].join(', ')}.`);
  }
  if (asksForHelp || args.some((arg) => arg === '--help' || arg === '-h')) return print(helpOf(command));
  try {
    await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError) && !isBadOption(error)) throw error;
    refuse(`${error.message}\nUsage: npm run congvan -- ${command.name} ${command.usage}`);
  }
}

function isHelp(word: string): boolean {
  return ['help', '--help', '-h'].includes(word);
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_USAGE;
}

async function helpOfAll(commands: Commands): Promise<string> {
  const all = await Promise.all([...commands.values()].map((load) => load()));
  const lines = all.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`);
  return ['Usage: npm run congvan -- <command>', '', ...lines].join('\n');
}

function helpOf({ name, usage, summary }: CliCommand): string {
  return `${`Usage: npm run congvan -- ${name} ${usage}`.trimEnd()}\n\n${summary}`;
}

/** What `parseArgs` of Node throws for options that it does not know. */
function isBadOption(error: unknown): error is Error {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS_');
}
