import type { Caller } from '#audit';
import { CommitUnknownError, type Database, isOutage } from '#database';
import { CongvanError, type Finding, type JsonObject, type Logger, type Page } from '#foundation';
import type { Command } from '../executor/command.js';
import { describeFailure } from '../jobs/job-failure.js';
import type { OperatorTools } from '../live-change/operator-tools.js';
import { type FailedJobFilter, listFailedJobs } from './failed-jobs.query.js';
import { cancelJob, type CancelledJob } from './cancel-job.command.js';
import { resolveJob, type ResolvedJob } from './resolve-job.command.js';

/** Which failed jobs are meant. */
export interface FailedJobSelection extends FailedJobFilter {
  /** These alone, whatever the filter and the page; absent: those that the filter names. */
  readonly ids?: readonly string[];
  /** Jobs in one part of the work; `after` goes on where the last part has ended. */
  readonly limit: number;
  readonly after?: string;
}

/** Nothing came of it, or nobody knows what did. */
export interface RefusedJob {
  readonly jobId: string;
  /**
   * `refused`: it stands as it stood. `unknown`: the connection was lost during the commit, so it may have been done: look.
   */
  readonly outcome: 'refused' | 'unknown';
  /** Why. */
  readonly findings: readonly Finding[];
}

/** All with the same output. @param resolve with what the office knows of single jobs @see resolveJob */
export function resolveFailedJobs(
  tools: OperatorTools,
  selection: FailedJobSelection,
  how: { readonly output: JsonObject; readonly reason: string },
  caller: Caller,
  resolve: typeof resolveJob = resolveJob,
): Promise<Page<ResolvedJob | RefusedJob>> {
  return changeFailedJobs(tools, selection, resolve, how, caller);
}

/** @param cancel with what the office knows of single jobs @see cancelJob */
export function cancelFailedJobs(
  tools: OperatorTools,
  selection: FailedJobSelection,
  how: { readonly reason: string },
  caller: Caller,
  cancel: typeof cancelJob = cancelJob,
): Promise<Page<CancelledJob | RefusedJob>> {
  return changeFailedJobs(tools, selection, cancel, how, caller);
}

/**
 * Does one thing to many failed jobs, oldest first, each in a transaction of its own, so that one that cannot keeps none of
 * the others back. A job that fails again meanwhile is not met again by `after`. Once a job is done, whatever happens to the
 * others is told with it: where the database goes away, those that are left are not tried any more.
 * @throws what keeps the first job from being done, where that is nothing it could be refused for
 */
export async function changeFailedJobs<How extends object, Done>(
  { executor, database }: OperatorTools,
  selection: FailedJobSelection,
  command: Command<How & { readonly jobId: string }, Done>,
  how: How,
  caller: Caller,
): Promise<Page<Done | RefusedJob>> {
  const { ids, next } = await select(database, selection);
  const items: (Done | RefusedJob)[] = [];
  for (const [index, jobId] of ids.entries()) {
    try {
      items.push(await executor.execute(command, { ...how, jobId }, caller));
    } catch (error) {
      if (index === 0 && !isAboutTheJob(error)) throw error;
      if (!isAboutTheJob(error) && !isAway(error)) logDefect(executor.logger, jobId, error);
      const outcome = error instanceof CommitUnknownError ? 'unknown' : 'refused';
      items.push({ jobId, outcome, findings: findingsOf(error, jobId) });
      if (!isAway(error)) continue;
      items.push(...ids.slice(index + 1).map(untried));
      break;
    }
  }
  return { items, next };
}

/** The database is. One lost connection says nothing about the next one. */
function isAway(error: unknown): boolean {
  return isOutage(error) && !(error instanceof CommitUnknownError);
}

function isAboutTheJob(error: unknown): error is CongvanError {
  return error instanceof CongvanError && error.kind !== 'internal' && !isAway(error);
}

function logDefect(logger: Logger, jobId: string, error: unknown): void {
  const { message, stack } = describeFailure(error);
  logger.error({ code: 'runtime.bulk-item-failed', jobId, error: stack ?? message });
}

async function select(
  database: Database,
  { ids, ...filter }: FailedJobSelection,
): Promise<{ ids: readonly string[]; next: string | null }> {
  if (ids !== undefined) return { ids, next: null };
  const { items, next } = await listFailedJobs(database, filter);
  return { ids: items.map(({ id }) => id), next };
}

/** What went wrong inside the program is in its log; whoever asked is told no more than that it did. */
function findingsOf(error: unknown, jobId: string): readonly Finding[] {
  if (!isAboutTheJob(error)) return [{ where: jobId, ...(isAway(error) ? NO_DATABASE : DEFECT) }];
  const { code, message, findings } = error;
  return findings.length > 0 ? findings.map((finding) => ({ code, ...finding })) : [{ where: jobId, code, what: message }];
}

function untried(jobId: string): RefusedJob {
  return { jobId, outcome: 'refused', findings: [{ where: jobId, ...NO_DATABASE }] };
}

const NO_DATABASE = { code: 'database.unavailable', what: 'was not done: the database does not answer', mend: 'Try it again later.' };
const DEFECT = { what: 'was not done: the program failed at it', mend: 'The log of the server says why.' };
