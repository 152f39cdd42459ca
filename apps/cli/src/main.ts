import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../office/src/project-root.js';
import { run } from '../../office/src/run.js';
import { type Commands, runCommandLine } from './command-line.js';

/** Each is loaded when it is called: a designer's command must not wait for all that the office is made of. */
const commands: Commands = new Map([
  ['create-admin', async () => (await import('./commands/create-admin.js')).createAdminCommand],
  ['create-worker-token', async () => (await import('./commands/create-worker-token.js')).createWorkerTokenCommand],
  ['worker-tokens', async () => (await import('./commands/worker-tokens.js')).workerTokensCommand],
  ['migrate-database', async () => (await import('./commands/migrate-database.js')).migrateDatabaseCommand],
  ['clean-history', async () => (await import('./commands/clean-history.js')).cleanHistoryCommand],
  ['files', async () => (await import('./commands/files.js')).filesCommand],
  ['backup', async () => (await import('./commands/backup.js')).backupCommand],
  ['sla-backtest', async () => (await import('./commands/sla-backtest.js')).slaBacktestCommand],
  ['recompute-sla', async () => (await import('./commands/recompute-sla.js')).recomputeSlaCommand],
  ['deploy', async () => (await import('./commands/deploy.js')).deployCommand],
  ['migrate', async () => (await import('./commands/migrate.js')).migrateCommand],
  ['instances', async () => (await import('./commands/instances.js')).instancesCommand],
  ['jobs', async () => (await import('./commands/jobs.js')).jobsCommand],
  ['calendars', async () => (await import('./commands/calendars.js')).calendarsCommand],
  ['deadlines', async () => (await import('./commands/deadlines.js')).deadlinesCommand],
  ['reminders', async () => (await import('./commands/reminders.js')).remindersCommand],
  ['sla-report', async () => (await import('./commands/sla-report.js')).slaReportCommand],
  ['import-office', async () => (await import('./commands/import-office.js')).importOfficeCommand],
  ['units', async () => (await import('./commands/units.js')).unitsCommand],
  ['registers', async () => (await import('./commands/registers.js')).registersCommand],
  ['seed-demo', async () => (await import('./commands/seed-demo.js')).seedDemoCommand],
  ['openapi', async () => (await import('./commands/openapi.js')).openApiCommand],
  ['demo', async () => (await import('./commands/demo.js')).demoCommand],
  ['lint', async () => (await import('./commands/lint.js')).lintCommand],
  ['test', async () => (await import('./commands/test.js')).testCommand],
  ['rehearse', async () => (await import('./commands/rehearse.js')).rehearseCommand],
  ['trace', async () => (await import('./commands/trace.js')).traceCommand],
]);

/** `npm run congvan -- <command>`: what operators and designers do from a terminal. */
run(async () => {
  const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  await runCommandLine(process.argv.slice(2), commands, version);
});
