import { CongvanError, dateInZone, type JsonObject } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { changesOf } from '../handover/changes.js';
import { linesOf, readMinutes } from '../handover/minutes.js';
import { personSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';
import { placesToPut } from './hand-over-mailboxes.handler.js';

const variablesSchema = personSchema.extend({ fullName: z.string(), minutesId: z.uuid().nullish(), cancelReason: z.string().nullish() });

/**
 * Topic `personnel.undo`: the person stays. His posts go on as before, a post that he was given is taken back, his account here
 * opens again, mailboxes of the unit that he heads come back to him, the minutes are void; what has been handed to others, and deputies and authorities that have ended, stay as they
 * are, which he and his head are told.
 * Output: lockedSystems (those beside our own that have locked his account), mailboxPlaces (as they shall stand in the systems again).
 */
export function undoHandler(tools: PersonnelTools): JobHandler {
  return {
    topic: 'personnel.undo',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      const { rootInstanceId: instanceId } = job;
      return { commit: (context) => undo(context, tools, { ...variables, instanceId }) };
    },
  };
}

async function undo(
  context: CommandContext,
  tools: PersonnelTools,
  { decisionId, minutesId, person: login, fullName, unit, cancelReason, instanceId }: z.output<typeof variablesSchema> & { readonly instanceId: string },
): Promise<JsonObject> {
  const { tx } = context;
  const changes = minutesId ? await changesOf(context, minutesId) : [];
  for (const { kind, subjectId } of changes) if (kind === 'post-given') await tools.withdrawPost(context, { postId: subjectId, reason: cancelReason ?? 'Quyết định đã hủy' });
  for (const { kind, subjectId, oldDay } of changes) if (kind === 'post-ended') await tools.restorePost(context, { postId: subjectId, lastDay: oldDay });
  const locked = changes.filter(({ kind }) => kind === 'account-locked').map(({ subjectId }) => subjectId);
  const isOpen = locked.includes('congvan') ? await open(context, tools, login) : true;
  const back = minutesId ? await mailboxesBack(context, tools, { minutesId, login }) : [];
  if (minutesId) {
    await tx.execute(`update handover_minutes set status = 'cancelled' where id = $1`, [minutesId]);
    await tx.execute('delete from handover_change where minutes_id = $1', [minutesId]);
  }
  await tx.execute(`update personnel_decision set status = 'cancelled' where id = $1 and status = 'open'`, [decisionId]);
  context.audit({ subject: 'personnel-decision', subjectId: decisionId, detail: { person: login, undone: [...changes.map(({ kind, subjectId }) => `${kind} ${subjectId}`), ...back.map((id) => `mailbox ${id}`)] } });
  await tools.tell(context, { people: [login], groups: [`head:${unit}`, 'personnel', ...(back.length > 0 ? ['it'] : [])] }, {
    title: `Quyết định đã hủy: ${fullName} ở lại`,
    body: [
      'Chức vụ và tài khoản trở lại như trước; việc đã bàn giao vẫn ở người nhận, việc ủy quyền và làm thay đã kết thúc phải cử lại.',
      ...(back.length > 0 ? ['Hộp thư đơn vị trở lại với người đó: bộ phận CNTT đổi lại mật khẩu dùng chung.'] : []),
      ...(cancelReason ? [`Lý do: ${cancelReason}`] : []),
      ...(isOpen ? [] : ['Tài khoản còn khóa vì mật khẩu bị lộ: phải cấp lại mật khẩu.']),
    ].join(' '),
    instanceId,
    event: `personnel-undone:${decisionId}:${dateInZone(context.now, context.zone)}`,
  });
  const { mailboxPlaces } = minutesId ? await placesToPut(context, login, unit) : { mailboxPlaces: [] };
  return { lockedSystems: locked.filter((system) => system !== 'congvan'), mailboxPlaces };
}

/** Gives mailboxes that the minutes have moved back to him, as far as he heads their unit again. */
async function mailboxesBack(context: CommandContext, tools: PersonnelTools, { minutesId, login }: { readonly minutesId: string; readonly login: string }): Promise<string[]> {
  const { label } = await readMinutes(context.tx, minutesId);
  const moved = (await linesOf(context.tx, minutesId)).filter(({ kind, outcome }) => kind === 'mailbox' && outcome === 'moved');
  const on = dateInZone(context.now, context.zone);
  const back: string[] = [];
  for (const { subjectId } of moved) {
    try {
      await context.withSavepoint(() => tools.moveMailbox(context, { mailboxId: subjectId!, to: login, on, note: `Hủy biên bản bàn giao ${label}` }));
      back.push(subjectId!);
    } catch (error) {
      if (!(error instanceof CongvanError) || error.kind === 'transient') throw error;
    }
  }
  return back;
}

/** An account whose password others may know stays closed. */
async function open(context: CommandContext, tools: PersonnelTools, login: string): Promise<boolean> {
  try {
    await context.withSavepoint(() => tools.unlockAccount(context, { login }));
    return true;
  } catch (error) {
    if (error instanceof CongvanError && error.kind === 'conflict') return false;
    throw error;
  }
}
