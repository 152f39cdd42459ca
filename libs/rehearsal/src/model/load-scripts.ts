import { loadJavaScript, type ScriptRunner } from '#expressions';
import type { Model } from './model.js';

/** The sandbox for scripts in JavaScript, where a process has one: loading it takes longer than most rehearsals. */
export async function loadScripts({ processes }: Model): Promise<ScriptRunner | undefined> {
  const nodes = [...processes.values()].flatMap((graph) => Object.values(graph.nodes));
  const needed = nodes.some((node) => node.type === 'scriptTask' && node.language !== 'feel');
  return needed ? loadJavaScript() : undefined;
}
