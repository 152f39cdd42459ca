import type { Finding } from '#foundation';
import type { CommandContext } from '../command.js';
import type { DeployableProcess } from './read-deployment.js';

/** Everything a process names that must exist before it runs: forms, topics, called processes, people, groups. */
export async function checkReferences(context: CommandContext, processes: readonly DeployableProcess[]): Promise<Finding[]> {
  const callable = await callableKeys(context, processes);
  const unknown = await context.unknownOwners(context.tx, {
    users: namesOf(processes, 'users'),
    groups: namesOf(processes, 'groups'),
  });
  return processes.flatMap(({ fileName, forms, references }): Finding[] => {
    const missing = (element: string, what: string, mend: string): Finding => ({ where: `${fileName}:${element}`, what, mend });
    return [
      ...references.forms
        .filter(({ key }) => !(key in forms))
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

function namesOf(processes: readonly DeployableProcess[], kind: 'users' | 'groups'): string[] {
  return [...new Set(processes.flatMap(({ references }) => references[kind].map(({ name }) => name)))];
}
