import { CongvanError } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { HandoverNotFoundError } from '../errors.js';
import type { PersonnelTools, Moved } from '../personnel-tools.js';
import { type HandoverLine, linesOf, type Minutes, readMinutes } from './minutes.js';
import { signersOf } from './rights.js';

interface MoveLineInput {
  readonly minutesId: string;
  readonly lineId: string;
}

/**
 * What a line of closed minutes names goes to its receiver, in the name of who signed for the unit. Where he may not have it, or
 * has left meanwhile, it comes to the head of the unit, who hears why; nothing stays with the leaver.
 * @throws HandoverNotFoundError, and what is transient
 */
export function moveLine(tools: PersonnelTools): Command<MoveLineInput, void> {
  return {
    name: 'personnel.move-line',
    async run(context, { minutesId, lineId }) {
      const minutes = await readMinutes(context.tx, minutesId);
      const line = (await linesOf(context.tx, minutesId)).find(({ id }) => id === lineId);
      if (line === undefined) throw new HandoverNotFoundError(lineId);
      if (line.outcome !== null) return context.nothingChanged();
      const { outcome, problem } = await tryTo(context, tools, minutes, line);
      await context.tx.execute('update handover_line set outcome = $2, problem = $3 where id = $1', [lineId, outcome, problem]);
      context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: { lineId, kind: line.kind, subjectId: line.subjectId, to: line.receiver, outcome } });
    },
  };
}

type Outcome = { readonly outcome: Moved | 'climbed'; readonly problem: string | null };

async function tryTo(context: CommandContext, tools: PersonnelTools, minutes: Minutes, line: HandoverLine): Promise<Outcome> {
  try {
    return { outcome: await context.withSavepoint(() => moveThing(context, tools, minutes, { ...line, to: line.receiver! })), problem: null };
  } catch (error) {
    if (!(error instanceof CongvanError) || error.kind === 'transient' || error.kind === 'internal') throw error;
    const signers = await signersOf(context, minutes);
    if (line.kind === 'task') await tools.climb(context, [line.subjectId!], signers);
    await tools.tell(context, { people: [], groups: [signers] }, {
      title: `Mục bàn giao chưa chuyển được: ${minutes.label}`,
      body: `«${line.label}» không chuyển được cho ${line.receiverName ?? line.receiver}. Hãy giao cho người khác.`,
      instanceId: minutes.instanceId,
      event: `handover-left:${line.id}`,
    });
    return { outcome: 'climbed', problem: error.message };
  }
}

/** One thing of who leaves goes to somebody else. @throws what the tools throw where he may not have it */
export async function moveThing(
  context: CommandContext,
  tools: PersonnelTools,
  minutes: Minutes,
  { kind, subjectId, to }: Pick<HandoverLine, 'kind' | 'subjectId'> & { readonly to: string },
): Promise<Moved> {
  const { login, lastDay, label } = minutes;
  const reason = `Theo biên bản bàn giao ${label}`;
  if (kind === 'task') {
    const from = { login, groups: await tools.groupsOf(context.tx, login, lastDay) };
    return tools.moveTask(context, { taskId: subjectId!, from, to, reason });
  }
  if (kind === 'assignment') return tools.moveAssignment(context, { assignmentId: subjectId!, from: login, to, reason });
  if (kind === 'work-file') return tools.moveWorkFile(context, { fileId: subjectId!, keeper: to });
  if (kind === 'given-assignment') return tools.moveGivenAssignment(context, { assignmentId: subjectId!, from: login, to, reason });
  if (kind === 'consultation') return tools.moveQuestion(context, { consultationId: subjectId!, from: { login, groups: await tools.groupsOf(context.tx, login, lastDay) }, to, reason });
  if (kind === 'reply-obligation') return moveObligation(context, tools, minutes, { obligationId: subjectId!, to, reason });
  if (kind === 'draft') return tools.moveDraft(context, { documentId: subjectId!, from: login, to });
  // Things are handed over by hand.
  return 'moved';
}

/** An obligation is answered in the tasks of its case: those that are his and that no other line has moved go to the same person. */
async function moveObligation(
  context: CommandContext,
  tools: PersonnelTools,
  { login, lastDay }: Minutes,
  { obligationId, to, reason }: { readonly obligationId: string; readonly to: string; readonly reason: string },
): Promise<Moved> {
  const [open] = await context.tx.query<{ tasks: string[] }>(
    `select array(select t.id from user_task t join process_instance i on i.id = t.instance_id
                  where t.status = 'open' and t.assignee = $2 and i.root_instance_id = d.instance_id order by t.id) as tasks
     from reply_obligation o join incoming_document d on d.id = o.document_id where o.id = $1 and o.status = 'open'`,
    [obligationId, login],
  );
  if (open === undefined) return 'over';
  const from = { login, groups: await tools.groupsOf(context.tx, login, lastDay) };
  for (const taskId of open.tasks) await tools.moveTask(context, { taskId, from, to, reason });
  return 'moved';
}
