import { dateInZone, type Finding, tidyText } from '#foundation';
import { type Command, type CommandContext, correlateMessage } from '#runtime';
import { z } from 'zod';
import { HandoverForbiddenError, HandoverNotFoundError, HandoverRefusedError } from '../errors.js';
import type { PersonnelTools } from '../personnel-tools.js';
import { missingLines } from './draw-up.js';
import { type HandoverLine, linesOf, lockMinutes, lockMinutesWithCase, type Minutes, requireStatus } from './minutes.js';
import { signersOf } from './rights.js';

const reason = z.string().overwrite(tidyText).min(1).max(2000);
export const signatureSchema = z.strictObject({
  absentReason: reason.optional().describe('Người bàn giao không ký được (ốm, mất, đã đi): thủ trưởng đơn vị ký thay, nêu lý do; biên bản lập vắng mặt.'),
});
export const declineSchema = z.strictObject({ lineId: z.uuid(), reason });

interface OfMinutes {
  readonly minutesId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

type Tools = Pick<PersonnelTools, 'tell'>;

/** What people do with minutes beside changing them, with what the app hands in. */
export function handoverCommands(tools: Tools) {
  return { sign: signMinutes(tools), confirm: confirmLines, decline: declineLine(tools), close: closeMinutes(tools) };
}

/**
 * The leaver signs, and from then on the minutes stand; every line has a receiver then, and nothing that he holds is left out. Where
 * he cannot, whoever signs for the unit does in his place, with the reason (158/QĐ-STP §8, 148/QĐ-SCT §13.4).
 * @throws HandoverNotFoundError, HandoverForbiddenError, HandoverStateError, HandoverRefusedError with everything that is missing
 */
function signMinutes({ tell }: Tools): Command<OfMinutes & z.output<typeof signatureSchema>, void> {
  return {
    name: 'personnel.sign-minutes',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { minutesId, groups, absentReason = null }) {
      const { tx, now, caller } = context;
      const minutes = await lockMinutes(tx, minutesId);
      await requireSigner(context, minutes, groups, absentReason);
      requireStatus(minutes, 'draft', 'a signature of who hands over');
      const lines = await linesOf(tx, minutesId);
      const findings = [...(absentReason === null ? [] : await stillThere(context, minutes)), ...(await missingLines(context, minutes)), ...lines.flatMap(withoutReceiver)];
      if (findings.length > 0) throw new HandoverRefusedError(minutes.label, findings);
      await tx.execute(`update handover_minutes set status = 'signed', signed_at = $2, signed_by = $3, absent_reason = $4 where id = $1`, [
        minutesId,
        now,
        caller.actor,
        absentReason,
      ]);
      context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: { old: { status: 'draft' }, new: { status: 'signed' }, isAbsent: absentReason !== null } });
      if (absentReason !== null) await tell(context, { people: [minutes.login], groups: [] }, {
        title: `Biên bản bàn giao lập vắng mặt: ${minutes.label}`,
        body: `${caller.actor} đã ký thay. Lý do: ${absentReason}. Nếu không đúng, đề nghị báo phòng tổ chức.`,
        instanceId: minutes.instanceId,
        event: `handover-signed-absent:${minutesId}:${now}`,
      });
      const people = [...new Set(lines.flatMap(({ receiver, confirmedAt }) => (receiver === null || confirmedAt !== null ? [] : [receiver])))];
      const groupsTold = lines.every(({ confirmedAt }) => confirmedAt !== null) ? [await signersOf(context, minutes)] : [];
      await tell(context, { people, groups: groupsTold }, {
        title: `Xác nhận nhận bàn giao: ${minutes.label}`,
        body: `${minutes.fullName} bàn giao công việc. Hãy xem biên bản và xác nhận, hoặc từ chối có lý do.`,
        instanceId: minutes.instanceId,
        event: `handover-signed:${minutesId}:${now}`,
      });
    },
  };
}

async function requireSigner(context: CommandContext, minutes: Minutes, groups: readonly string[], absentReason: string | null): Promise<void> {
  if (absentReason === null) {
    if (context.caller.actor !== minutes.login) throw new HandoverForbiddenError(`sign ${minutes.label} for ${minutes.login} without saying why he cannot`);
    return;
  }
  const signers = await signersOf(context, minutes);
  if (context.caller.actor === minutes.login || !groups.includes(signers)) throw new HandoverForbiddenError(`sign ${minutes.label} in his place: ${signers} does`);
}

/**
 * Who is there hands over himself (158/QĐ-STP §8): until his last day is over, or his access has ended, nobody signs for him. Of who has
 * died, or cannot, IT says so by locking his account, and another signs: that takes two people. A lock for an exposed password says
 * nothing of him.
 */
async function stillThere({ tx, now, zone, caller }: CommandContext, { login, lastDay, decisionId }: Minutes): Promise<Finding[]> {
  if (dateInZone(now, zone) > lastDay) return [];
  const [away] = await tx.query(
    `select from personnel_decision where id = $1 and access_ends_at <= $2
     union all select from account where login = $3 and status = 'locked' and exposed_at is null and $4 <> (
       select actor from audit_entry where subject = 'account' and subject_id = $3 and action = 'identity.lock-account' order by id desc limit 1)`,
    [decisionId, now, login, caller.actor],
  );
  if (away !== undefined) return [];
  const mend = `Have him sign, or sign in his place once his access has ended or ${lastDay} is over. Where he has died or cannot, somebody else of IT locks his account first (POST /accounts/{login}/lock).`;
  return [{ where: 'absentReason', code: 'handover-signer-there', what: `${login} is there until ${lastDay}`, mend }];
}

function withoutReceiver({ label, receiver, position }: HandoverLine): Finding[] {
  if (receiver !== null) return [];
  return [{ where: `line ${position}`, code: 'handover-line-without-receiver', what: `«${label}» has no receiver`, mend: 'Name who receives it.' }];
}

/** Somebody takes what the minutes name him for: all of it at once. @throws HandoverNotFoundError, HandoverForbiddenError, HandoverStateError */
const confirmLines: Command<OfMinutes, { confirmed: number }> = {
  name: 'personnel.confirm-handover',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { minutesId }) {
    const { tx, now, caller } = context;
    const minutes = await lockMinutes(tx, minutesId);
    const mine = (await linesOf(tx, minutesId)).filter(({ receiver }) => receiver === caller.actor);
    if (mine.length === 0) throw new HandoverForbiddenError(`confirm ${minutes.label}: nothing in them is handed to you`);
    requireStatus(minutes, 'signed', 'a confirmation');
    const confirmed = await tx.execute('update handover_line set confirmed_at = $3 where minutes_id = $1 and receiver = $2 and confirmed_at is null', [
      minutesId,
      caller.actor,
      now,
    ]);
    if (confirmed === 0) context.nothingChanged();
    else context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: { confirmed } });
    return { confirmed };
  },
};

/**
 * A receiver takes a line not, or who signs for the unit takes it back from one who cannot: then the minutes are open again, and
 * signed again when somebody else receives it. @throws HandoverNotFoundError, HandoverForbiddenError, HandoverStateError
 */
function declineLine({ tell }: Tools): Command<OfMinutes & z.output<typeof declineSchema>, void> {
  return {
    name: 'personnel.decline-handover',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { minutesId, groups, lineId, reason: why }) {
      const { tx, caller, now } = context;
      const minutes = await lockMinutes(tx, minutesId);
      const line = (await linesOf(tx, minutesId)).find(({ id }) => id === lineId);
      if (line === undefined) throw new HandoverNotFoundError(lineId);
      const signers = await signersOf(context, minutes);
      if (line.receiver !== caller.actor && !groups.includes(signers)) throw new HandoverForbiddenError(`decline a line of ${minutes.label} that is not handed to you`);
      requireStatus(minutes, 'signed', 'a refusal');
      await tx.execute('update handover_line set receiver = null, confirmed_at = null where id = $1', [lineId]);
      await tx.execute(`update handover_minutes set status = 'draft', signed_at = null, signed_by = null, absent_reason = null where id = $1`, [minutesId]);
      context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: { lineId, old: { receiver: line.receiver }, new: { receiver: null }, reason: why } });
      await tell(context, { people: [minutes.login], groups: [signers] }, {
        title: `Có mục bàn giao bị từ chối: ${minutes.label}`,
        body: `«${line.label}»: ${why}. Hãy cử người nhận khác rồi ký lại.`,
        instanceId: minutes.instanceId,
        event: `handover-declined:${lineId}:${now}`,
      });
    },
  };
}

/**
 * Who signs for the unit closes the minutes once every receiver has confirmed and nothing has come to the leaver since he signed: from
 * then on they stand for good, and the case moves the work. @throws HandoverNotFoundError, HandoverForbiddenError, HandoverStateError, HandoverRefusedError
 */
function closeMinutes({ tell }: Tools): Command<OfMinutes, void> {
  return {
    name: 'personnel.close-minutes',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { minutesId, groups }) {
      const { tx, now, caller } = context;
      const minutes = await lockMinutesWithCase(tx, minutesId);
      const signers = await signersOf(context, minutes);
      if (caller.actor === minutes.login || !groups.includes(signers)) throw new HandoverForbiddenError(`close ${minutes.label}: ${signers} does`);
      requireStatus(minutes, 'signed', 'a signature for the unit');
      const unconfirmed = (await linesOf(tx, minutesId)).flatMap(({ confirmedAt, position, label, receiver }): Finding[] => {
        if (confirmedAt !== null) return [];
        return [{ where: `line ${position}`, code: 'handover-line-unconfirmed', what: `«${label}» is not confirmed by ${receiver}`, mend: 'Ask him to, or take it back and name another.' }];
      });
      const findings = [...(await missingLines(context, minutes)), ...unconfirmed];
      if (findings.length > 0) throw new HandoverRefusedError(minutes.label, findings);
      await tx.execute(`update handover_minutes set status = 'closed', closed_at = $2, closed_by = $3 where id = $1`, [minutesId, now, caller.actor]);
      context.audit({ subject: 'handover-minutes', subjectId: minutesId, detail: { old: { status: 'signed' }, new: { status: 'closed' } } });
      await context.run(correlateMessage, { message: HANDOVER_CLOSED, correlationKey: minutesId, mustMatch: true });
      await tell(context, { people: [minutes.login], groups: [] }, {
        title: `Biên bản bàn giao ${minutes.label} đã hoàn tất`,
        body: 'Thủ trưởng đơn vị đã ký; công việc được chuyển cho người nhận.',
        instanceId: minutes.instanceId,
        event: `handover-closed:${minutesId}`,
      });
    },
  };
}

/** Tells the case that its minutes are closed. */
export const HANDOVER_CLOSED = 'handover.closed';
