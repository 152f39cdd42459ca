import { type CalendarData, CalendarBook, VIETNAM } from '#calendar';
import { newId } from '#foundation';
import type { TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { foldChanges } from '../roll-ups/fold-changes.command.js';

const HOUR = 3_600_000;
const ALL_DAY = [{ from: '00:00', to: '23:59' }];
/** Around the clock, every day. */
export const NEVER_CLOSED: CalendarData = {
  ...VIETNAM,
  week: { 1: ALL_DAY, 2: ALL_DAY, 3: ALL_DAY, 4: ALL_DAY, 5: ALL_DAY, 6: ALL_DAY, 7: ALL_DAY },
  days: [],
};

/** A task in hours from now, and its end; without one it is open. */
export interface SomeTask {
  readonly element: string;
  readonly started: number;
  readonly due: number | null;
  readonly ended?: number;
  readonly unit?: string;
}

/** The deadline of a case, and the task in it. */
export interface SomeCase {
  readonly element: string;
  readonly started: number;
  readonly due: number;
  readonly taskEnded?: number;
  readonly closed?: number;
  readonly pausedUntil?: number;
  /** From when to when its clock stood still. */
  readonly pauses?: readonly (readonly [from: number, until: number])[];
}

/**
 * An office of which forecasts are made. It works around the clock where nothing else is said, so that its working hours are
 * (but for a minute a day) hours.
 */
export class ForecastOffice {
  readonly calendars: CalendarBook;
  private readonly now: number;
  private readonly definition = newId();

  constructor(
    private readonly test: TestDatabase,
    calendar: CalendarData = NEVER_CLOSED,
  ) {
    this.now = test.clock.now().getTime();
    this.calendars = new CalendarBook({ publication: 1, calendars: [{ data: calendar, version: 1 }], units: {}, usual: calendar.key });
  }

  at(hours: number): string {
    return new Date(Math.round(this.now + hours * HOUR)).toISOString();
  }

  /** In hours from now. */
  hoursTo(instant: string): number {
    return (Date.parse(instant) - this.now) / HOUR;
  }

  async begin(): Promise<void> {
    const deployment = newId();
    await this.query('insert into deployment values ($1, $2, $3)', [deployment, this.at(0), 'test']);
    await this.query(
      `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
       values ($1, $2, 'incoming', 1, '', '', '', '{}', $3)`,
      [this.definition, deployment, this.at(0)],
    );
    await this.query(
      `insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1)`,
    );
  }

  async addTask({ element, started, due, ended, unit }: SomeTask, instance?: string): Promise<string> {
    const id = newId();
    await this.query(
      `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, due_at,
                              priority, status, created_at, ended_at, completed_by)
       values ($1, $2, 1, $3, $3, '{}', $4, $5, 50, $6, $7, $8, $9)`,
      [
        id,
        instance ?? (await this.addInstance()),
        element,
        unit === undefined ? [] : [`unit:${unit}`],
        due === null ? null : this.at(due),
        ended === undefined ? 'open' : 'completed',
        this.at(started),
        ended === undefined ? null : this.at(ended),
        ended === undefined ? null : 'cuongpv',
      ],
    );
    return id;
  }

  async addCase({ element, started, due, taskEnded, closed, pausedUntil, pauses = [] }: SomeCase): Promise<string> {
    const [id, instance] = [newId(), await this.addInstance()];
    await this.addTask({ element, started, due: null, ended: taskEnded }, instance);
    const status = closed === undefined ? 'open' : closed <= due ? 'met' : 'missed';
    await this.query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule,
                             first_due_at, due_at, paused_until, status, closed_at)
       values ($1, $2, 'dueAt', 'Phúc đáp', 'reply-obligation', $8, 'QLCN', $3, 'đăng ký', '{}', $4, $4, $5, $6, $7)`,
      [
        id,
        instance,
        this.at(started),
        this.at(due),
        pausedUntil === undefined ? null : this.at(pausedUntil),
        status,
        closed === undefined ? null : this.at(closed),
        id,
      ],
    );
    for (const [from, until] of pauses) {
      await this.query(
        `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, due_before, due_after, reason, acted_by, approved_by)
         values ('case', $1, $2, 'pause', $3, $4, $5, $5, 'Chờ', 'x', 'y')`,
        [id, instance, this.at(from), this.at(until), this.at(due)],
      );
    }
    return id;
  }

  /** Counts what has ended, as a worker does. */
  async count(): Promise<void> {
    const { executor, as } = createTestExecutor(this.test.database);
    const input = { calendars: this.calendars, limit: 1_000 };
    while ((await executor.execute(foldChanges, input, as('system:sla'))).folded > 0);
  }

  private async addInstance(): Promise<string> {
    const id = newId();
    await this.query(
      `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
       values ($1, $2, $1, 'active', '{}', $3, 'test')`,
      [id, this.definition, this.at(0)],
    );
    return id;
  }

  private async query(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.test.database.query(sql, parameters);
  }
}
