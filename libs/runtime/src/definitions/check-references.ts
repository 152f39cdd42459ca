import { CongvanError, type Finding } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { readStarts } from '../starts/read-starts.js';
import type { Versioned } from './assign-versions.js';
import { checkCalls } from './check-calls.js';
import { checkDecisions } from './check-decisions.js';
import type { NamedVersion } from './named-version.js';
import type { DeployableDecision, DeployableProcess } from './read-deployment.js';

/**
 * Everything a process names or needs that must be there before it runs: forms, topics, called processes, decisions,
 * people, groups, calendars, scripts turned on, start events that can be armed.
 */
export async function checkReferences(
  context: CommandContext,
  processes: readonly Versioned<DeployableProcess & NamedVersion>[],
  decisions: readonly Versioned<DeployableDecision>[],
): Promise<Finding[]> {
  const unknown = await context.unknownOwners(context.tx, {
    users: namesOf(processes, 'users'),
    groups: namesOf(processes, 'groups'),
  });
  const calendars = namesOf(processes, 'calendars');
  const unknownCalendars = calendars.length === 0 ? [] : await context.unknownCalendars(context.tx, calendars);
  const findings = processes.flatMap((process): Finding[] => {
    const { fileName, forms, references } = process;
    const missing = (element: string, what: string, mend: string): Finding => ({ where: `${fileName}:${element}`, what, mend });
    return [
      ...references.forms
        .filter(({ key }) => !Object.hasOwn(forms, key))
        .map(({ element, key }) =>
          missing(element, `The form "${key}" is not in the deployment.`, `Add a .form file with the id "${key}" beside the BPMN file.`),
        ),
      ...references.topics
        .filter(({ topic }) => !context.handlers.isServed(topic))
        .map(({ element, topic }) =>
          missing(
            element,
            `No handler serves the topic "${topic}".`,
            `Use one of: ${[...context.handlers.topics, ...context.handlers.externalTopics].join(', ')}; or ask the operator to ` +
              'declare it in EXTERNAL_TOPICS, where an external worker does the work.',
          ),
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
      ...references.calendars
        .filter(({ name }) => unknownCalendars.includes(name))
        .map(({ element, name }) =>
          missing(element, `There is no calendar and no unit "${name}" to count working time by.`, 'Name a published calendar by its key, or a unit by its code.'),
        ),
    ];
  });
  return [...findings, ...(await checkCalls(context, processes)), ...(await checkDecisions(context, processes, decisions))];
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

function namesOf(processes: readonly DeployableProcess[], kind: 'users' | 'groups' | 'calendars'): string[] {
  return [...new Set(processes.flatMap(({ references }) => references[kind].map(({ name }) => name)))];
}
