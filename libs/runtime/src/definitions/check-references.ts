import { CongvanError, type Finding } from '#foundation';
import type { CommandContext } from '../command.js';
import { readStarts } from '../starts/read-starts.js';
import type { DeployableDecision, DeployableProcess } from './read-deployment.js';

/**
 * Everything a process names or needs that must be there before it runs: forms, topics, called processes, decisions,
 * people, groups, scripts turned on, start events that can be armed.
 */
export async function checkReferences(
  context: CommandContext,
  processes: readonly DeployableProcess[],
  decisions: readonly DeployableDecision[],
): Promise<Finding[]> {
  const callable = await callableKeys(context, processes);
  const decidable = await decidableKeys(context, processes, decisions);
  const unknown = await context.unknownOwners(context.tx, {
    users: namesOf(processes, 'users'),
    groups: namesOf(processes, 'groups'),
  });
  return processes.flatMap((process): Finding[] => {
    const { fileName, forms, references } = process;
    const missing = (element: string, what: string, mend: string): Finding => ({ where: `${fileName}:${element}`, what, mend });
    return [
      ...references.forms
        .filter(({ key }) => !Object.hasOwn(forms, key))
        .map(({ element, key }) =>
          missing(element, `The form "${key}" is not in the deployment.`, `Add a .form file with the id "${key}" beside the BPMN file.`),
        ),
      ...references.topics
        .filter(({ topic }) => !context.handlers.has(topic))
        .map(({ element, topic }) =>
          missing(element, `No handler serves the topic "${topic}".`, `Use one of: ${context.handlers.topics.join(', ')}.`),
        ),
      ...references.called
        .filter(({ key }) => !callable.has(key))
        .map(({ element, key }) =>
          missing(element, `The called process "${key}" is not deployed.`, 'Deploy it before or together with this one.'),
        ),
      ...references.decisions
        .filter(({ key, binding }) => !(binding === 'deployment' ? near(process, key) : decidable.has(key)))
        .map(({ element, key }) =>
          missing(element, `The decision "${key}" is not deployed.`, `Add a .dmn file with the decision "${key}" beside the BPMN file.`),
        ),
      ...scriptsInJavaScript(process)
        .filter(() => context.scripts === undefined)
        .map((element) =>
          missing(element, 'Scripts in JavaScript are turned off.', 'Write it in FEEL, or ask the operator for CONGVAN_SCRIPTS=on.'),
        ),
      ...unusableStarts(context, process).map((what) =>
        missing(process.graph.key, what, 'Name it literally, or by an expression that needs no variables.'),
      ),
      ...references.users
        .filter(({ name }) => unknown.users.includes(name))
        .map(({ element, name }) => missing(element, `There is no person with the login "${name}".`, 'Register the person, or name a group.')),
      ...references.groups
        .filter(({ name }) => unknown.groups.includes(name))
        .map(({ element, name }) =>
          missing(element, `There is no group "${name}".`, 'Name a role (clerk, leader, …), a role in a unit (head:UNIT) or a unit (unit:UNIT).'),
        ),
    ];
  });
}

async function callableKeys(context: CommandContext, processes: readonly DeployableProcess[]): Promise<Set<string>> {
  const called = processes.flatMap(({ references }) => references.called.map(({ key }) => key));
  const deployed = await context.tx.query<{ key: string }>(
    'select distinct key from process_definition where key = any($1)',
    [called],
  );
  return new Set([...deployed, ...processes.map(({ graph }) => graph)].map(({ key }) => key));
}

async function decidableKeys(
  context: CommandContext,
  processes: readonly DeployableProcess[],
  decisions: readonly DeployableDecision[],
): Promise<Set<string>> {
  const asked = processes.flatMap(({ references }) => references.decisions.map(({ key }) => key));
  const deployed = await context.tx.query<{ key: string }>(
    'select distinct key from decision_definition where key = any($1)',
    [asked],
  );
  return new Set([...deployed, ...decisions].map(({ key }) => key));
}

function near({ decisions }: DeployableProcess, key: string): boolean {
  return decisions.some((decision) => decision.key === key);
}

/** Ids of script tasks that need the sandbox. */
function scriptsInJavaScript({ graph }: DeployableProcess): string[] {
  return Object.values(graph.nodes).flatMap((node) =>
    node.type === 'scriptTask' && node.language === 'javascript' ? [node.id] : [],
  );
}

/** Why the process could not be begun by its messages, signals or timers; empty where it can. */
function unusableStarts(context: CommandContext, { graph }: DeployableProcess): string[] {
  try {
    readStarts(graph, context);
    return [];
  } catch (error) {
    if (error instanceof CongvanError) return [error.message];
    throw error;
  }
}

function namesOf(processes: readonly DeployableProcess[], kind: 'users' | 'groups'): string[] {
  return [...new Set(processes.flatMap(({ references }) => references[kind].map(({ name }) => name)))];
}
