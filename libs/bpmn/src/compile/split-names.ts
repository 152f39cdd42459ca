/**
 * The names of a comma-separated attribute such as `camunda:candidateGroups`. A FEEL expression is one entry whatever
 * commas it holds, and so is each `${…}`.
 */
export function splitNames(text: string | undefined): string[] {
  if (text === undefined) return [];
  if (text.startsWith('=')) return [text];
  const entries = text.match(/(?:[$#]\{[^}]*\}|[^,])+/g) ?? [];
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
