import { appoint, endAppointment, endDelegation, endMailboxUse, groupsOf, handOverMailbox, type PostRole, restorePost, withdrawPost } from '#directory';
import { endSigningAuthority, handOverDraft } from '#documents';
import { CongvanError, dateInZone } from '#foundation';
import { lockAccount, unlockAccount } from '#identity';
import { cancelDecision, changeMinutes, handoverCommands, type PersonnelTools, recordDecision, refreshMinutes } from '#personnel';
import type { CommandContext } from '#runtime';
import { changeKeeper } from '#work-files';
import { escalateTasks, taskCommands } from '#worklist';
import { handOverGivenWork, handOverJudging } from './office-assignments.js';
import { giveBackFromDeputy, tellOfDelegation } from './office-directory.js';
import { throughGate } from './office-gate.js';
import { handlingTools } from './office-tasks.js';
import { tellAs } from './tell.js';

const { move, moveQuestion } = taskCommands(handlingTools);

/** The case itself carries the decision out, which was made by those who may: it acts by the posts that may end these. */
const BY_DECISION = ['chief-of-office', 'personnel'];

/** What the leaving and moving of people needs of tasks, posts, mailboxes, authorities and accounts. */
export const personnelTools: PersonnelTools = {
  tell: tellAs('reminder'),
  groupsOf,
  moveTask: (context, input) => context.run(move, input),
  climb: async (context, taskIds, group) => void (await escalateTasks(context, taskIds, group)),
  moveAssignment: (context, input) => context.run(handOverGivenWork, input),
  moveGivenAssignment: (context, input) => context.run(handOverJudging, input),
  moveQuestion: (context, input) => context.run(moveQuestion, input),
  moveDraft: (context, move) => context.run(handOverDraft, move),
  async moveWorkFile(context, { fileId, keeper }) {
    const [file] = await context.tx.query<{ unit: string; status: string }>('select unit_code as unit, status from work_file where id = $1', [fileId]);
    if (file?.status !== 'open') return 'over';
    await context.run(changeKeeper, { fileId, keeper, groups: [`head:${file.unit}`] });
    return 'moved';
  },
  async moveMailbox(context, { mailboxId, to, on, note }) {
    const [mailbox] = await context.tx.query<{ managedBy: string | null }>('select managed_by as "managedBy" from mailbox where id = $1', [mailboxId]);
    if (mailbox?.managedBy === to) return 'over';
    await context.run(handOverMailbox, { id: mailboxId, to, on, note, groups: BY_DECISION });
    return 'moved';
  },
  endMailboxUse: (context, { mailboxId, useId }) => context.run(endMailboxUse, { id: mailboxId, useId, groups: BY_DECISION }),
  endDelegation: (context, { id, reason }) => context.run(endDelegation, { id, reason, groups: BY_DECISION, giveBack: giveBackFromDeputy, tell: tellOfDelegation }),
  endAuthority: (context, { id, reason }) => context.run(endSigningAuthority, { authorityId: id, reason, groups: BY_DECISION }),
  endPost: (context, post) => context.run(endAppointment, post),
  restorePost: (context, post) => context.run(restorePost, post),
  withdrawPost: takeBackPost,
  appoint: (context, { role, ...post }) => context.run(appoint, { ...post, role: role as PostRole }),
  lockAccount: async (context, { login, reason }) => {
    await whereThere(context.run(lockAccount, { login, reason }));
    // Machines that sign in with what he made are his, too.
    const tokens = await context.tx.query<{ name: string }>('update worker_token set revoked_at = $2 where created_by = $1 and revoked_at is null returning name', [
      login,
      context.now,
    ]);
    if (tokens.length > 0) context.audit({ subject: 'account', subjectId: login, detail: { reason, revokedTokens: tokens.map(({ name }) => name) } });
  },
  unlockAccount: (context, { login }) => whereThere(context.run(unlockAccount, { login })),
};

/** A post that has begun was held: it ends with the day before, or with today where it began today. */
async function takeBackPost(context: CommandContext, { postId, reason }: { readonly postId: string; readonly reason: string }): Promise<void> {
  const [post] = await context.tx.query<{ from: string }>('select valid_from as "from" from post where id = $1', [postId]);
  if (post === undefined) return;
  const today = dateInZone(context.now, context.zone);
  if (post.from > today) await context.run(withdrawPost, { postId, reason, groups: ['admin'] });
  else await context.run(endAppointment, { postId, lastDay: today });
}

async function whereThere(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    // Not everybody has an account of ours.
    if (!(error instanceof CongvanError && error.kind === 'not-found')) throw error;
  }
}

const commands = handoverCommands(personnelTools);

/** What people do with handover minutes: what they write goes through the gate. */
export const officeHandovers = {
  change: throughGate(changeMinutes, ofMinutes),
  refresh: refreshMinutes,
  sign: throughGate(commands.sign, ofMinutes),
  confirm: commands.confirm,
  decline: throughGate(commands.decline, ofMinutes),
  close: commands.close,
};

/** What personnel write about a decision goes through the gate, too. */
export const officeDecisions = {
  record: throughGate(recordDecision, ({ decision }, { id }) => ({ subject: 'personnel-decision', subjectId: id, texts: decision })),
  cancel: throughGate(cancelDecision, ({ id }) => ({ subject: 'personnel-decision', subjectId: id })),
};

function ofMinutes({ minutesId }: { readonly minutesId: string }) {
  return { subject: 'handover-minutes', subjectId: minutesId };
}
