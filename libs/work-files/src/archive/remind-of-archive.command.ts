import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { DateTime } from 'luxon';
import { HAND_OVER_BY } from '../files/work-file-columns.js';

/** How its keeper and the head of its unit hear about a work file, in Vietnamese; the app hands it in. */
export type TellOfWorkFile = (
  context: CommandContext,
  /** A login and the code of a unit. */
  to: { readonly keeper: string; readonly unit: string },
  /** `event` is the same for every repetition of one event. */
  notice: { readonly title: string; readonly body: string; readonly event: string },
) => Promise<void>;

export interface RemindOfArchiveInput {
  /** At most so many files at a time. */
  readonly limit: number;
  readonly tell: TellOfWorkFile;
}

interface DueFile {
  readonly id: string;
  readonly year: number;
  readonly code: string;
  readonly title: string;
  readonly keeper: string;
  readonly unit: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly isOverdue: boolean;
}

const DAYS_BEFORE = 30;

/**
 * Tells of closed files that they are due for the archive (ND 30 §30.2): once in the thirty days before, and once when the day
 * has passed. The day that was told of stays with the file, so of another day they hear anew. Of files in a hand-over that is
 * yet to be decided nobody hears: their unit has done its part. Gives how many files were told of.
 */
export const remindOfArchive: Command<RemindOfArchiveInput, number> = {
  name: 'work-files.remind-of-archive',
  async run(context, { limit, tell }) {
    const { tx, now, zone } = context;
    const today = dateInZone(now, zone);
    const due = await tx.query<DueFile>(
      `select f.id, f.plan_year as year, f.code, f.title, f.keeper, f.unit_code as unit, ${HAND_OVER_BY} as day,
         ${HAND_OVER_BY} < $1::date as "isOverdue"
       from work_file f
       where f.status = 'closed' and ${HAND_OVER_BY} <= $1::date + $2::int
         and ${HAND_OVER_BY} is distinct from case when ${HAND_OVER_BY} < $1::date then f.archive_overdue_for else f.archive_reminded_for end
         and not exists (select from archive_handover_file part join archive_handover h on h.id = part.handover_id
           where part.work_file_id = f.id and h.status = 'submitted')
       order by f.closed_on, f.id limit $3 for no key update of f skip locked`,
      [today, DAYS_BEFORE, limit],
    );
    if (due.length === 0) {
      context.nothingChanged();
      return 0;
    }
    await tx.execute(
      `update work_file f
       set archive_overdue_for = case when ${HAND_OVER_BY} < $2::date then ${HAND_OVER_BY} else f.archive_overdue_for end,
         archive_reminded_for = case when ${HAND_OVER_BY} < $2::date then f.archive_reminded_for else ${HAND_OVER_BY} end
       where f.id = any($1::uuid[])`,
      [due.map(({ id }) => id), today],
    );
    for (const file of due) {
      context.audit({ subject: 'work-file', subjectId: file.id, detail: { handOverBy: file.day, overdue: file.isOverdue } });
      await tell(context, file, noticeOf(file));
    }
    return due.length;
  },
};

function noticeOf({ id, year, code, title, day, isOverdue }: DueFile): { title: string; body: string; event: string } {
  const by = DateTime.fromISO(day).toFormat('dd/MM/yyyy');
  return {
    title: `${isOverdue ? 'Quá hạn' : 'Sắp đến hạn'} nộp lưu hồ sơ ${code} năm ${year}`,
    body: `Hồ sơ «${title}» đã kết thúc, phải giao nộp vào lưu trữ cơ quan chậm nhất ngày ${by}.`,
    event: `${isOverdue ? 'archive-overdue' : 'archive-due'}:${id}:${day}`,
  };
}
