import type { JsonValue } from '#foundation';
import type { JobHandler } from '#runtime';
import { NothingToTellError } from './errors.js';
import type { NotifyGroup } from './notify-group.js';
import { notifyPeople } from './notify-people.command.js';

/**
 * Topic `notifications.tell`: everybody in the groups of the variable `tell`, and whoever `tellPeople` names by login, gets a
 * notice with the texts `noticeTitle` and `noticeBody`. The model gives these as input parameters.
 * @throws NothingToTellError where one of them is missing: an operator sees a failed job
 */
export function tellHandler(notifyGroup: NotifyGroup): JobHandler {
  return {
    topic: 'notifications.tell',
    async handle(job) {
      const { tell, tellPeople, noticeTitle, noticeBody } = job.variables;
      const [groups, logins] = [namesIn(tell), namesIn(tellPeople)];
      if (groups.length + logins.length === 0 || typeof noticeTitle !== 'string' || typeof noticeBody !== 'string') {
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
          for (const group of groups) await notifyGroup(context, group, notice);
          if (logins.length > 0) await context.run(notifyPeople, { logins, notice });
        },
      };
    },
  };
}

function namesIn(list: JsonValue | undefined): string[] {
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string' && name !== '') : [];
}
