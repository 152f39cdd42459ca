import { UsageError } from '../cli-command.js';

/** Options of every command that lists, for `parseArgs`. */
export const PAGE_OPTIONS = {
  limit: { type: 'string', default: '1000' },
  after: { type: 'string' },
} as const;

/** How many rows `--limit` asks for. @throws UsageError */
export function mostOf({ limit }: { readonly limit: string }): number {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1) throw new UsageError(`"${limit}" is no number of rows for --limit.`);
  return most;
}

/** Says on standard error, so that the output stays clean, how to see the rows that come after these. */
export function tellNext(next: string | null): void {
  if (next !== null) process.stderr.write(`There are more: add --after ${next}\n`);
}
