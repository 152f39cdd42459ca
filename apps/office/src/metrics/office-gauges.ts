import { verifiedBackupAge } from '#backup';
import type { Database } from '#database';
import { countWithoutHolder } from '#documents';
import type { Logger } from '#foundation';
import { countFailedReminders } from '#reminders';
import { countStandingJobs } from '#runtime';
import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';

/** A database that is busy or away must not take the other metrics with it. */
const PATIENCE_MS = 2000;

/** What the gauges look at. */
interface GaugedOffice {
  readonly database: Database;
  readonly logger: Logger;
  /** IANA zone of the office. */
  readonly zone: string;
}

/** Gauges that are read when somebody asks: the pool of this process, and what stands in the database of the office. */
export function gaugeOffice(registry: Registry, { database, logger, zone }: GaugedOffice): void {
  const registers = [registry];
  new Gauge({
    name: 'congvan_database_pool_connections',
    help: 'Open connections of this process to Postgres, busy and idle.',
    labelNames: ['state'],
    registers,
    collect() {
      const { total, idle } = database.pooled;
      this.set({ state: 'busy' }, total - idle);
      this.set({ state: 'idle' }, idle);
    },
  });
  new Gauge({
    name: 'congvan_database_pool_waiting',
    help: 'Transactions and reads of this process that wait for a connection.',
    registers,
    collect() {
      this.set(database.pooled.waiting);
    },
  });
  new Gauge({
    name: 'congvan_standing_jobs',
    help: 'Jobs that are failed (for an operator) or due (in nobody’s hands). The same in every process of the office.',
    labelNames: ['state', 'kind'],
    registers,
    async collect() {
      this.reset();
      try {
        const jobs = await withPatience(countStandingJobs(database));
        for (const { state, kind, count } of jobs ?? []) this.set({ state, kind }, count);
      } catch (error) {
        logger.warn({ code: 'metrics.jobs-not-counted', error: (error as Error).message });
      }
    },
  });
  new Gauge({
    name: 'congvan_failed_reminders',
    help: 'Reminders of open deadlines that nobody tries to send any more. The same in every process of the office.',
    registers,
    async collect() {
      this.reset();
      try {
        const failed = await withPatience(countFailedReminders(database));
        if (failed !== undefined) this.set(failed);
      } catch (error) {
        logger.warn({ code: 'metrics.reminders-not-counted', error: (error as Error).message });
      }
    },
  });
  new Gauge({
    name: 'congvan_replies_without_head',
    help: 'Replies that are owed by units that nobody heads today. The same in every process of the office.',
    registers,
    async collect() {
      this.reset();
      try {
        const orphans = await withPatience(countWithoutHolder(database, zone));
        if (orphans !== undefined) this.set(orphans);
      } catch (error) {
        logger.warn({ code: 'metrics.replies-not-counted', error: (error as Error).message });
      }
    },
  });
  new Gauge({
    name: 'congvan_verified_backup_age_seconds',
    help: 'Seconds since a backup last passed its trial restore; missing where none ever has. The same in every process of the office.',
    registers,
    async collect() {
      this.reset();
      try {
        const age = await withPatience(verifiedBackupAge(database));
        if (age !== undefined) this.set(age);
      } catch (error) {
        logger.warn({ code: 'metrics.backups-not-counted', error: (error as Error).message });
      }
    },
  });
}

/** Undefined where the answer takes too long. */
function withPatience<T>(answer: Promise<T>): Promise<T | undefined> {
  return Promise.race([answer, pause(PATIENCE_MS, undefined, { ref: false })]);
}
