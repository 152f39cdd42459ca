import { type Database, listen, type Listening } from '#database';
import type { Logger } from '#foundation';
import type { CommandExecutor } from '#runtime';
import type { DeadlineCommands } from '../deadline-commands.js';
import { CALENDAR_MOVE_CHANNEL } from './begin-calendar-move.js';
import { findUnfinishedMoves } from './calendar-moves.query.js';

const MOVER = { actor: 'system:calendar-move', requestId: 'calendar-move' };

/** A transaction of about 200 ms, for which the cases are locked: 500 of each kind, with what hangs on them. */
const BATCH = 500;
/** Finds what a worker left that died, and waits for calendars that this program does not know yet. */
const ROUND_MS = 5_000;

export interface CalendarMoveUpkeepOptions {
  readonly executor: CommandExecutor;
  readonly database: Database;
  /** Of the database, as a connection URL. */
  readonly url: string;
  readonly logger: Logger;
  readonly moveBatch: DeadlineCommands['moveBatch'];
}

/** Lets open deadlines follow published calendars while a worker runs, part by part. */
export class CalendarMoveUpkeep {
  private listening?: Listening;
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: CalendarMoveUpkeepOptions) {}

  start(): void {
    const { url, logger } = this.options;
    const look = () => {
      if (!this.stopped) this.running = this.running.then(() => this.round());
    };
    this.listening = listen({ url, channel: CALENDAR_MOVE_CHANNEL, logger, onNotification: look });
    this.timer = setInterval(look, ROUND_MS).unref();
    look();
  }

  /** Waits for the part that runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.listening?.close();
    await this.running;
  }

  /** What fails is tried again by the next round. */
  private async round(): Promise<void> {
    const { database, logger } = this.options;
    try {
      for (const publication of await findUnfinishedMoves(database)) await this.move(publication);
    } catch (error) {
      logger.warn({ code: 'deadlines.calendar-move-interrupted', error: (error as Error).message });
    }
  }

  private async move(publication: number): Promise<void> {
    const { executor, moveBatch } = this.options;
    while (!this.stopped) {
      const outcome = await executor.execute(moveBatch, { publication, limit: BATCH }, MOVER);
      if (outcome !== 'more') return;
    }
  }
}
