import type { Database } from '#database';
import type { EngineState } from '#engine';
import { type JsonObject, type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { subjectOf } from '../case-variables.js';
import { CONSULTATION_STATE, type ConsultationState } from './consultation.js';

export const CONSULTATION_SCOPES = ['asked', 'asking'] as const;

/** A question to one person. */
export interface ConsultationRow {
  readonly id: string;
  readonly askedBy: string;
  readonly askedByName: string | null;
  readonly asked: string;
  readonly askedName: string | null;
  readonly question: string;
  readonly askedAt: string;
  readonly dueAt: string;
  readonly state: ConsultationState;
  /** Awaits its answer, which is late. */
  readonly overdue: boolean;
  readonly answer: string | null;
  readonly answeredAt: string | null;
  readonly withdrawnAt: string | null;
}

/** The same in a list over many tasks. */
export interface ListedConsultation extends ConsultationRow {
  readonly taskId: string;
  readonly taskName: string;
  /** What the case is about. */
  readonly subject: string | null;
}

/** Over `task_consultation c` of `user_task t`. */
const COLUMNS = `c.id, c.asked_by as "askedBy", asker.full_name as "askedByName", c.asked, person.full_name as "askedName", c.question,
  c.asked_at as "askedAt", c.due_at as "dueAt", ${CONSULTATION_STATE} as state, c.answer, c.answered_at as "answeredAt",
  ${CONSULTATION_STATE} = 'open' and c.due_at < business_now() as overdue, c.withdrawn_at as "withdrawnAt"`;
const NAMES = 'left join person asker on asker.login = c.asked_by left join person on person.login = c.asked';

/** All questions about a task, oldest first. Who may see the task is asked before. */
export function consultationsOf(database: Database, taskId: string): Promise<ConsultationRow[]> {
  return database.query<ConsultationRow>(
    `select ${COLUMNS} from task_consultation c join user_task t on t.id = c.task_id ${NAMES} where c.task_id = $1
     order by c.asked_at, c.asked, c.id`,
    [taskId],
  );
}

/**
 * What a person was asked (`asked`), or has asked others (`asking`): first what awaits an answer, then the rest, each the
 * latest first. @throws BadCursorError
 */
export async function listConsultations(
  database: Database,
  login: string,
  { scope, limit, after }: PageRequest & { readonly scope: (typeof CONSULTATION_SCOPES)[number] },
): Promise<Page<ListedConsultation>> {
  const [open, askedAt, id] = readCursor(after, z.tuple([z.boolean(), z.iso.datetime(), z.uuid()])) ?? [null, null, null];
  type Row = Omit<ListedConsultation, 'subject'> & { rootState: EngineState; rootFinalVariables: JsonObject | null };
  const rows = await database.query<Row>(
    `select ${COLUMNS}, t.id as "taskId", t.name as "taskName", root.state as "rootState", root.variables as "rootFinalVariables"
     from (
       select c.*, ${CONSULTATION_STATE} = 'open' as is_open
       from task_consultation c join user_task t on t.id = c.task_id
       where ${scope === 'asked' ? 'c.asked' : 'c.asked_by'} = $1) c
     join user_task t on t.id = c.task_id
     join process_instance i on i.id = t.instance_id
     join process_instance root on root.id = i.root_instance_id
     ${NAMES}
     where $2::boolean is null or (c.is_open, c.asked_at, c.id) < ($2, $3::timestamptz, $4::uuid)
     order by c.is_open desc, c.asked_at desc, c.id desc limit $5`,
    [login, open, askedAt, id, limit + 1],
  );
  const items = rows.map(({ rootState, rootFinalVariables, ...row }) => ({ ...row, subject: subjectOf(rootState, rootFinalVariables) }));
  return toPage(items, limit, (row) => [row.state === 'open', row.askedAt, row.id]);
}
