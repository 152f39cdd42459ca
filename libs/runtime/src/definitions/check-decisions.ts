import type { Finding } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import type { Versioned } from './assign-versions.js';
import { type NamedVersion, noSuchVersion, versionNamedBy } from './named-version.js';
import type { DeployableDecision, DeployableProcess } from './read-deployment.js';

/** Business rule tasks that would find no decision. A version that this deployment brings counts as deployed. */
export async function checkDecisions(
  context: CommandContext,
  processes: readonly DeployableProcess[],
  decisions: readonly Versioned<DeployableDecision>[],
): Promise<Finding[]> {
  const asked = processes.flatMap(({ references }) => references.decisions.map(({ key }) => key));
  const deployed = await context.tx.query<NamedVersion>(
    'select key, version, version_tag as "versionTag" from decision_definition where key = any($1)',
    [asked],
  );
  const there = [...deployed, ...decisions.filter(({ unchanged }) => !unchanged)];
  return processes.flatMap((process) =>
    process.references.decisions.flatMap((reference): Finding[] => {
      const where = `${process.fileName}:${reference.element}`;
      if (reference.binding !== 'deployment') {
        if (versionNamedBy(reference, there) !== undefined) return [];
        return [{ where, ...noSuchVersion('decision', reference, there) }];
      }
      if (process.decisions.some(({ key }) => key === reference.key)) return [];
      const what = `The decision "${reference.key}" is not deployed with the process.`;
      return [{ where, what, mend: 'Lay its .dmn file beside the BPMN file, or bind the task to the latest version.' }];
    }),
  );
}
