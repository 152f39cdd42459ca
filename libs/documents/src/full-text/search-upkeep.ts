import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import { indexEarlierDocuments } from './index-earlier-documents.command.js';

const INDEXER = { actor: 'system:search', requestId: 'search-upkeep' };

/** There is something to do once in the life of an office: when it gets the search. */
const PAUSE_MS = 3_600_000;
const BATCH = 200;

/** Takes documents into the search that were there before it, in small batches, from the start of a worker on. */
export function searchUpkeep({ executor, logger }: { executor: CommandExecutor; logger: Logger }): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: PAUSE_MS,
    run: async (goOn) => {
      while (goOn()) {
        const indexed = await executor.execute(indexEarlierDocuments, { limit: BATCH }, INDEXER);
        if (indexed === 0) return;
      }
    },
    logger,
    failureCode: 'documents.search-not-filled',
  });
}
