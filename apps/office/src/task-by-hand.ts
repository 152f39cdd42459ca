import { groupsOf, unitsOf } from '#directory';
import { mayDoStep } from '#documents';
import { dateInZone } from '#foundation';
import { type AlsoWorkOf, type ChangeTaskInput, changeTask, type Command, type TaskChanges } from '#runtime';
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
 * The units of the groups to which it was offered, else of the people who had it; and of those to whom it comes who may do its
 * step by a right of their own, as to sign.
 */
const alsoWorkOf: AlsoWorkOf = async (context, taskId, before, changes) => {
  const { tx, now, zone } = context;
  const today = dateInZone(now, zone);
  const { candidateGroups = [], ...people } = before ?? {};
  const units = candidateGroups.flatMap((group) => group.split(':').slice(1));
  if (candidateGroups.length === 0) {
    for (const login of loginsIn(people)) units.push(...(await unitsOf(tx, login, today)));
  }
  const able: string[] = [];
  for (const login of loginsIn(changes)) {
    const person = { login, groups: await groupsOf(tx, login, today) };
    if (await mayDoStep(context, await stepFor(context, taskId, person))) able.push(login);
  }
  return [...units.map((unit) => `unit:${unit}`), ...able];
};

function loginsIn({ assignee, candidateUsers = [] }: Pick<TaskChanges, 'assignee' | 'candidateUsers'>): string[] {
  return [...(assignee ? [assignee] : []), ...candidateUsers];
}
