import { newId, type Finding } from '#foundation';
import { type Command, startInstance } from '#runtime';
import { QuestionRefusedError } from '../errors.js';
import type { WebsiteTools } from '../website-tools.js';
import { hashOfToken, newToken } from './question.js';
import type { QuestionInput } from './question.schema.js';
import { recordQuestionEvent } from './record-question-event.js';

export interface AskedQuestion {
  /** `HD-12` */
  readonly label: string;
  /** The secret of the link by which he sees what becomes of it; nobody else has it, and it is shown this once. */
  readonly token: string;
}

export interface AskQuestionInput extends QuestionInput {
  /**
   * So many questions of all people are taken within an hour: the board reads each. None is counted by its mailbox, which nobody has confirmed:
   * whoever asks in the name of another would silence him.
   */
  readonly anHour: number;
}

/**
 * Takes a question of the public (47/QĐ-STP art. 5.1) and begins its case. Complaints, denunciations and state secrets are not taken
 * over the network and nothing of them is kept (171/QĐ-BDT art. 4.2); of one that only speaks of them the board is told that it does.
 * @throws QuestionRefusedError with all that is wrong
 */
export function askQuestion({ inspect }: Pick<WebsiteTools, 'inspect'>): Command<AskQuestionInput, AskedQuestion> {
  return {
    name: 'website.ask-question',
    // Who asks, and what, stands in the record alone: it is removed from there one day.
    request: ({ topic, consent }) => ({ topic, consent }),
    async run(context, { name, email, topic, title, question, consent, homepage, anHour }) {
      const { tx, now } = context;
      const found = inspect({ title, question, name });
      const findings = [...ofTrap(homepage), ...notForHere(found.filter(({ marked }) => marked))];
      if (findings.length > 0) throw new QuestionRefusedError(findings);
      const address = email.toLowerCase();
      // Of several at once each sees those before it.
      await tx.execute(`select pg_advisory_xact_lock(hashtextextended('website-question', 71))`);
      // By the key, which goes with time: of as many as may come within an hour, the first.
      const [first] = await tx.query<{ late: boolean }>(
        `select asked_at > $1::timestamptz - interval '1 hour' as late from website_question order by id desc offset $2 limit 1`,
        [now, anHour - 1],
      );
      if (first?.late === true) throw new QuestionRefusedError([tooMany(anHour)]);
      const suspected = [...new Set(found.map(({ ground }) => ground))];
      const id = newId();
      const [next] = await tx.query<{ number: string }>(`select nextval('website_question_number') as number`);
      const label = `HD-${next!.number}`;
      const token = newToken();
      const { instanceId } = await context.run(startInstance, {
        key: 'question-answer',
        businessKey: id,
        // Neither who asks nor what: variables are read by more people, and stay longer.
        variables: { questionId: id, label, subject: `Câu hỏi ${label}`, topic, suspected, ...NOTHING_YET },
      });
      await tx.execute(
        `insert into website_question (id, number, token_hash, asker_name, asker_email, title, body, topic, consents, asked_at, instance_id, suspected)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [id, next!.number, hashOfToken(token), name, address, title, question, topic, consent, now, instanceId, suspected],
      );
      await recordQuestionEvent(context, id, { kind: 'received', actor: 'asker' });
      return { label, token };
    },
  };
}

/** What the tasks of the case fill in. */
export const NOTHING_YET = {
  decision: null,
  note: null,
  unit: null,
  instruction: null,
  declined: null,
  handler: null,
  answerDate: null,
  answerBy: null,
  headAnswers: false,
  isCorrection: false,
  checkers: [],
  checkUsers: [],
};

function tooMany(anHour: number): Finding {
  const what = `comes after ${anHour} others within an hour`;
  return { where: 'question', code: 'question-too-many', what, mend: 'Ask again in an hour, or come to the counter of the agency.' };
}

function ofTrap(homepage: string): Finding[] {
  if (homepage.trim() === '') return [];
  return [{ where: 'homepage', code: 'question-trap', what: 'is filled in', mend: 'Leave it empty: only programs fill it in.' }];
}

function notForHere(found: ReturnType<WebsiteTools['inspect']>): Finding[] {
  return found.map(({ where, ground }) =>
    ground === 'state-secret'
      ? { where, code: 'question-secret', what: 'bears the mark of a state secret', mend: 'Send nothing secret over the network: bring it to the agency on paper.' }
      : { where, code: 'question-complaint', what: 'reads as a complaint or a denunciation', mend: 'Send it to the agency on paper, signed: complaints and denunciations are not taken over the network.' },
  );
}
