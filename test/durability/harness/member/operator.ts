import type pg from 'pg';
import { POISON } from '../models/index.js';
import type { Requests } from './requests.js';
import type { InputOf, Verb } from './verbs.js';

/** The operator of the load: cancels and holds a case now and then, lets held ones go on, retries failed jobs. */
export class Operator {
  constructor(
    private readonly outside: pg.Pool,
    private readonly requests: Requests,
    private readonly chance: () => number,
  ) {}

  /** @param finishing brings everything to its end, and holds up nothing any more. */
  async act(finishing: boolean): Promise<void> {
    const dice = this.chance();
    if (!finishing && dice < 0.1) await this.cancel();
    else if (!finishing && dice < 0.2) await this.suspend();
    else if (dice < 0.6) await this.resume();
    else await this.retry();
  }

  private async cancel(): Promise<void> {
    const instanceId = await this.anyRoot();
    if (instanceId !== undefined) await this.send('cancel', { instanceId, reason: 'chance' });
  }

  private async suspend(): Promise<void> {
    const instanceId = await this.anyRoot();
    const timers = this.chance() < 0.5 ? 'keep-due' : 'keep-remaining';
    if (instanceId !== undefined) await this.send('suspend', { instanceId, timers, reason: 'chance', withCalled: true });
  }

  private async resume(): Promise<void> {
    const instanceId = await this.any(
      `select id from process_instance where status = 'active' and suspended_at is not null order by random() limit 1`,
    );
    if (instanceId !== undefined) await this.send('resume', { instanceId });
  }

  private async retry(): Promise<void> {
    const jobId = await this.any(
      `select id from job where status = 'failed' and topic is distinct from $1 order by random() limit 1`,
      ['poison'],
    );
    if (jobId !== undefined) await this.send('retry', { jobId });
  }

  /** One of the latest that run, which are likely to be in the middle of something. */
  private anyRoot(): Promise<string | undefined> {
    return this.any(
      `select id from (
         select i.id from process_instance i join process_definition d on d.id = i.definition_id
         where i.status = 'active' and i.parent_instance_id is null and d.key <> $1 and i.suspended_at is null
         order by i.started_at desc limit 50) latest
       order by random() limit 1`,
      [POISON],
    );
  }

  private async any(sql: string, values: readonly unknown[] = []): Promise<string | undefined> {
    const { rows } = await this.outside.query<{ id: string }>(sql, [...values]);
    return rows[0]?.id;
  }

  private send<V extends Verb>(verb: V, input: InputOf<V>): Promise<void> {
    return this.requests.send(verb, 'operator', input);
  }
}
