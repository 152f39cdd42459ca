import { CalendarBook, VIETNAM } from '#calendar';
import { type Database, listen, type Listening } from '#database';
import { CALENDAR_CHANNEL, loadCalendars, publishCalendar } from '#deadlines';
import { type Logger, newId } from '#foundation';
import type { CommandExecutor } from '#runtime';

/** What a notification that got lost is made up for by. */
const REFRESH_MS = 30_000;

export interface CurrentCalendarsOptions {
  readonly database: Database;
  /** Of the database, as a connection URL. */
  readonly url: string;
  readonly logger: Logger;
}

/**
 * The calendars of the office as a running program knows them: loaded when it opens, and again whenever somebody has
 * published or assigned one.
 */
export class CurrentCalendars {
  readonly book = new CalendarBook();
  private listening?: Listening;
  private timer?: NodeJS.Timeout;
  private loading: Promise<void> = Promise.resolve();

  constructor(private readonly options: CurrentCalendarsOptions) {}

  /**
   * Loads the calendars and keeps them current from then on. An office that has none gets that of Vietnam.
   * @throws DatabaseUnavailableError
   */
  async open(executor: CommandExecutor): Promise<void> {
    const { database, url, logger } = this.options;
    if ((await loadCalendars(database)) === null) {
      const caller = { actor: 'system:start', requestId: newId() };
      await executor.execute(publishCalendar, { data: VIETNAM, basedOn: 0 }, caller);
    }
    await this.load();
    const refresh = () => void this.refresh();
    this.listening = listen({ url, channel: CALENDAR_CHANNEL, logger, onNotification: refresh, onListening: refresh });
    this.timer = setInterval(refresh, REFRESH_MS);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.listening?.close();
    await this.loading;
  }

  /** Takes up what was committed before the call. What fails is logged, and left to the next time. */
  refresh(): Promise<void> {
    // One after the other: an older state must not come in behind a newer one.
    this.loading = this.loading.then(() => this.load()).catch((error: Error) => {
      this.options.logger.warn({ code: 'office.calendars-not-refreshed', error: error.message });
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    const state = await loadCalendars(this.options.database);
    if (state !== null) this.book.use(state);
  }
}
