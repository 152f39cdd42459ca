import { type CommandContext, type JobHandler, jobVariablesReader, optionalText } from '#runtime';
import { z } from 'zod';
import { BadPersonnelVariablesError } from '../errors.js';
import { lockRecruitmentOfCase } from './decision-of-case.js';
import type { JoiningTools } from './joining-tools.js';

const readVariables = jobVariablesReader(BadPersonnelVariablesError);
const variablesSchema = z.object({ cancelReason: optionalText, approver: z.string().min(1), confirmer: z.string().min(1) });

/**
 * Topic `personnel.undo-joining`: the person does not come. His post is taken back, the account here is closed with its sessions, the
 * mailbox goes; login and address are nobody else's ever. The systems follow by `accounts.remove`.
 */
export function undoJoiningHandler(tools: JoiningTools): JobHandler {
  return {
    topic: 'personnel.undo-joining',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => undo(context, tools, { ...variables, instanceId: job.rootInstanceId }) };
    },
  };
}

async function undo(
  context: CommandContext,
  tools: JoiningTools,
  { cancelReason, approver, confirmer, instanceId }: z.output<typeof variablesSchema> & { readonly instanceId: string },
): Promise<void> {
  const { tx } = context;
  const { id, login, fullName, unit, role, effectiveOn } = await lockRecruitmentOfCase(tx, instanceId);
  const reason = cancelReason ?? 'Quyết định đã hủy';
  const posts = await tx.query<{ id: string }>(
    'select id from post where login = $1 and unit_code = $2 and role = $3 and valid_from = $4',
    [login, unit, role, effectiveOn],
  );
  for (const post of posts) await tools.withdrawPost(context, { postId: post.id, reason });
  if (login !== null) {
    await tools.lockAccount(context, { login, reason });
    await tools.removeMailbox(context, { login, reason });
  }
  await tx.execute(`update personnel_decision set status = 'cancelled' where id = $1 and status = 'open'`, [id]);
  context.audit({ subject: 'personnel-decision', subjectId: id, detail: { new: { status: 'cancelled' }, undone: posts.map((post) => post.id) } });
  await tools.tell(context, { people: [], groups: [...new Set([confirmer, approver, 'it', 'personnel'])] }, {
    title: `Quyết định đã hủy: ${fullName} không nhận việc`,
    body: `Chức vụ, tài khoản và hộp thư đã thu lại. Lý do: ${reason}`,
    instanceId,
    event: `personnel-undone:${id}`,
  });
}
