import { groupsOf, unitsOf } from '#directory';
import { mayDoStep } from '#documents';
import { dateInZone } from '#foundation';
import { type AlsoWorkOf, type ChangeTaskInput, changeTask, type Command, type CommandContext, type TaskChanges } from '#runtime';
import { stepFor } from '#worklist';

/**
 * An operator's change of a task, as the office knows whose work it is. The instance is locked before the task, since what is
 * asked locks the document of the case.
 */
export const changeTaskByHand: Command<ChangeTaskInput, void> = {
  ...changeTask,
  async run(context, input, opened) {
    await context.tx.query(
      `select from process_instance i join user_task t on t.instance_id = i.id where t.id = $1 for no key update of i`,
      [input.taskId],
    );
    await changeTask.run(context, { ...input, alsoWorkOf }, opened);
  },
};

/**
 * The units of the groups to which it was offered, else of the people who had it, as they were when it came to them; and of
 * those to whom it comes who may do its step by a right of their own, as to sign.
 */
const alsoWorkOf: AlsoWorkOf = async (context, taskId, before, changes) => {
  const { tx, now, zone } = context;
  const today = dateInZone(now, zone);
  const { candidateGroups = [], ...people } = before ?? {};
  const units = candidateGroups.flatMap((group) => group.split(':').slice(1));
  if (candidateGroups.length === 0) {
    for (const login of loginsIn(people)) units.push(...(await unitsOf(tx, login, await cameOn(context, taskId, login))));
  }
  const able: string[] = [];
  for (const login of loginsIn(changes)) {
    const person = { login, groups: await groupsOf(tx, login, today) };
    if (await mayDoStep(context, await stepFor(context, taskId, person))) able.push(login);
  }
  return [...units.map((unit) => `unit:${unit}`), ...able];
};

/** The day on which somebody made a task his, or its process did; whoever moves on takes no work with him. */
async function cameOn({ tx, zone }: CommandContext, taskId: string, login: string): Promise<string> {
  const [came] = await tx.query<{ at: string }>(
    `select coalesce((select max(at) from task_handling where task_id = t.id and to_login = $2 and act in ('handed-over', 'forwarded')),
                     t.created_at) as at
     from user_task t where t.id = $1`,
    [taskId, login],
  );
  return dateInZone(came!.at, zone);
}

function loginsIn({ assignee, candidateUsers = [] }: Pick<TaskChanges, 'assignee' | 'candidateUsers'>): string[] {
  return [...(assignee ? [assignee] : []), ...candidateUsers];
}
