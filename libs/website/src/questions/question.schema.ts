import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';

/** What a question is about; the table question-times says by it how long an answer may take. */
export const QUESTION_TOPICS = ['procedure', 'law', 'other'] as const;
export type QuestionTopic = (typeof QUESTION_TOPICS)[number];

/** What people read for them. */
export const TOPIC_NAMES: Readonly<Record<QuestionTopic, string>> = { procedure: 'Thủ tục hành chính', law: 'Chính sách, pháp luật', other: 'Việc khác' };

/** Marks that nobody sees: they turn the direction of writing, part words or stand for letters. Strangers need none of them. */
const withoutUnseen = (text: string) => text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');

/** What somebody outside writes: without marks that nobody sees, and with at least one letter to read. */
const line = (longest: number) => z.string().overwrite(withoutUnseen).overwrite(tidyLine).min(1).max(longest).regex(/\p{L}/u);
const text = (longest: number) => z.string().overwrite(withoutUnseen).overwrite(tidyText).min(1).max(longest).regex(/\p{L}/u);

/** What anybody sends who asks the agency something. */
export const questionSchema = z.strictObject({
  name: line(100),
  email: z.email().max(200),
  topic: z.enum(QUESTION_TOPICS).default('other'),
  title: line(200),
  question: text(5000),
  /** Whether question and answer may be published, without his name and address. */
  consent: z.boolean().default(false),
  /** People leave it empty: they do not see it. Programs that fill in every field do not. */
  homepage: z.string().max(500).default(''),
});

export type QuestionInput = z.output<typeof questionSchema>;

export const answerSchema = z.strictObject({
  answer: text(20_000),
  /** The question as the public is to read it. Absent: as it was asked, with addresses, numbers and the name covered. */
  publicTitle: line(200).optional(),
  publicQuestion: text(5000).optional(),
});

export type AnswerInput = z.output<typeof answerSchema>;

/** The secret in the link of whoever asked: 32 random bytes. */
export const questionTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
