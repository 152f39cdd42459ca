import { gateFields } from '#documents';
import { tidyText } from '#foundation';
import { CONSULTATION_SCOPES, CONSULTATION_STATES } from '#worklist';
import { z } from 'zod';
import { login } from '../accounts/login.js';
import { instant, pageOf, pageQuery } from '../paging.js';

const text = z.string().overwrite(tidyText).min(1).max(4000);

export const askOpinionsBody = z
  .strictObject({
    people: z.array(login).min(1).max(20).describe('Những người được hỏi, cùng một câu hỏi.'),
    question: text,
    dueAt: z.iso.datetime({ offset: true }).describe('Hạn trả lời.'),
    ...gateFields,
  })
  .meta({
    id: 'AskOpinions',
    examples: [{ people: ['ngocdtb', 'quanhm'], question: 'Số liệu quý I có cần điều chỉnh không?', dueAt: '2026-03-12T10:00:00.000Z' }],
  });
export const askedAnswer = z
  .object({ ids: z.array(z.uuid()).describe('Theo thứ tự của people.') })
  .meta({ id: 'AskedOpinions' });

export const opinionBody = z
  .strictObject({ answer: text, ...gateFields })
  .meta({ id: 'Opinion', examples: [{ answer: 'Không, số liệu đã khớp với báo cáo năm.' }] });

export const consultationsQuery = pageQuery.extend({
  scope: z.enum(CONSULTATION_SCOPES).default('asked').describe('asked: tôi được hỏi. asking: tôi hỏi người khác.'),
});

export const consultation = z
  .object({
    id: z.uuid(),
    askedBy: z.string(),
    askedByName: z.string().nullable(),
    asked: z.string(),
    askedName: z.string().nullable(),
    question: z.string(),
    askedAt: instant,
    dueAt: instant,
    state: z
      .enum(CONSULTATION_STATES)
      .describe('open: đang chờ ý kiến; answered: đã có; withdrawn: đã rút lại; lapsed: việc đã kết thúc khi chưa có ý kiến.'),
    overdue: z.boolean(),
    answer: z.string().nullable(),
    answeredAt: instant.nullable(),
    withdrawnAt: instant.nullable(),
  })
  .meta({ id: 'Consultation' });

export const consultationPage = pageOf(
  'ConsultationPage',
  consultation
    .extend({ taskId: z.uuid(), taskName: z.string(), subject: z.string().nullable() })
    .meta({ id: 'ListedConsultation' }),
);
