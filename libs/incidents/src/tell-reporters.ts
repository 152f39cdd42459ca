import type { CommandContext } from '#runtime';
import type { IncidentRecord, IncidentTools } from './incident.js';

/** What whoever reported an incident hears of it, and with him those whose reports are part of it. */
export async function tellReporters(
  context: CommandContext,
  { tell }: Pick<IncidentTools, 'tell'>,
  { id, label, instanceId }: Pick<IncidentRecord, 'id' | 'label' | 'instanceId'>,
  notice: { readonly title: string; readonly body: string; readonly event: string },
): Promise<void> {
  const reporters = await context.tx.query<{ login: string }>(
    `select distinct reporter as login from incident where id = $1 or merged_into = $1 order by 1`,
    [id],
  );
  const people = reporters.map(({ login }) => login).filter((login) => login !== context.caller.actor);
  await tell(context, { people, groups: [] }, { ...notice, title: `Sự cố ${label}: ${notice.title}`, instanceId });
}
