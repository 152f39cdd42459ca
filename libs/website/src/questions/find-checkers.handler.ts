import { dateInZone } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { readVariables } from '../job-variables.js';
import type { WebsiteTools } from '../website-tools.js';
import { answerersOf, lockQuestion } from './question.js';

const questionSchema = z.object({ questionId: z.uuid() });

/** To whom a task is offered: whole posts, and people by name where others of their post may not do it. */
interface Offer {
  readonly groups: readonly string[];
  readonly users: readonly string[];
  /** Whether anybody may do it today. */
  readonly reaches: boolean;
}

/**
 * Topic `website.find-checkers`: who looks at an answer before leadership does. Head and deputies of the unit, as far as they have not written
 * it; where the head has, or there is none, the chief of office too; where nobody of these is left, a leader. Sets `checkers` (groups) and
 * `checkUsers` (logins).
 */
export function findCheckersHandler({ membersOf }: Pick<WebsiteTools, 'membersOf'>): JobHandler {
  return {
    topic: 'website.find-checkers',
    async handle(job) {
      const { questionId } = readVariables(questionSchema, job);
      return {
        async commit(context) {
          const question = await lockQuestion(context.tx, questionId);
          const offer = offering(context, membersOf, answerersOf(question));
          const head = await offer(`head:${question.unit}`);
          const offers = [head, await offer(`deputy-head:${question.unit}`)];
          if (!head.reaches) offers.push(await offer('chief-of-office'));
          if (!offers.some(({ reaches }) => reaches)) offers.push(await offer('leader'));
          return { checkers: offers.flatMap(({ groups }) => groups), checkUsers: [...new Set(offers.flatMap(({ users }) => users))] };
        },
      };
    },
  };
}

function offering({ tx, now, zone }: CommandContext, membersOf: WebsiteTools['membersOf'], unfit: readonly string[]) {
  return async (group: string): Promise<Offer> => {
    const members = await membersOf(tx, group, dateInZone(now, zone));
    const fit = members.filter((login) => !unfit.includes(login));
    // Whoever comes to the post tomorrow finds the task there.
    return fit.length === members.length ? { groups: [group], users: [], reaches: fit.length > 0 } : { groups: [], users: fit, reaches: fit.length > 0 };
  };
}
