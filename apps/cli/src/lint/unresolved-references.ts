import { POST_ROLES } from '#directory';
import { type Finding, namesIn } from '#foundation';
import { notCallable, type ReadDeployment } from '#runtime';
import { jobHandlers } from '../../../office/src/office.js';
import { designerSettings } from '../designer-settings.js';

type Process = ReadDeployment['processes'][number];

/** Keys of all that is at hand besides the process itself. */
export interface Known {
  readonly processes: ReadonlySet<string>;
  /** Processes that no call can begin, as the named files have them. */
  readonly uncallable: ReadonlySet<string>;
  readonly decisions: ReadonlySet<string>;
}

/**
 * What the processes name that is not there: forms, topics, called processes, decisions, roles. Which versions there
 * are, only the office knows.
 */
export function unresolvedReferences(processes: readonly Process[], known: Known): Finding[] {
  const topics = [...handledTopics(), ...namesIn(designerSettings().EXTERNAL_TOPICS)];
  return processes.flatMap(({ fileName, forms, decisions, references }) => {
    const finding = (element: string, what: string, mend: string): Finding => ({
      where: `${fileName}:${element}`,
      what,
      mend,
    });
    return [
      ...references.forms
        .filter(({ key }) => !Object.hasOwn(forms, key))
        .map(({ element, key }) =>
          finding(element, `There is no form "${key}".`, `Add a .form file with the id "${key}" beside the BPMN file.`),
        ),
      ...references.topics
        .filter(({ topic }) => !topics.includes(topic))
        .map(({ element, topic }) =>
          finding(element, `No handler serves the topic "${topic}".`, `Use one of: ${topics.join(', ')}; or set EXTERNAL_TOPICS as the office does.`),
        ),
      ...references.called
        .filter(({ key }) => !known.processes.has(key))
        .map(({ element, key }) =>
          finding(element, `There is no process "${key}" to call.`, 'Name its file too, or correct the key.'),
        ),
      ...references.called
        .filter(({ key, binding }) => known.uncallable.has(key) && (binding === 'latest' || binding === 'deployment'))
        .map(({ element, key }) => ({ where: `${fileName}:${element}`, ...notCallable(key) })),
      ...references.decisions
        .filter(({ key, binding }) =>
          binding === 'deployment' ? !decisions.some((decision) => decision.key === key) : !known.decisions.has(key),
        )
        .map(({ element, key }) =>
          finding(element, `There is no decision "${key}".`, `Add a .dmn file with it beside the BPMN file.`),
        ),
      ...references.groups
        .filter(({ name }) => !isRole(name))
        .map(({ element, name }) =>
          finding(element, `There is no role "${name}".`, `Use head:UNIT, unit:UNIT or ${POST_ROLES.join(', ')}.`),
        ),
    ];
  });
}

/** Handlers are looked at and none is run, so they need nothing of an office. */
function handledTopics(): string[] {
  const noOffice = () => {
    throw new Error('Lint runs no handler.');
  };
  return jobHandlers(noOffice, { begin: noOffice, removeFile: noOffice }, noOffice, noOffice, noOffice).map(({ topic }) => topic);
}

/** Which units there are, only the office knows. */
function isRole(group: string): boolean {
  const [role = '', unit, ...rest] = group.split(':');
  const isPostRole = (POST_ROLES as readonly string[]).includes(role);
  return unit === undefined ? isPostRole : (isPostRole || role === 'unit') && unit !== '' && rest.length === 0;
}
