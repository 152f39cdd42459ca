import { run } from '../../office/src/index.js';
import { type CliCommand, print, UsageError } from './cli-command.js';
import { createAdminCommand } from './commands/create-admin.js';
import { demoCommand } from './commands/demo.js';
import { deployCommand } from './commands/deploy.js';
import { migrateCommand } from './commands/migrate.js';
import { openApiCommand } from './commands/openapi.js';
import { seedDemoCommand } from './commands/seed-demo.js';

const commands: readonly CliCommand[] = [
  createAdminCommand,
  migrateCommand,
  deployCommand,
  seedDemoCommand,
  openApiCommand,
  demoCommand,
];

/** Of a program that was called wrongly, as shells have it. */
const EXIT_USAGE = 2;

/** `npm run congvan -- <command>`: what operators and designers do from a terminal. */
run(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help') {
    print(help());
    return;
  }
  const command = commands.find((candidate) => candidate.name === name);
  try {
    if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${help()}`);
    await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError) && !isBadOption(error)) throw error;
    const usage = command === undefined ? '' : `\nUsage: npm run congvan -- ${command.name} ${command.usage}`;
    process.stderr.write(`${error.message}${usage}\n`);
    process.exitCode = EXIT_USAGE;
  }
});

function help(): string {
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`);
  return ['Usage: npm run congvan -- <command>', '', ...lines].join('\n');
}

/** What `parseArgs` of Node throws for options that it does not know. */
function isBadOption(error: unknown): error is Error {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS_');
}
