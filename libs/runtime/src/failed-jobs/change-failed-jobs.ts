import type { Caller } from '#audit';
import type { Database } from '#database';
import { CongvanError, type Finding, type JsonObject, type Page } from '#foundation';
import type { Command } from '../executor/command.js';
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

/** It stands as it stood. */
export interface RefusedJob {
  readonly jobId: string;
  readonly outcome: 'refused';
  /** Why. */
  readonly findings: readonly Finding[];
}

/** All with the same output. @see resolveJob */
export function resolveFailedJobs(
  tools: OperatorTools,
  selection: FailedJobSelection,
  how: { readonly output: JsonObject; readonly reason: string },
  caller: Caller,
): Promise<Page<ResolvedJob | RefusedJob>> {
  return changeFailedJobs(tools, selection, resolveJob, how, caller);
}

/** @see cancelJob */
export function cancelFailedJobs(
  tools: OperatorTools,
  selection: FailedJobSelection,
  how: { readonly reason: string },
  caller: Caller,
): Promise<Page<CancelledJob | RefusedJob>> {
  return changeFailedJobs(tools, selection, cancelJob, how, caller);
}

/**
 * Does one thing to many failed jobs, oldest first, each in a transaction of its own, so that one that cannot keeps none of
 * the others back. A job that fails again meanwhile is not met again by `after`.
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
  for (const jobId of ids) {
    try {
      items.push(await executor.execute(command, { ...how, jobId }, caller));
    } catch (error) {
      if (!(error instanceof CongvanError) || error.kind === 'internal') throw error;
      items.push({ jobId, outcome: 'refused', findings: findingsOf(error, jobId) });
    }
  }
  return { items, next };
}

async function select(
  database: Database,
  { ids, ...filter }: FailedJobSelection,
): Promise<{ ids: readonly string[]; next: string | null }> {
  if (ids !== undefined) return { ids, next: null };
  const { items, next } = await listFailedJobs(database, filter);
  return { ids: items.map(({ id }) => id), next };
}

function findingsOf({ code, message, findings }: CongvanError, jobId: string): readonly Finding[] {
  return findings.length > 0 ? findings.map((finding) => ({ code, ...finding })) : [{ where: jobId, code, what: message }];
}
