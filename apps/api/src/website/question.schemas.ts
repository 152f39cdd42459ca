import { gateFields } from '#documents';
import { answerSchema, QUESTION_EVENTS, QUESTION_STAGES, QUESTION_SUSPICIONS, QUESTION_TOPICS, questionSchema } from '#website';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const example = { name: 'Nguyễn Văn An', email: 'an@example.vn', topic: 'procedure', title: 'Hồ sơ đăng ký sáng kiến', question: 'Nộp hồ sơ ở đâu?', consent: true };

export const askBody = questionSchema.meta({ id: 'QuestionInput', examples: [example] });
export const askedAnswer = z
  .object({ label: z.string(), token: z.string().describe('Mã bí mật để theo dõi câu hỏi; chỉ trả về một lần.') })
  .meta({ id: 'AskedQuestion' });
export const answerBody = answerSchema.extend(gateFields).meta({ id: 'QuestionAnswerInput', examples: [{ answer: 'Hồ sơ nộp tại bộ phận một cửa của Sở.' }] });
export const writtenAnswer = z
  .object({
    version: z.int(),
    publicTitle: z.string(),
    publicQuestion: z.string().describe('Câu hỏi như công chúng sẽ đọc: xem lại, sửa nếu còn lộ danh tính.'),
    publicAnswer: z.string().describe('Câu trả lời như công chúng sẽ đọc: tên, địa chỉ thư và số của người hỏi được che.'),
  })
  .meta({ id: 'WrittenAnswer' });

export const ownQuestionAnswer = z
  .object({
    label: z.string(),
    title: z.string().nullable(),
    stage: z.enum(QUESTION_STAGES),
    askedAt: instant,
    answerBy: instant.nullable(),
    note: z.string().nullable(),
    answer: z.string().nullable(),
    slug: z.string().nullable(),
  })
  .meta({ id: 'OwnQuestion' });

export const questionsQuery = pageQuery.extend({ stage: z.enum(QUESTION_STAGES).optional() });
const row = z.object({
  id: z.uuid(),
  label: z.string(),
  title: z.string().nullable(),
  topic: z.enum(QUESTION_TOPICS),
  stage: z.enum(QUESTION_STAGES),
  askedAt: instant,
  unit: z.string().nullable(),
  handler: z.string().nullable(),
  answerBy: instant.nullable(),
  endedAt: instant.nullable(),
  slug: z.string().nullable(),
  suspected: z.array(z.enum(QUESTION_SUSPICIONS)).readonly().describe('Máy thấy lời văn nhắc đến bí mật nhà nước, khiếu nại hoặc tố cáo: Ban biên tập xem kỹ.'),
});
export const questionPage = pageOf('QuestionPage', row);
export const questionAnswer = row
  .extend({
    instanceId: z.uuid(),
    question: z.string().nullable(),
    asker: z.object({ name: z.string(), email: z.string() }).nullable().describe('Chỉ Ban biên tập, Chánh Văn phòng, lãnh đạo đọc được.'),
    consents: z.boolean(),
    answers: z
      .array(z.object({ version: z.int(), answer: z.string(), publicTitle: z.string(), publicQuestion: z.string(), publicAnswer: z.string(), writtenBy: z.string(), writtenAt: instant }))
      .readonly(),
    events: z.array(z.object({ kind: z.enum(QUESTION_EVENTS), actor: z.string(), at: instant, text: z.string().nullable() })).readonly(),
  })
  .meta({ id: 'Question' });

const answered = z.object({ slug: z.string(), title: z.string(), publishedAt: instant });
export const answeredPage = pageOf('AnsweredQuestionPage', answered);
export const answeredAnswer = answered.extend({ question: z.string(), answer: z.string(), unit: z.string().nullable() }).meta({ id: 'AnsweredQuestion' });
