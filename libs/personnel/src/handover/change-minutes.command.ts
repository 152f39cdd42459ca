import { dateInZone, type Finding, newId, tidyLine, tidyText } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { HandoverRefusedError } from '../errors.js';
import { addMissing } from './draw-up.js';
import { linesOf, lockMinutes, type Minutes, requireDrawer, requireStatus } from './minutes.js';
import { signersOf } from './rights.js';

const label = z.string().overwrite(tidyLine).min(1).max(500);
const note = z.string().overwrite(tidyText).min(1).max(2000);
const login = z.string().min(1).max(40);

/** What of the minutes changes: receivers of lines, lines that people add themselves, and such as they take away again. */
export const minutesChangeSchema = z.strictObject({
  receivers: z
    .array(z.strictObject({ lineId: z.uuid(), receiver: login.describe('Người nhận.'), note: note.optional() }))
    .max(500)
    .default([]),
  add: z
    .array(z.strictObject({ label: label.describe('Thiết bị, chìa khóa, con dấu, hồ sơ giấy …'), receiver: login.optional(), note: note.optional() }))
    .max(100)
    .default([]),
  remove: z.array(z.uuid()).max(100).default([]).describe('Chỉ những dòng do người lập tự thêm.'),
});

export interface ChangeMinutesInput extends z.output<typeof minutesChangeSchema> {
  readonly minutesId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Changes the minutes while nobody has signed them. Whoever had confirmed a line that changes is asked again.
 * @throws HandoverNotFoundError, HandoverForbiddenError, HandoverStateError, HandoverRefusedError with everything that is wrong
 */
export const changeMinutes: Command<ChangeMinutesInput, void> = {
  name: 'personnel.change-minutes',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { minutesId, groups, receivers, add, remove }) {
    const { tx } = context;
    const minutes = await lockToDraw(context, minutesId, groups);
    const findings = await faultsOf(context, minutes, { receivers, add, remove });
    if (findings.length > 0) throw new HandoverRefusedError(minutes.label, findings);
    for (const { lineId, receiver, note: remark = null } of receivers) {
      await tx.execute(
        `update handover_line set confirmed_at = case when receiver = $2 then confirmed_at end, receiver = $2, note = coalesce($3, note)
         where id = $1`,
        [lineId, receiver, remark],
      );
    }
    await tx.execute('delete from handover_line where id = any($1::uuid[])', [remove]);
    for (const { label: text, receiver = null, note: remark = null } of add) {
      await tx.execute(
        `insert into handover_line (id, minutes_id, position, kind, label, receiver, note)
         select $1, $2, coalesce(max(position), 0) + 1, 'other', $3, $4, $5 from handover_line where minutes_id = $2`,
        [newId(), minutesId, text, receiver, remark],
      );
    }
    const named = receivers.map(({ lineId, receiver }) => ({ lineId, receiver }));
    context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: { receivers: named, added: add.length, removed: remove } });
  },
};

/**
 * Brings the lines up to date with what he holds now. Where something is added to minutes that are signed, they are open again, and signed
 * anew. @throws HandoverNotFoundError, HandoverForbiddenError, HandoverStateError
 */
export const refreshMinutes: Command<{ readonly minutesId: string; readonly groups: readonly string[] }, { added: number; dropped: number }> = {
  name: 'personnel.refresh-minutes',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { minutesId, groups }) {
    const minutes = await lockMinutes(context.tx, minutesId);
    requireDrawer(minutes, { login: context.caller.actor, groups }, await signersOf(context, minutes));
    if (minutes.status !== 'signed') requireStatus(minutes, 'draft', 'a change');
    const changed = await addMissing(context, minutes);
    if (changed.added > 0) {
      await context.tx.execute(`update handover_minutes set status = 'draft', signed_at = null, signed_by = null, absent_reason = null where id = $1`, [minutesId]);
    }
    if (changed.added + changed.dropped === 0) context.nothingChanged();
    else context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: changed });
    return changed;
  },
};

async function lockToDraw(context: CommandContext, id: string, groups: readonly string[]): Promise<Minutes> {
  const minutes = await lockMinutes(context.tx, id);
  requireDrawer(minutes, { login: context.caller.actor, groups }, await signersOf(context, minutes));
  requireStatus(minutes, 'draft', 'a change');
  return minutes;
}

async function faultsOf(context: CommandContext, minutes: Minutes, change: z.output<typeof minutesChangeSchema>): Promise<Finding[]> {
  const { tx, now, zone } = context;
  const lines = new Map((await linesOf(tx, minutes.id)).map((line) => [line.id, line]));
  const today = dateInZone(now, zone);
  const named = [
    ...change.receivers.map(({ receiver }, index) => ({ where: `receivers.${index}.receiver`, receiver })),
    ...change.add.flatMap(({ receiver }, index) => (receiver === undefined ? [] : [{ where: `add.${index}.receiver`, receiver }])),
  ];
  const staying = await peopleAfter(context, named.map(({ receiver }) => receiver), minutes.lastDay < today ? today : minutes.lastDay);
  const unknown = (where: string) => ({ where, code: 'handover-line-unknown', what: 'is no line of these minutes', mend: 'Read them again: it may have been dropped.' });
  return [
    ...change.receivers.flatMap(({ lineId }, index) => (lines.has(lineId) ? [] : [unknown(`receivers.${index}.lineId`)])),
    ...change.remove.flatMap((lineId, index) => {
      const line = lines.get(lineId);
      if (line === undefined) return [unknown(`remove.${index}`)];
      if (line.kind === 'other') return [];
      const mend = 'Name who receives it, or end the work itself.';
      return [{ where: `remove.${index}`, code: 'handover-line-of-system', what: `«${line.label}» is still in his hands`, mend }];
    }),
    ...named.flatMap(({ where, receiver }): Finding[] => {
      if (receiver === minutes.login) return [{ where, code: 'handover-to-himself', what: 'is who hands over', mend: 'Name somebody who stays.' }];
      if (staying.has(receiver)) return [];
      const mend = 'Name somebody who has a post then.';
      return [{ where, code: 'receiver-not-there', what: `${receiver} holds no post behind ${minutes.lastDay}`, mend }];
    }),
  ];
}

/** Those of these people who hold a post on the day after. */
async function peopleAfter({ tx }: CommandContext, logins: readonly string[], day: string): Promise<ReadonlySet<string>> {
  const found = await tx.query<{ login: string }>('select distinct login from post where login = any($1) and held_on(post, $2::date + 1)', [logins, day]);
  return new Set(found.map((row) => row.login));
}
