import { tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';

export const incidentKindSchema = z.strictObject({
  name: z.string().overwrite(tidyLine).min(1).max(100),
  /** Position in the list, lowest first. */
  sort: z.int().min(0).max(10_000).default(100),
  /** false: nothing new is reported of it. */
  offered: z.boolean().default(true),
});

export const incidentKindCodeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

export interface SaveIncidentKindInput extends z.output<typeof incidentKindSchema> {
  /** As tables of times and routes write it; it never changes. */
  readonly code: string;
}

/** Adds a kind that people may choose, or gives the one of this code another name or place. */
export const saveIncidentKind: Command<SaveIncidentKindInput, void> = {
  name: 'incidents.save-incident-kind',
  async run({ tx, audit }, { code, name, sort, offered }) {
    const [old = null] = await tx.query<{ name: string; sort: number; offered: boolean }>(
      'select name, sort, offered from incident_kind where code = $1 for update',
      [code],
    );
    await tx.execute(
      `insert into incident_kind (code, name, sort, offered) values ($1, $2, $3, $4)
       on conflict (code) do update set name = excluded.name, sort = excluded.sort, offered = excluded.offered`,
      [code, name, sort, offered],
    );
    audit({ subject: 'incident-kind', subjectId: code, detail: { old, new: { name, sort, offered } } });
  },
};
