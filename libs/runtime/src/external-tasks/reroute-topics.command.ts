import type { Command } from '../executor/command.js';

/**
 * Gives jobs of service tasks to whom their topic belongs by the settings of this start: to the handlers of this program,
 * or to external workers. What somebody is working on goes over when its lease ends. Gives the number of jobs.
 */
export const rerouteTopics: Command<void, number> = {
  name: 'runtime.reroute-topics',

  async run(context) {
    const { handlers, tx } = context;
    const rerouted = await tx.query<{ topic: string; kind: string; jobs: number }>(
      `with rerouted as (
         update job set kind = case kind when 'service' then 'external' else 'service' end, delivered_at = null
         where kind = 'service' and topic = any($1::text[]) or kind = 'external' and topic = any($2::text[])
         returning topic, kind)
       select topic, kind, count(*) as jobs from rerouted group by topic, kind order by topic`,
      [handlers.externalTopics, handlers.topics],
    );
    if (rerouted.length === 0) context.nothingChanged();
    for (const { topic, kind, jobs } of rerouted) {
      context.audit({ subject: 'topic', subjectId: topic, detail: { to: kind, jobs } });
    }
    return rerouted.reduce((sum, { jobs }) => sum + jobs, 0);
  },
};
