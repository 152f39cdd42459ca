import { run } from '../../office/src/run.js';
import { type CliCommand, print, UsageError } from './cli-command.js';

/**
 * By name, in the order of the help. Each is loaded when it is called: a designer's command must not wait for all that
 * the office is made of.
 */
const commands: ReadonlyMap<string, () => Promise<CliCommand>> = new Map([
  ['create-admin', async () => (await import('./commands/create-admin.js')).createAdminCommand],
  ['migrate-database', async () => (await import('./commands/migrate-database.js')).migrateDatabaseCommand],
  ['deploy', async () => (await import('./commands/deploy.js')).deployCommand],
  ['migrate', async () => (await import('./commands/migrate.js')).migrateCommand],
  ['instances', async () => (await import('./commands/instances.js')).instancesCommand],
  ['seed-demo', async () => (await import('./commands/seed-demo.js')).seedDemoCommand],
  ['openapi', async () => (await import('./commands/openapi.js')).openApiCommand],
  ['demo', async () => (await import('./commands/demo.js')).demoCommand],
  ['lint', async () => (await import('./commands/lint.js')).lintCommand],
  ['test', async () => (await import('./commands/test.js')).testCommand],
  ['rehearse', async () => (await import('./commands/rehearse.js')).rehearseCommand],
  ['trace', async () => (await import('./commands/trace.js')).traceCommand],
]);

/** Of a program that was called wrongly, as shells have it. */
const EXIT_USAGE = 2;

/** `npm run congvan -- <command>`: what operators and designers do from a terminal. */
run(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help') {
    print(await help());
    return;
  }
  const command = await commands.get(name)?.();
  try {
    if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${await help()}`);
    await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError) && !isBadOption(error)) throw error;
    const usage = command === undefined ? '' : `\nUsage: npm run congvan -- ${command.name} ${command.usage}`;
    process.stderr.write(`${error.message}${usage}\n`);
    process.exitCode = EXIT_USAGE;
  }
});

async function help(): Promise<string> {
  const all = await Promise.all([...commands.values()].map((load) => load()));
  const lines = all.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`);
  return ['Usage: npm run congvan -- <command>', '', ...lines].join('\n');
}

/** What `parseArgs` of Node throws for options that it does not know. */
function isBadOption(error: unknown): error is Error {
  return String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS_');
}
