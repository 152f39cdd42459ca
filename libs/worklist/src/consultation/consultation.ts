import type { Transaction } from '#database';
import { type CommandContext } from '#runtime';
import type { HandlingTools } from '../handling/handling-tools.js';
import { lockTaskInCase } from '../handling/lock-task-in-case.js';
import type { Principal } from '../task-rights.js';
import type { TaskWithForm } from '../task-with-form.js';
import { ConsultationClosedError, ConsultationNotFoundError } from './errors.js';

/** Awaits its answer, has it, was withdrawn by who asked, or the task has ended without it. */
export const CONSULTATION_STATES = ['open', 'answered', 'withdrawn', 'lapsed'] as const;
export type ConsultationState = (typeof CONSULTATION_STATES)[number];

/** The state of a `task_consultation c` of a `user_task t`, as SQL. */
export const CONSULTATION_STATE = `case when c.answered_at is not null then 'answered' when c.withdrawn_at is not null then 'withdrawn'
  when t.status = 'open' then 'open' else 'lapsed' end`;

export interface PendingConsultation {
  readonly id: string;
  readonly asked: string;
  readonly askedBy: string;
}

/**
 * Locks the task of a question that awaits its answer, with its case: whoever changes a question has locked its task.
 * @throws ConsultationNotFoundError, ConsultationClosedError, TaskForbiddenError, TaskNotOpenError, InstanceSuspendedError,
 * and what `refuseLocked` throws
 */
export async function lockPending(
  context: CommandContext,
  tools: HandlingTools,
  id: string,
  person: Principal,
): Promise<{ task: TaskWithForm; question: PendingConsultation }> {
  const { tx } = context;
  const { taskId } = await readQuestion(tx, id);
  const task = await lockTaskInCase(context, tools, taskId, person);
  const { answeredAt, withdrawnAt, ...question } = await readQuestion(tx, id);
  if (answeredAt !== null) throw new ConsultationClosedError(id, `was answered at ${answeredAt}`);
  if (withdrawnAt !== null) throw new ConsultationClosedError(id, `was withdrawn at ${withdrawnAt}`);
  return { task, question };
}

async function readQuestion(tx: Transaction, id: string) {
  const [question] = await tx.query<
    PendingConsultation & { taskId: string; answeredAt: string | null; withdrawnAt: string | null }
  >(
    `select id, task_id as "taskId", asked, asked_by as "askedBy", answered_at as "answeredAt", withdrawn_at as "withdrawnAt"
     from task_consultation where id = $1`,
    [id],
  );
  if (question === undefined) throw new ConsultationNotFoundError(id);
  return question;
}
