import { linkOf, linkTargets } from '../link-targets.js';
import type { LintRule } from '../rule.js';

/** Each link event that throws has exactly one that catches, in its scope and with its name (BPMN 2.0.2 §10.5.5). */
export const links: LintRule = (graph, findings) => {
  const first = new Map<string, string>();
  for (const node of Object.values(graph.nodes)) {
    const link = node.type === 'intermediateCatchEvent' ? linkOf(node) : undefined;
    if (link === undefined) continue;
    const other = first.get(link);
    if (other === undefined) first.set(link, node.id);
    else findings.error(node.id, 'link', `${other} already catches this link.`, 'Keep one of the two, or rename one.');
  }
  for (const [id, targets] of linkTargets(graph)) {
    if (targets.length > 0 || findings.isBroken(id)) continue;
    const what = 'No link event of the same name catches in this scope.';
    findings.error(id, 'link', what, 'Add one, or correct the name.');
  }
};
