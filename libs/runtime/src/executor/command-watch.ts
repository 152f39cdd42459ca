import type { AuditEntry, Caller } from '#audit';
import { CongvanError, type JsonObject, type Logger } from '#foundation';
import type { CommandOutcome, RuntimeMetrics } from './runtime-metrics.js';

/** Follows one command from its call to its end, for the log and the metrics. */
export class CommandWatch {
  /** Carries the command, its caller and the request. */
  readonly log: Logger;
  private readonly startedAt = performance.now();

  constructor(
    private readonly command: string,
    caller: Caller,
    logger: Logger,
    private readonly metrics: RuntimeMetrics,
  ) {
    this.log = logger.child({ command, requestId: caller.requestId, actor: caller.actor });
  }

  /** @param entries what it left in the audit trail: they name what it was about */
  done(outcome: 'done' | 'replayed', entries: readonly AuditEntry[]): void {
    const ms = this.end(outcome);
    if (!this.log.isLevelEnabled('debug')) return;
    this.log.debug({ code: 'runtime.command-done', outcome, ms, ...idsIn(entries) });
  }

  /** What is refused or failed is told to the caller, who tells it on: here it is only for whoever searches. */
  threw(error: unknown): void {
    const { kind, code } = error instanceof CongvanError ? error : { kind: 'internal', code: String(error) };
    const outcome = kind === 'internal' || kind === 'transient' ? 'failed' : 'refused';
    const ms = this.end(outcome);
    this.log.debug({ code: 'runtime.command-not-done', outcome, ms, error: code });
  }

  /** Milliseconds since the call. */
  private end(outcome: CommandOutcome): number {
    const ms = performance.now() - this.startedAt;
    this.metrics.commands.inc({ command: this.command, outcome });
    this.metrics.commandDuration.observe({ command: this.command }, ms / 1000);
    return Math.round(ms * 10) / 10;
  }
}

/** Names of ids in the log, by the subject of an audit entry. */
const ID_OF_SUBJECT: Readonly<Record<string, string>> = {
  'process-instance': 'instanceId',
  'user-task': 'taskId',
  job: 'jobId',
  'process-definition': 'definitionId',
};
/** Facts in the detail of an entry that the log repeats. */
const IDS_IN_DETAIL = ['instanceId', 'jobId', 'businessKey'];

/** What a command was about; where it was about several things of a kind, the first of them. */
function idsIn(entries: readonly AuditEntry[]): JsonObject {
  const found = entries.flatMap(({ subject, subjectId, detail = {} }) => {
    const name = ID_OF_SUBJECT[subject];
    const inDetail = IDS_IN_DETAIL.map((id) => [id, detail[id]] as const);
    return [...(name === undefined ? [] : [[name, subjectId] as const]), ...inDetail];
  });
  return Object.fromEntries(found.filter((pair): pair is [string, string] => typeof pair[1] === 'string').reverse());
}
