import { createHash } from 'node:crypto';
import type { DeployableProcess } from './read-deployment.js';

/**
 * By key of the process: over its behaviour, the forms and decisions it is deployed with, and the processes of the
 * deployment that it is bound to. Those call one another out of their own deployment, so a change in one makes a new
 * version of each: else the changed one would be deployed without those it calls.
 */
export function contentChecksums(processes: readonly DeployableProcess[]): ReadonlyMap<string, string> {
  const own = new Map(processes.map((process) => [process.graph.key, checksumOf(process)]));
  return new Map(
    [...own].map(([key, checksum]) => {
      const bound = boundTo(key, processes).flatMap((each) => own.get(each) ?? []);
      return [key, bound.length <= 1 ? checksum : sha256([checksum, ...bound.sort()])];
    }),
  );
}

/** Keys of the processes that the binding `deployment` connects with one, itself among them, however it is directed. */
function boundTo(key: string, processes: readonly DeployableProcess[]): string[] {
  const bindings = processes.flatMap(({ graph, references }) =>
    references.called.filter(({ binding }) => binding === 'deployment').map((call) => [graph.key, call.key]),
  );
  const connected = new Set([key]);
  for (const each of connected) {
    for (const binding of bindings) if (binding.includes(each)) for (const end of binding) connected.add(end);
  }
  return [...connected];
}

function checksumOf({ graph, forms, decisions }: DeployableProcess): string {
  const canonicalForms = JSON.stringify(Object.entries(forms).sort(([left], [right]) => (left < right ? -1 : 1)));
  return sha256([graph.checksum, canonicalForms, ...decisions.map(({ key, checksum }) => `${key}:${checksum}`)]);
}

function sha256(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
