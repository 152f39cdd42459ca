import { newId } from '#foundation';
import type { CommandContext } from '../executor/command.js';

/** Something that is deployed in versions. */
export interface Versionable {
  readonly key: string;
  /** Equal checksums mean that a new version would change nothing. */
  readonly checksum: string;
}

export type Versioned<Item> = Item & {
  readonly id: string;
  readonly version: number;
  /** The latest version has the same content already; no new one is made. */
  readonly unchanged: boolean;
};

/**
 * Gives each item the next version of its key, or the latest where that has its content already. Call it under the lock
 * of the deployment.
 * @param options.onlyNew the latest also stands for a content that was deployed before, as whichever version.
 */
export async function assignVersions<Item extends Versionable>(
  context: CommandContext,
  table: 'process_definition' | 'decision_definition',
  items: readonly Item[],
  options: { readonly onlyNew: boolean },
): Promise<Versioned<Item>[]> {
  const former = await context.tx.query<{ id: string; key: string; version: number; checksum: string }>(
    `select id, key, version, checksum from ${table} where key = any($1) order by key, version desc`,
    [items.map(({ key }) => key)],
  );
  return items.map((item) => {
    const versions = former.filter(({ key }) => key === item.key);
    const [latest] = versions;
    if (latest === undefined) return { ...item, id: newId(), version: 1, unchanged: false };
    const known = options.onlyNew ? versions : [latest];
    return known.some(({ checksum }) => checksum === item.checksum)
      ? { ...item, id: latest.id, version: latest.version, unchanged: true }
      : { ...item, id: newId(), version: latest.version + 1, unchanged: false };
  });
}
