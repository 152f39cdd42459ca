import type { ProcessGraph } from '#bpmn';
import { isExpression } from '#expressions';
import type { Finding } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import type { Versioned } from './assign-versions.js';
import { type NamedVersion, noSuchVersion, versionNamedBy } from './named-version.js';
import type { DeployableProcess } from './read-deployment.js';

type Process = Versioned<DeployableProcess & NamedVersion>;

interface Callable extends NamedVersion {
  readonly id: string;
}

/**
 * Calls that would fail when they are reached: of a process or version that is neither deployed nor in this deployment,
 * or that a call cannot begin. A version that this deployment brings counts as deployed.
 */
export async function checkCalls(context: CommandContext, processes: readonly Process[]): Promise<Finding[]> {
  const deployed = await deployedVersions(context, processes);
  const brought = processes.filter(({ unchanged }) => !unchanged).map(toCallable);
  const callable = [...deployed, ...brought];
  const findings: Finding[] = [];
  for (const { fileName, references } of processes) {
    for (const call of references.called) {
      const where = `${fileName}:${call.element}`;
      const together = call.binding === 'deployment';
      const called = versionNamedBy(call, together ? processes.map(toCallable) : callable);
      if (called === undefined) {
        findings.push({ where, ...(together ? notTogether(call.key) : noSuchVersion('called process', call, callable)) });
      } else if (call.bindingValue === undefined || !isExpression(call.bindingValue)) {
        const graph = processes.find(isBroughtAs(called))?.graph ?? (await context.definitions.graph(context.tx, called.id));
        if (!canBeCalled(graph)) findings.push({ where, ...notCallable(call.key) });
      }
    }
  }
  return findings;
}

/** Whether a call finds a start event of the process where it can begin. */
export function canBeCalled({ root }: ProcessGraph): boolean {
  return root.starts.length > 0;
}

export function notCallable(key: string): Pick<Finding, 'what' | 'mend'> {
  return {
    what: `The called process "${key}" has no start event without a trigger.`,
    mend: 'Give it one: a call begins there.',
  };
}

function notTogether(key: string): Pick<Finding, 'what' | 'mend'> {
  return {
    what: `The called process "${key}" is not in this deployment.`,
    mend: 'Deploy the two together, or bind the call to the latest version.',
  };
}

/** What the deployment has of a process; where nothing of it is new, its id is that of a version deployed before. */
function isBroughtAs({ id }: Callable): (process: Process) => boolean {
  return (process) => process.id === id && !process.unchanged;
}

function toCallable({ id, key, version, graph }: Process): Callable {
  return { id, key, version, versionTag: graph.versionTag };
}

function deployedVersions(context: CommandContext, processes: readonly Process[]): Promise<Callable[]> {
  const called = processes.flatMap(({ references }) => references.called.map(({ key }) => key));
  return context.tx.query(
    'select id, key, version, version_tag as "versionTag" from process_definition where key = any($1)',
    [called],
  );
}
