import type { Database } from '#database';
import { newId } from '#foundation';
import type { SeededRandom } from '../../../../test/support/seeded-random.js';
import { HistoryPosts, PEOPLE, UNITS } from './history-posts.js';

export interface HistoryCase {
  readonly rootId: string;
  readonly childId: string;
  process: string;
  /** Null: no incoming document. */
  document: { readonly id: string; kind: string; urgency: string } | null;
  /** From, to: as they count in the end, for every task of the case. */
  readonly pauses: [string, string][];
  /** Its history has been deleted. */
  gone: boolean;
}

export interface HistoryTask {
  readonly id: string;
  readonly case: HistoryCase;
  readonly inChild: boolean;
  readonly element: string;
  /** The unit that its groups name; null: it is offered to clerks, wherever they work. */
  readonly offeredTo: string | null;
  readonly createdAt: string;
  status: 'open' | 'completed' | 'cancelled';
  person: string | null;
  dueAt: string | null;
  endedAt: string | null;
  takenAt: string | null;
  /** Its own. */
  readonly pauses: [string, string][];
  /** Whether its deadline was, and whether that was too late. */
  extended: 'in-time' | 'late' | null;
  /** What was decided about its deadline. */
  readonly dueActs: { readonly at: string; readonly before: string; readonly isCorrection: boolean }[];
  /** To which it counts, by the posts that are known now. */
  readonly unit: string | null;
}

export const KINDS = ['Công văn', 'Quyết định'];
export const URGENCIES = ['normal', 'flash'];
export const ELEMENTS = ['Draft', 'Check', 'Sign'];
export const PROCESSES = ['incoming', 'reply'];

const HOUR = 3_600_000;

/**
 * A made-up past of an office, kept twice: in the tables, and as plain objects from which a test counts what a report should
 * say. What happens is chosen at random, late corrections among it.
 */
export class TaskHistory {
  readonly cases: HistoryCase[] = [];
  readonly tasks: HistoryTask[] = [];
  private readonly definitions = new Map<string, string>();
  private readonly posts: HistoryPosts;
  private tasksMade = 0;

  constructor(
    private readonly database: Database,
    private readonly random: SeededRandom,
    /** Everything happens in the 100 days before. */
    private readonly now: number,
  ) {
    this.posts = new HistoryPosts(database, random, () => this.someInstant(), now);
  }

  async begin(): Promise<void> {
    const at = new Date(this.now).toISOString();
    const deployment = newId();
    await this.database.query('insert into deployment values ($1, $2, $3)', [deployment, at, 'test']);
    for (const process of PROCESSES) {
      const id = newId();
      this.definitions.set(process, id);
      await this.database.query(
        `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
         values ($1, $2, $3, 1, '', '', '', '{}', $4)`,
        [id, deployment, process, at],
      );
    }
    await this.posts.begin();
    for (let number = 1; number <= 12; number++) await this.addCase(number);
  }

  /** So many things happen, one after the other. */
  async goOn(times: number): Promise<void> {
    const acts = [
      () => this.addTask(), () => this.addTask(), () => this.addTask(), () => this.end(), () => this.end(), () => this.end(),
      () => this.take(), () => this.moveDeadline(), () => this.correctDeadline(), () => this.reopen(), () => this.correctDocument(), () => this.posts.appoint(), () => this.posts.endOne(),
      () => this.migrate(), () => this.pause(),
    ];
    for (let time = 0; time < times; time++) await this.random.oneOf(acts)();
  }

  /** Deletes the history of a case, all of whose tasks have been counted. */
  async forgetOneCase(): Promise<void> {
    const one = this.random.oneOf(this.cases.filter(({ rootId, gone }) => !gone && this.tasks.some((task) => task.case.rootId === rootId)));
    for (const task of this.tasks.filter((each) => each.case === one && each.status === 'open')) this.tasks.splice(this.tasks.indexOf(task), 1);
    one.gone = true;
    // They stay as they were counted, whatever becomes known of posts.
    for (const task of this.tasks.filter((each) => each.case === one)) Object.defineProperty(task, 'unit', { value: task.unit });
    const ids = [one.childId, one.rootId];
    await this.database.query('delete from user_task where instance_id = any($1::uuid[])', [ids]);
    for (const id of ids) await this.database.query('delete from process_instance where id = $1', [id]);
  }

  /** Among them the instants at which months of the office begin, and those a millisecond beside. */
  someInstant(): string {
    if (this.random.chance(0.3)) {
      const { random } = this;
      const edge = Date.parse(random.oneOf(monthEdges(this.now)));
      return new Date(edge + random.oneOf([-1, 0, 0, 1])).toISOString();
    }
    return new Date(this.now - this.random.below(100 * 24) * HOUR - this.random.below(HOUR)).toISOString();
  }

  private get living(): HistoryTask[] {
    return this.tasks.filter((task) => !task.case.gone);
  }

  private get ended(): HistoryTask[] {
    return this.living.filter(({ status }) => status !== 'open');
  }

  private async addCase(number: number): Promise<void> {
    const { random } = this;
    const one: HistoryCase = { rootId: newId(), childId: newId(), process: random.oneOf(PROCESSES), document: null, pauses: [], gone: false };
    this.cases.push(one);
    for (const [id, parent] of [[one.rootId, null], [one.childId, one.rootId]] as const) {
      await this.database.query(
        `insert into process_instance (id, definition_id, root_instance_id, parent_instance_id, status, state, started_at, started_by)
         values ($1, $2, $3, $4, 'active', '{}', business_now(), 'x')`,
        [id, this.definitions.get(one.process), one.rootId, parent],
      );
    }
    if (random.chance(0.3)) return;
    one.document = { id: newId(), kind: random.oneOf(KINDS), urgency: random.oneOf(URGENCIES) };
    await this.database.query(
      `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type,
         subject, urgency, received_at, reply_required, status, registered_at, registered_by, instance_id)
       values ($1, 'incoming', 2026, $2, 'UBND', '2026-01-01', $3, 'V/v', $4, business_now(), false, 'in-progress', business_now(), 'x', $5)`,
      [one.document.id, number, one.document.kind, one.document.urgency, one.rootId],
    );
  }

  private async addTask(): Promise<void> {
    const { random } = this;
    const { posts } = this;
    const task: HistoryTask = {
      id: newId(),
      case: random.oneOf(this.cases.filter(({ gone }) => !gone)),
      inChild: random.chance(0.4),
      element: random.oneOf(ELEMENTS),
      offeredTo: random.chance(0.6) ? random.oneOf(UNITS) : null,
      createdAt: this.someInstant(),
      status: 'open',
      person: null,
      dueAt: random.chance(0.75) ? this.someInstant() : null,
      endedAt: null,
      takenAt: null,
      pauses: [],
      dueActs: [],
      extended: null,
      get unit() {
        return this.offeredTo ?? posts.unitOf(this);
      },
    };
    this.tasks.push(task);
    await this.database.query(
      `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, due_at, priority,
                              status, created_at)
       values ($1, $2, $3, $4, $4, '{}', $5, $6, 50, 'open', $7)`,
      [task.id, instanceOf(task), ++this.tasksMade, task.element, task.offeredTo === null ? ['clerk'] : ['clerk', `unit:${task.offeredTo}`],
        task.dueAt, task.createdAt],
    );
  }

  private async end(): Promise<void> {
    const task = this.random.oneOf(this.living.filter(({ status }) => status === 'open'));
    if (task === undefined) return;
    task.status = this.random.chance(0.85) ? 'completed' : 'cancelled';
    task.endedAt = [this.someInstant(), task.createdAt].toSorted().at(-1)!;
    if (this.random.chance(0.1) && task.dueAt !== null && task.dueAt >= task.createdAt) task.endedAt = task.dueAt;
    if (task.status === 'completed') task.person = this.random.oneOf(PEOPLE);
    await this.database.query(
      `update user_task set status = $2, ended_at = $3, completed_by = case when $2 = 'completed' then $4 end,
              assignee = coalesce($4, assignee) where id = $1`,
      [task.id, task.status, task.endedAt, task.person],
    );
  }

  private async take(): Promise<void> {
    const task = this.random.oneOf(this.living.filter(({ status, takenAt }) => status === 'open' && takenAt === null));
    if (task === undefined) return;
    task.person = this.random.oneOf(PEOPLE);
    task.takenAt = new Date(Date.parse(task.createdAt) + this.random.below(100) * HOUR).toISOString();
    await this.database.query('update user_task set assignee = $2 where id = $1', [task.id, task.person]);
    await this.database.query(
      `insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail)
       values ($2, $3, 'r', 'worklist.claim-task', 'user-task', $1, jsonb_build_object('new', jsonb_build_object('assignee', $3::text)))`,
      [task.id, task.takenAt, task.person],
    );
  }

  /** As people do who decide, and calendars that are published. */
  private async moveDeadline(): Promise<void> {
    await this.changeDue(this.random.oneOf(this.living), this.random.oneOf(['extension', 'move']));
  }

  private async correctDeadline(): Promise<void> {
    await this.changeDue(this.random.oneOf(this.ended), 'correction');
  }

  private async changeDue(task: HistoryTask | undefined, act: string): Promise<void> {
    if (task === undefined || task.dueAt === null) return;
    const [before, after] = [task.dueAt, this.someInstant()];
    const at = [this.someInstant(), task.dueActs.at(-1)?.at ?? task.createdAt].toSorted().at(-1)!;
    task.dueActs.push({ at, before, isCorrection: act === 'correction' });
    task.dueAt = after;
    if (act === 'extension') task.extended = at > before || task.extended === 'late' ? 'late' : 'in-time';
    await this.database.query('update user_task set due_at = $2 where id = $1', [task.id, after]);
    const addAct = (kind: string, id: string, instance: string, name: string) =>
      this.database.query(
        `insert into deadline_act (kind, deadline_id, instance_id, act, at, due_before, due_after, reason, acted_by, approved_by)
         values ($1, $2, $3, $4, $5, $6, $7, 'Vì', 'x', 'y')`,
        [kind, id, instance, name, at, before, after],
      );
    // A task may follow its case, which ends a pause of its own.
    const follows = act === 'extension' && task.pauses.length === 0 && this.random.chance(0.5);
    if (follows) await addAct('case', newId(), task.case.rootId, act);
    await addAct('task', task.id, instanceOf(task), follows ? 'change' : act);
  }

  private async reopen(): Promise<void> {
    const task = this.random.oneOf(this.ended);
    if (task === undefined) return;
    Object.assign(task, { status: 'open', endedAt: null });
    await this.database.query(`update user_task set status = 'open', ended_at = null, completed_by = null where id = $1`, [task.id]);
  }

  private async correctDocument(): Promise<void> {
    const { document } = this.caseWithDocument();
    Object.assign(document!, { kind: this.random.oneOf(KINDS), urgency: this.random.oneOf(URGENCIES) });
    await this.database.query('update incoming_document set document_type = $2, urgency = $3 where id = $1', [
      document!.id, document!.kind, document!.urgency,
    ]);
  }

  private async migrate(): Promise<void> {
    const one = this.random.oneOf(this.cases.filter(({ gone }) => !gone));
    one.process = this.random.oneOf(PROCESSES);
    await this.database.query('update process_instance set definition_id = $2 where root_instance_id = $1', [
      one.rootId, this.definitions.get(one.process),
    ]);
  }

  /** Of a task or, as an act on a deadline of the case, of all its tasks; some end early, some overlap. */
  private async pause(): Promise<void> {
    const { random } = this;
    const task = random.oneOf(this.living);
    if (task === undefined) return;
    const ofCase = random.chance(0.5);
    const id = ofCase ? newId() : task.id;
    const from = this.someInstant();
    const until = new Date(Date.parse(from) + (1 + random.below(200)) * HOUR).toISOString();
    const resumedAt = random.chance(0.5) ? new Date(Date.parse(from) + random.below(250) * HOUR).toISOString() : until;
    const instance = ofCase ? task.case.rootId : instanceOf(task);
    const act = (kind: string, at: string, end: string | null) =>
      this.database.query(
        `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, due_before, due_after, reason, acted_by, approved_by)
         values ($1, $2, $3, $4, $5, $6, $7, $7, 'Chờ', 'x', 'y')`,
        [ofCase ? 'case' : 'task', id, instance, kind, at, end, task.dueAt ?? at],
      );
    await act('pause', from, until);
    if (resumedAt !== until) await act('resume', resumedAt, null);
    if (!ofCase && task.dueAt !== null) {
      for (const at of resumedAt === until ? [from] : [from, resumedAt]) task.dueActs.push({ at, before: task.dueAt, isCorrection: false });
    }
    (ofCase ? task.case : task).pauses.push([from, resumedAt < until ? resumedAt : until]);
  }

  private caseWithDocument(): HistoryCase {
    return this.random.oneOf(this.cases.filter(({ document, gone }) => document !== null && !gone));
  }
}

/** The last four instants at which a month begins in Vietnam: the last day of the month before, 17:00 UTC. */
export function monthEdges(now: number): string[] {
  const last = new Date(now + 7 * HOUR);
  return [3, 2, 1, 0].map((ago) => new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - ago, 0, 17)).toISOString());
}

function instanceOf(task: HistoryTask): string {
  return task.inChild ? task.case.childId : task.case.rootId;
}
