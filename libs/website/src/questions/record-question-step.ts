import { dateInZone, type JsonObject, sayDate } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { QuestionStepRefusedError, WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { BOARD, type Person } from '../rights.js';
import type { WebsiteTools } from '../website-tools.js';
import { checkAnswerDay } from './answer-day.js';
import { answerersOf, lockQuestion, OFF_THE_WEBSITE, QUESTION_OVER, type QuestionRecord, type QuestionStage } from './question.js';
import { type QuestionEventKind, recordQuestionEvent } from './record-question-event.js';
import { nothingOfComplaint, removeWords } from './remove-words.js';

/** What tasks of the model question-answer say as `websiteStep`. */
const stepSchema = z.enum(['sort-question', 'assign-question', 'give-question', 'answer-question', 'check-answer', 'approve-answer']);
type Step = z.output<typeof stepSchema>;

interface QuestionStep {
  readonly taskId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly person: Person;
}

interface Completed {
  /** What was filled in. */
  readonly values: JsonObject;
  /** What the task sees of the case. */
  readonly variables: JsonObject;
}

const STAGE_OF: Readonly<Record<Step, QuestionStage>> = {
  'sort-question': 'received',
  'assign-question': 'accepted',
  'give-question': 'assigned',
  'answer-question': 'drafting',
  'check-answer': 'checking',
  'approve-answer': 'approving',
};

/**
 * Who does which step of a question, however the task has come to him: board, leadership, head of the unit and whoever he gave it to, or who
 * stands above them where it climbed. Nobody checks or approves an answer that he wrote, and whoever checked it does not approve it.
 * @throws WebsiteForbiddenError
 */
export async function refuseUnfitForQuestion(context: CommandContext, step: QuestionStep): Promise<void> {
  const { data: name } = stepSchema.safeParse(step.properties['websiteStep']);
  if (name !== undefined) await refuseUnfit(context, name, await questionOfTask(context, step.taskId), step.person);
}

/**
 * Writes down what was decided where the task is completed, so that nothing but the decision of somebody who may take it counts.
 * @throws WebsiteForbiddenError, WebsiteStateError, QuestionStepRefusedError
 */
export function recordQuestionStep(tools: Tools) {
  return async (context: CommandContext, step: QuestionStep & Completed): Promise<void> => {
    const { data: name } = stepSchema.safeParse(step.properties['websiteStep']);
    if (name === undefined) return;
    const question = await questionOfTask(context, step.taskId);
    await refuseUnfit(context, name, question, step.person);
    if (question.stage !== STAGE_OF[name]) throw new WebsiteStateError(question.label, question.stage, 'this step');
    const { set, kind, text } = await DECISIONS[name](context, question, step, tools);
    const columns = Object.entries(set);
    await context.tx.execute(
      `update website_question set ${columns.map(([column], index) => `${column} = $${index + 2}`).join(', ')} where id = $1`,
      [question.id, ...columns.map(([, value]) => value)],
    );
    if (QUESTION_OVER.includes(set.stage)) await context.tx.execute(`update website_question set ${OFF_THE_WEBSITE} where id = $1`, [question.id, context.now]);
    await recordQuestionEvent(context, question.id, { kind, actor: step.person.login, text: text === undefined ? textOf(step.values, 'note') : text });
    if (set.stage === 'complaint') await removeWords(context.tx, question.id, null);
  };
}

/** Columns are those of this file: nothing that came from outside names one. */
interface Decided {
  readonly set: Readonly<Record<string, string | boolean | null>> & { readonly stage: QuestionStage };
  readonly kind: QuestionEventKind;
  readonly text?: string | null;
}

type Tools = Pick<WebsiteTools, 'membersOf' | 'tell'>;
type Decide = (context: CommandContext, question: QuestionRecord, completed: Completed, tools: Tools) => Promise<Decided>;

const DECISIONS: Readonly<Record<Step, Decide>> = {
  'sort-question': async ({ now }, question, { values }): Promise<Decided> => {
    if (values['decision'] === 'accept') return { set: { stage: 'accepted' }, kind: 'accepted' };
    return turnedDown(question, now, values, textOf(values, 'note'));
  },
  'assign-question': async (context, question, { values, variables }, tools): Promise<Decided> => {
    const decision = textOf(values, 'decision') ?? 'assign';
    // What it is may be seen only by the unit, which declines it: leadership then decides as the board can.
    if (decision === 'return') return { set: { stage: 'received' }, kind: 'returned' };
    if (decision !== 'assign') return turnedDown(question, context.now, values, textOf(values, 'elsewhere'));
    const day = textOf(values, 'answerDate');
    const set = day === null ? undefined : checkAnswerDay(context, variables, day, textOf(values, 'note'));
    if (set !== undefined && set.findings.length > 0) throw new QuestionStepRefusedError(set.findings);
    if (set?.isLater === true) {
      const told = { title: `Câu hỏi ${question.label} trả lời muộn hơn bảng thời gian`, body: `Lãnh đạo định ngày trả lời là ${sayDate(day!)}.`, instanceId: question.instanceId };
      await tools.tell(context, { people: [], groups: ['chief-of-office'] }, { ...told, event: `website-question-day:${question.id}:${context.now}` });
    }
    return { set: { stage: 'assigned', unit_code: textOf(values, 'unit'), answer_date: day }, kind: 'assigned', text: textOf(values, 'unit') };
  },
  'give-question': async ({ tx, now, zone }, { unit }, { values }, { membersOf }): Promise<Decided> => {
    if (values['decision'] === 'decline') return { set: { stage: 'accepted', unit_code: null, answer_date: null, answer_by: null }, kind: 'declined' };
    const handler = textOf(values, 'handler');
    const colleagues = await membersOf(tx, `unit:${unit}`, dateInZone(now, zone));
    if (handler === null || !colleagues.includes(handler)) {
      const mend = 'Choose somebody of the unit, or yourself where you head it.';
      throw new QuestionStepRefusedError([{ where: 'handler', code: 'question-handler-elsewhere', what: `is nobody of ${unit} today`, mend }]);
    }
    return { set: { stage: 'drafting', handler }, kind: 'given', text: handler };
  },
  'answer-question': async ({ tx, caller: { actor: login } }, question) => {
    const [returned] = await tx.query<{ after: boolean }>(
      `select max(at) > $2::timestamptz as after from website_question_event where question_id = $1 and kind in ('check-returned', 'approval-returned', 'reopened')`,
      [question.id, question.writtenAt],
    );
    if (question.answer === null || returned?.after === true) {
      const what = question.answer === null ? 'is missing' : 'is still the one that was given back';
      const mend = 'Write it first: POST /website/questions/{id}/answers.';
      throw new QuestionStepRefusedError([{ where: 'answer', code: 'question-answer-missing', what, mend }]);
    }
    // Whoever handed it in answers for it from now on: it may have come to him from a colleague.
    return { set: { stage: 'checking', handler: login }, kind: 'drafted' };
  },
  'check-answer': async (_context, _question, { values }): Promise<Decided> =>
    values['decision'] === 'return' ? { set: { stage: 'drafting' }, kind: 'check-returned' } : { set: { stage: 'approving' }, kind: 'checked' },
  'approve-answer': async (_context, { consents }, { values }): Promise<Decided> =>
    values['decision'] === 'return'
      ? { set: { stage: 'drafting' }, kind: 'approval-returned' }
      : { set: { stage: 'approved', publishes: consents && values['decision'] === 'publish' }, kind: 'approved' },
};

/** @param note who answers instead: whoever asked reads it @throws QuestionStepRefusedError where an answer was given that this would take away */
function turnedDown({ label, answeredVersion }: QuestionRecord, now: string, values: JsonObject, note: string | null): Decided {
  if (answeredVersion !== null) {
    const mend = `Assign it to a unit, or let the answer stand: POST /website/questions/{id}/kept-answer. What must leave the website: POST …/removal; a complaint: POST …/complaint.`;
    throw new QuestionStepRefusedError([{ where: 'decision', code: 'question-answered-already', what: `turns down ${label}, which was answered`, mend }]);
  }
  const stage = values['decision'] === 'spam' ? 'spam' : values['decision'] === 'complaint' ? 'complaint' : 'forwarded';
  if (stage === 'complaint') return { set: { stage, ...nothingOfComplaint(now) }, kind: stage, text: null };
  return { set: { stage, note, ended_at: now }, kind: stage, text: note };
}

async function refuseUnfit({ tx }: CommandContext, name: Step, question: QuestionRecord, { login, groups }: Person): Promise<void> {
  const { unit, id } = question;
  const heads = [`head:${unit}`, `deputy-head:${unit}`];
  const posts: Readonly<Record<Step, readonly string[]>> = {
    'sort-question': [BOARD, 'chief-of-office', 'leader'],
    'assign-question': ['leader', 'chief-of-office'],
    'give-question': [...heads, 'chief-of-office', 'leader'],
    // The head gives it to another of his people where the first one is away.
    'answer-question': [...heads, `unit:${unit}`, 'chief-of-office', 'leader'],
    'check-answer': [...heads, 'chief-of-office', 'leader'],
    'approve-answer': ['leader'],
  };
  if (!posts[name].some((post) => groups.includes(post))) throw new WebsiteForbiddenError('decide this about a question of the public');
  if (name !== 'check-answer' && name !== 'approve-answer') return;
  if (answerersOf(question).includes(login)) throw new WebsiteForbiddenError('decide about an answer that you wrote');
  if (name === 'check-answer') return;
  const [checked] = await tx.query<{ actor: string }>(
    `select actor from website_question_event where question_id = $1 and kind = 'checked' order by id desc limit 1`,
    [id],
  );
  if (checked?.actor === login) throw new WebsiteForbiddenError('approve an answer that you checked');
}

async function questionOfTask({ tx }: CommandContext, taskId: string): Promise<QuestionRecord> {
  const [found] = await tx.query<{ id: string }>(
    `select q.id from user_task t join process_instance i on i.id = t.instance_id join website_question q on q.instance_id = i.root_instance_id where t.id = $1`,
    [taskId],
  );
  if (found === undefined) throw new WebsiteForbiddenError('decide in a case that belongs to no question');
  return lockQuestion(tx, found.id);
}

function textOf(values: JsonObject, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
