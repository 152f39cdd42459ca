import { farOffFindings } from '#calendar';
import { type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { DateTime } from 'luxon';
import { TaskForbiddenError } from '../errors.js';
import type { HandlingTools } from '../handling/handling-tools.js';
import { insertOpening } from '../handling/insert-opening.js';
import { lockTaskInCase } from '../handling/lock-task-in-case.js';
import { nameOf } from '../handling/name-of.js';
import { refuseWorkOfOthers } from '../refuse-work-of-others.js';
import { mayComplete } from '../task-rights.js';
import { ConsultationRefusedError } from './errors.js';

export interface AskOpinionsInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** Logins of those who are asked, all the same. */
  readonly people: readonly string[];
  readonly question: string;
  /** ISO 8601 instant. */
  readonly dueAt: string;
}

/**
 * Whoever does a task asks others for their opinion (xin ý kiến), several at the same time; the task stays with him. Whoever
 * is asked reads the task and the documents of its case. Nobody is asked twice while his answer is awaited.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskOfOthersError, ConsultationRefusedError, InstanceSuspendedError, and what
 * the tools throw
 */
export function askOpinions(tools: HandlingTools): Command<AskOpinionsInput, { ids: string[] }> {
  return {
    name: 'worklist.ask-opinions',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { taskId, groups, people, question, dueAt }) {
      const { tx, caller, now } = context;
      const asker = { login: caller.actor, groups };
      const task = await lockTaskInCase(context, tools, taskId, asker);
      if (!mayComplete(asker, task)) throw new TaskForbiddenError(taskId, 'is not yours to do, so others are not yours to ask about it');
      refuseWorkOfOthers(asker, task);
      const findings = [...(await findingsOnPeople(context, tools, taskId, people)), ...findingsOnDate(dueAt, now)];
      if (findings.length > 0) throw new ConsultationRefusedError(taskId, findings);
      await insertOpening(context, taskId, asker.login);
      const ids = people.map(newId);
      await tx.execute(
        `insert into task_consultation (id, task_id, asked_by, asked, question, asked_at, due_at)
         select id, $3, $4, asked, $5, $6, $7 from unnest($1::uuid[], $2::text[]) as person(id, asked)`,
        [ids, people, taskId, asker.login, question, now, dueAt],
      );
      context.audit({ subject: 'user-task', subjectId: taskId, detail: { asked: [...people], dueAt } });
      const until = DateTime.fromISO(dueAt, { zone: context.zone }).toFormat('HH:mm dd/MM/yyyy');
      const notice = {
        title: `Xin ý kiến: ${task.name}`,
        body: `${await nameOf(tx, asker.login)} hỏi: ${question} Hạn trả lời: ${until}.`,
        instanceId: task.instanceId,
        taskId,
      };
      for (const [index, login] of people.entries()) await tools.tell(context, [login], { ...notice, event: `consultation:${ids[index]}` });
      return { ids };
    },
  };
}

async function findingsOnPeople(
  context: CommandContext,
  { groupsOf }: HandlingTools,
  taskId: string,
  people: readonly string[],
): Promise<Finding[]> {
  const pending = await context.tx.query<{ asked: string }>(
    'select asked from task_consultation where task_id = $1 and answered_at is null and withdrawn_at is null',
    [taskId],
  );
  const findings: Finding[] = [];
  for (const [index, login] of people.entries()) {
    const where = `people[${index}]`;
    if (login === context.caller.actor) findings.push({ where, code: 'asks-oneself', what: `${login} would ask himself` });
    else if (people.indexOf(login) < index) findings.push({ where, code: 'person-named-twice', what: `${login} is named twice` });
    else if (pending.some(({ asked }) => asked === login)) {
      findings.push({ where, code: 'answer-awaited', what: `${login} was asked already`, mend: 'Wait for the answer, or withdraw the question.' });
    } else if ((await groupsOf(context, login)).length === 0) {
      findings.push({ where, code: 'person-without-post', what: `${login} holds no post today` });
    }
  }
  return findings;
}

function findingsOnDate(dueAt: string, now: string): Finding[] {
  if (Date.parse(dueAt) > Date.parse(now)) return farOffFindings('dueAt', dueAt, now);
  return [{ where: 'dueAt', code: 'due-passed', what: `${dueAt} is over`, mend: 'Leave time for the answer.' }];
}
