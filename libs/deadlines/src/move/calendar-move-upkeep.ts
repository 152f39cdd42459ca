import { type Database, listen, type Listening } from '#database';
import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import type { DeadlineCommands } from '../deadline-commands.js';
import { CALENDAR_MOVE_CHANNEL } from './begin-calendar-move.js';
import { findUnfinishedMove } from './calendar-moves.query.js';

const MOVER = { actor: 'system:calendar-move', requestId: 'calendar-move' };

/** A transaction of about 200 ms, for which the cases are locked: 500 of each kind, with what hangs on them. */
const BATCH = 500;
/** Finds what a worker left that died, and what programs have counted that heard of the calendars late. */
const ROUND_MS = 5_000;

export interface CalendarMoveUpkeepOptions {
  readonly executor: CommandExecutor;
  readonly database: Database;
  /** Of the database, as a connection URL. */
  readonly url: string;
  readonly logger: Logger;
  readonly moveBatch: DeadlineCommands['moveBatch'];
  /** Lets the calendars by which `executor` counts take up what is published. */
  readonly refreshCalendars: () => Promise<void>;
}

/** Lets open deadlines follow published calendars while a worker runs, part by part. */
export class CalendarMoveUpkeep {
  private readonly rounds: PeriodicUpkeep;
  private listening?: Listening;

  constructor(private readonly options: CalendarMoveUpkeepOptions) {
    this.rounds = new PeriodicUpkeep({
      everyMs: ROUND_MS,
      run: (goOn) => this.moveUnfinished(goOn),
      logger: options.logger,
      failureCode: 'deadlines.calendar-move-interrupted',
    });
  }

  start(): void {
    const { url, logger } = this.options;
    this.listening = listen({ url, channel: CALENDAR_MOVE_CHANNEL, logger, onNotification: () => this.rounds.runNow() });
    this.rounds.start();
  }

  /** Waits for the part that runs. */
  async stop(): Promise<void> {
    await Promise.all([this.rounds.stop(), this.listening?.close()]);
  }

  private async moveUnfinished(goOn: () => boolean): Promise<void> {
    const { executor, database, moveBatch, refreshCalendars } = this.options;
    const publication = await findUnfinishedMove(database);
    if (publication === undefined) return;
    // This program may be told of the move before it is told of the calendar.
    await refreshCalendars();
    while (goOn() && (await executor.execute(moveBatch, { publication, limit: BATCH }, MOVER)) === 'more');
  }
}
