import { farOffFindings } from '#calendar';
import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { daySchema, line } from '../../incoming/field-schemas.js';
import { AnswerDayRefusedError } from '../errors.js';

/** What ND 30 appendix VI wants to know of an outgoing document beside its register; none of it is required. */
export const describedFields = {
  language: line(50).nullable().default(null).describe('Ngôn ngữ.'),
  pages: z.int().min(1).max(10_000).nullable().default(null).describe('Số trang.'),
  answerExpectedOn: daySchema
    .nullable()
    .default(null)
    .describe('Văn bản đề nghị nơi nhận trả lời chậm nhất vào ngày này; không trước ngày phát hành.'),
};

export interface Description {
  readonly language: string | null;
  readonly pages: number | null;
  /** `YYYY-MM-DD` */
  readonly answerExpectedOn: string | null;
}

/** Writes it down anew, as the drafter has it now: what he left empty is empty. */
export async function describeDraft({ tx }: CommandContext, id: string, { language, pages, answerExpectedOn }: Description): Promise<void> {
  await tx.execute('update outgoing_document set language = $2, pages = $3, answer_expected_on = $4 where id = $1', [id, language, pages, answerExpectedOn]);
}

/** What is wrong with the day by which a document that is issued today, or later, asks for an answer. */
export function answerDayFindings({ now, zone }: CommandContext, day: string | null): Finding[] {
  if (day === null) return [];
  const where = 'answerExpectedOn';
  if (day >= dateInZone(now, zone)) return farOffFindings(where, day, now);
  return [{ where, what: `${day} has passed`, mend: 'Name today or a later day: nobody answers before the document is issued.' }];
}

/** @throws AnswerDayRefusedError */
export function refuseAnswerDay(context: CommandContext, id: string, day: string | null): void {
  const findings = answerDayFindings(context, day);
  if (findings.length > 0) throw new AnswerDayRefusedError(id, findings);
}
