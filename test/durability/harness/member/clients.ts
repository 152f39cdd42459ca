import { newId } from '#foundation';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '../../../support/seeded-random.js';
import { models } from '../models/index.js';
import type { ClientOptions } from './member-options.js';
import type { Runtime } from './open-runtime.js';
import { Operator } from './operator.js';
import { refusalOf, Requests } from './requests.js';

/** The people of the load, all of one group, who grasp at the same tasks. */
const PEOPLE = ['an', 'binh', 'chi', 'dung'];
const GROUPS = ['clerk'];
/** Of a backlog only the oldest few are looked at, so that many look at the same. */
const WITHIN_REACH = 12;

const startable = models.flatMap(({ key, start }) => (start === undefined ? [] : [{ key, start }]));

/** Many clients in one process, each doing one thing after the other: begin, claim, complete, write letters, operate. */
export class Clients {
  private readonly requests: Requests;
  private readonly operator: Operator;
  private readonly chance: () => number;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private finishing = false;
  private mayStart = false;

  constructor(
    private readonly runtime: Runtime,
    name: string,
    private readonly options: ClientOptions,
  ) {
    this.requests = new Requests(runtime, name);
    const random = new SeededRandom(options.seed);
    this.chance = () => random.next();
    this.operator = new Operator(runtime.outside, this.requests, this.chance);
  }

  start(): void {
    const { parallel } = this.options;
    const loops = [this.watchBacklog(), ...Array.from({ length: parallel }, () => this.live())];
    this.running = this.requests.takeUp().then(() => Promise.all(loops));
  }

  finish(): void {
    this.finishing = true;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.requests.stop();
    await this.running;
  }

  private async live(): Promise<void> {
    while (!this.stopped) {
      await this.actOnce().catch((error: unknown) => {
        // The choice is read from a database that may be away; anything else is a defect and ends the process.
        if (refusalOf(error) !== undefined) throw error;
        return pause(200);
      });
      await pause(this.options.pauseMs);
    }
  }

  private async actOnce(): Promise<void> {
    const dice = this.chance();
    if (!this.finishing && this.mayStart && dice < 0.3) await this.startOne();
    else if (dice < 0.8) await this.takeTask();
    else if (dice < 0.92) await this.writeLetter();
    else await this.operator.act(this.finishing);
  }

  private async startOne(): Promise<void> {
    const { key, start } = this.oneOf(startable);
    const businessKey = newId();
    const variables = { ...start(this.chance), case: businessKey };
    await this.requests.send('start', 'clerk', { key, businessKey, variables }, { twice: this.chance() < 0.2 });
  }

  private async takeTask(): Promise<void> {
    const { rows } = await this.runtime.outside.query<{ id: string; element: string; assignee: string | null }>(
      `select id, element_id as element, assignee from user_task where status = 'open' order by due_at, id limit ${WITHIN_REACH}`,
    );
    if (rows.length === 0) return;
    const { id: taskId, element, assignee } = this.oneOf(rows);
    // Mostly left alone, so that its timers have their turn.
    if (element === 'decide' && this.chance() < 0.9) return;
    const person = assignee !== null && this.chance() < 0.7 ? assignee : this.oneOf(PEOPLE);
    const twice = this.chance() < 0.2;
    if (assignee === null && this.chance() < 0.4) await this.requests.send('claim', person, { taskId, groups: GROUPS }, { twice });
    else await this.requests.send('complete', person, { taskId, groups: GROUPS, variables: {}, formData: {} }, { twice });
  }

  /** Two clients may well send the same letter, or one that came long ago: its id says that it is the same. */
  private async writeLetter(): Promise<void> {
    const { rows } = await this.runtime.outside.query<{ correlationKey: string; element: string }>(
      `select correlation_key as "correlationKey", element_id as element from message_subscription limit ${WITHIN_REACH}`,
    );
    if (rows.length === 0) return;
    const { correlationKey, element } = this.oneOf(rows);
    const letter = this.chance() < 0.3 ? 'first' : element;
    const messageId = `${correlationKey}.${letter}`;
    await this.requests.send(
      'message',
      'post',
      { message: 'letter', correlationKey, messageId, variables: { [letter]: messageId } },
      { twice: this.chance() < 0.2 },
    );
  }

  private async watchBacklog(): Promise<void> {
    while (!this.stopped) {
      const count = this.runtime.outside.query<{ open: string }>(
        `select count(*) as open from (select 1 from job where status = 'ready' union all
           select 1 from user_task where status = 'open') work`,
      );
      const open = await count.then(({ rows }) => Number(rows[0]?.open), () => Infinity);
      this.mayStart = open < this.options.openWork;
      await pause(250);
    }
  }

  private oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.chance() * list.length)]!;
  }
}
