import { gateFields } from '#documents';
import { tidyText } from '#foundation';
import { HANDLING_ACTS } from '#worklist';
import { z } from 'zod';
import { login } from '../accounts/login.js';
import { instant } from '../paging.js';
import { consultation } from './consultation.schemas.js';

const reason = z.string().overwrite(tidyText).min(1).max(1000);

export const handOverBody = z
  .strictObject({ to: login.describe('Người nhận bàn giao.'), reason, ...gateFields })
  .meta({ id: 'HandOverTask', examples: [{ to: 'tuanda', reason: 'Đi công tác từ ngày mai.' }] });

export const returnTaskBody = z
  .strictObject({ reason, ...gateFields })
  .meta({ id: 'ReturnTask', examples: [{ reason: 'Thuộc chức năng của Văn phòng.' }] });

export const assignTaskBody = z
  .object({ assignee: login, reason: reason.optional(), ...gateFields })
  .meta({ id: 'AssignTask', examples: [{ assignee: 'tuanda' }] });

/** Parts of a task in detail: what happened to it before it was completed. */
export const handlingParts = {
  handling: z
    .array(
      z.object({
        number: z.int(),
        act: z.enum(HANDLING_ACTS).describe('handed-over: bàn giao; forwarded: trưởng phòng giao; returned: trả lại; recalled: lấy lại.'),
        doneBy: z.string(),
        doneByName: z.string().nullable(),
        from: z.string().nullable().describe('Người giữ việc trước đó; null: việc đang chờ nhóm.'),
        fromName: z.string().nullable(),
        to: z.string().nullable().describe('Người giữ việc từ đó; null: việc lại chờ nhóm.'),
        toName: z.string().nullable(),
        reason: z.string().nullable(),
        at: instant,
      }),
    )
    .readonly()
    .describe('Việc đã qua tay những ai, cũ trước.'),
  openings: z
    .array(z.object({ login: z.string(), name: z.string().nullable(), openedAt: instant }))
    .readonly()
    .describe('Ai đã mở việc kể từ khi việc đến tay mình.'),
  consultations: z.array(consultation).readonly().describe('Các ý kiến đã xin về việc này, cũ trước.'),
};
