import type { Caller } from '#audit';
import type { Database } from '#database';
import { CongvanError, type Logger } from '#foundation';
import type { CommandExecutor } from '../executor/command-executor.js';
import type { DefinitionStore } from '../definitions/definition-store.js';
import {
  type CasePosition,
  type DeletedCases,
  deleteEndedCases,
  type DeleteEndedCasesInput,
} from './delete-ended-cases.command.js';
import { dropEmptyMonths } from './drop-empty-months.command.js';

export interface HistoryTools {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly definitions: DefinitionStore;
  readonly logger: Logger;
  /** ISO 8601 duration, for processes that say nothing themselves; absent: they are kept for ever. */
  readonly timeToLive?: string;
}

export interface CleanHistoryOptions {
  /** Only tells what would be deleted. */
  readonly dryRun?: boolean;
  /** Asked before each part. Absent: until all is done. */
  readonly goOn?: () => boolean;
}

/** What came of one version of a process. */
export interface CleanedProcess {
  readonly key: string;
  readonly version: number;
  /** ISO 8601 duration. */
  readonly timeToLive: string;
  /** Cases that were deleted, or would be: an instance with all that it has called. */
  readonly cases: number;
  readonly instances: number;
  /** Cases whose time is over and that stay: how many by reason. */
  readonly kept: Readonly<Record<string, number>>;
}

export interface CleanedHistory {
  /** Those of which a case was over its time. */
  readonly processes: readonly CleanedProcess[];
  /** Whether there was time for all. */
  readonly complete: boolean;
}

/** Cases in one transaction: with ten instances of 20 activities each some 4,000 rows, well below a second. */
const BATCH = 20;

/**
 * Deletes ended cases that have been kept long enough: as long as `camunda:historyTimeToLive` of their process says, else
 * the setting. Then drops months of the history that have become empty. Each part is a transaction of its own, so what is
 * done stays done wherever it is broken off.
 */
export async function cleanHistory(
  tools: HistoryTools,
  caller: Caller,
  { dryRun = false, goOn = () => true }: CleanHistoryOptions = {},
): Promise<CleanedHistory> {
  const processes: CleanedProcess[] = [];
  for (const { id, key, version } of await processesWithEndedCases(tools.database)) {
    const timeToLive = await timeToLiveOf(tools, id);
    if (timeToLive === undefined) continue;
    const { complete, ...sum } = await cleanDefinition(tools, caller, { definitionId: id, timeToLive, dryRun }, goOn);
    if (sum.cases > 0 || Object.keys(sum.kept).length > 0) processes.push({ key, version, timeToLive, ...sum });
    if (!complete) return { processes, complete };
  }
  if (!dryRun) await tools.executor.execute(dropEmptyMonths, undefined, caller);
  return { processes, complete: true };
}

async function cleanDefinition(
  { executor }: HistoryTools,
  caller: Caller,
  what: Pick<DeleteEndedCasesInput, 'definitionId' | 'timeToLive' | 'dryRun'>,
  goOn: () => boolean,
): Promise<Pick<CleanedProcess, 'cases' | 'instances' | 'kept'> & { complete: boolean }> {
  const kept: Record<string, number> = {};
  let [cases, instances] = [0, 0];
  let after: CasePosition | null | undefined;
  while (after !== null && goOn()) {
    const part: DeletedCases = await executor.execute(deleteEndedCases, { ...what, limit: BATCH, after }, caller);
    cases += part.cases;
    instances += part.instances;
    for (const [reason, count] of Object.entries(part.kept)) kept[reason] = (kept[reason] ?? 0) + count;
    after = part.last;
  }
  return { cases, instances, kept, complete: after === null };
}

function processesWithEndedCases(database: Database): Promise<{ id: string; key: string; version: number }[]> {
  return database.query(
    `select id, key, version from process_definition d
     where exists (select from process_instance i
                   where i.definition_id = d.id and i.root_instance_id = i.id and i.status <> 'active')
     order by key, version`,
  );
}

/** A version that this program cannot read keeps its cases, and keeps nobody from cleaning the others. */
async function timeToLiveOf(
  { database, definitions, logger, timeToLive }: HistoryTools,
  definitionId: string,
): Promise<string | undefined> {
  try {
    const { historyTimeToLive: days } = await definitions.graph(database, definitionId);
    return days === undefined ? timeToLive : `P${days}D`;
  } catch (error) {
    if (!(error instanceof CongvanError) || error.kind === 'transient') throw error;
    logger.warn({ code: 'runtime.history-not-cleaned', definitionId, error: error.message });
    return undefined;
  }
}
