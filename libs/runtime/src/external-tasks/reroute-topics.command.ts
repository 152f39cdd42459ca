import type { Command } from '../executor/command.js';

/**
 * Gives jobs of service tasks to whom their topic belongs by the settings of this start: to the handlers of this program,
 * or to external workers. What somebody is working on stays with him, and goes over at a later start if it is still
 * there. Gives the number of jobs.
 */
export const rerouteTopics: Command<void, number> = {
  name: 'runtime.reroute-topics',

  async run(context) {
    const { handlers, tx } = context;
    const topics = [handlers.externalTopics, handlers.topics];
    // Most starts find nothing: they only look, and lock no job that is at work.
    const strayed = await tx.query(`select from job where ${STRAYED} limit 1`, topics);
    const rerouted =
      strayed.length === 0 ? [] : await tx.query<{ topic: string; kind: string; jobs: number }>(REROUTE, topics);
    if (rerouted.length === 0) context.nothingChanged();
    for (const { topic, kind, jobs } of rerouted) {
      context.audit({ subject: 'topic', subjectId: topic, detail: { to: kind, jobs } });
    }
    return rerouted.reduce((sum, { jobs }) => sum + jobs, 0);
  },
};

const STRAYED = `(kind = 'service' and topic = any($1::text[]) or kind = 'external' and topic = any($2::text[]))
  and (lease_owner is null or lease_until <= business_now())`;

const REROUTE = `
  with strayed as (select id from job where ${STRAYED} for update skip locked),
  rerouted as (
    update job j set kind = case j.kind when 'service' then 'external' else 'service' end, delivered_at = null,
      lease_owner = null, lease_until = null
    where j.id = any(array(select id from strayed))
    returning j.topic, j.kind)
  select topic, kind, count(*) as jobs from rerouted group by topic, kind order by topic`;
