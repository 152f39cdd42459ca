import type { JobHandler } from '#runtime';
import { NothingToTellError } from './errors.js';
import type { NotifyGroup } from './notify-group.js';

/**
 * Topic `notifications.tell`: everybody in the groups of the variable `tell` gets a notice with the texts `noticeTitle` and
 * `noticeBody`, which the model gives as input parameters.
 * @throws NothingToTellError where one of them is missing: an operator sees a failed job
 */
export function tellHandler(notifyGroup: NotifyGroup): JobHandler {
  return {
    topic: 'notifications.tell',
    async handle(job) {
      const { tell, noticeTitle, noticeBody } = job.variables;
      const groups = Array.isArray(tell) ? tell.filter((group) => typeof group === 'string' && group !== '') : [];
      if (groups.length === 0 || typeof noticeTitle !== 'string' || typeof noticeBody !== 'string') {
        throw new NothingToTellError(job.elementId);
      }
      const notice = {
        kind: 'escalation',
        title: noticeTitle,
        body: noticeBody,
        instanceId: job.instanceId,
        event: `tell:${job.jobId}`,
      } as const;
      return {
        async commit(context) {
          for (const group of groups) await notifyGroup(context, group as string, notice);
        },
      };
    },
  };
}
