import type { CalledDecision, CalledProcess } from '#bpmn';
import { isExpression } from '#expressions';
import type { Finding } from '#foundation';

/** A process or decision in one of its versions. */
export interface NamedVersion {
  readonly key: string;
  readonly version: number;
  readonly versionTag?: string | null;
}

/**
 * The version that a reference would get at run time, out of those that there are; a name that only the run knows means
 * any. For the binding `deployment`, hand over only what is deployed together.
 */
export function versionNamedBy<Version extends NamedVersion>(
  { key, binding, bindingValue }: CalledProcess | CalledDecision,
  versions: readonly Version[],
): Version | undefined {
  const isLiteral = bindingValue !== undefined && !isExpression(bindingValue);
  return versions
    .filter((each) => each.key === key)
    .filter(({ version }) => !(isLiteral && binding === 'version') || String(version) === bindingValue)
    .filter(({ versionTag }) => !(isLiteral && binding === 'versionTag') || versionTag === bindingValue)
    .sort((left, right) => right.version - left.version)[0];
}

/** Why there is no such version, and how to mend that. */
export function noSuchVersion(
  what: 'called process' | 'decision',
  { key, binding, bindingValue }: CalledProcess | CalledDecision,
  versions: readonly NamedVersion[],
): Pick<Finding, 'what' | 'mend'> {
  const subject = `The ${what} "${key}"`;
  const others = versions.filter((each) => each.key === key);
  if (others.length === 0) return { what: `${subject} is not deployed.`, mend: 'Deploy it before or together with this process.' };
  if (binding === 'version') {
    const known = others.map(({ version }) => version).sort((left, right) => left - right);
    return { what: `${subject} has no version ${bindingValue}.`, mend: `Name one that there is: ${known.join(', ')}.` };
  }
  const tags = [...new Set(others.flatMap(({ versionTag }) => versionTag ?? []))];
  return {
    what: `${subject} has no version with the tag "${bindingValue}".`,
    mend: tags.length === 0 ? 'None has a tag: give it that one and deploy it.' : `Name one that there is: ${tags.join(', ')}.`,
  };
}
