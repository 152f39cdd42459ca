import type { Transaction } from '#database';
import { tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { IncidentKindRefusedError } from '../errors.js';
import { MALWARE, PASSWORD_EXPOSURE, SECRET_CONTENT } from '../incident.js';

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

/** The process does something of its own for these; those who choose them must find them. */
const OF_PROCESS: readonly string[] = [PASSWORD_EXPOSURE, SECRET_CONTENT, MALWARE];

/**
 * Adds a kind that people may choose, or gives the one of this code another name or place. One that the process or its tables know
 * by its code is not put out of use: a report of it would be made under another, and go without its first measures.
 * @throws IncidentKindRefusedError
 */
export const saveIncidentKind: Command<SaveIncidentKindInput, void> = {
  name: 'incidents.save-incident-kind',
  async run({ tx, audit }, { code, name, sort, offered }) {
    if (!offered && (OF_PROCESS.includes(code) || (await standsInTables(tx, code)))) throw new IncidentKindRefusedError(code);
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

/** Whether the tables of today name the kind. */
async function standsInTables(tx: Transaction, code: string): Promise<boolean> {
  const found = await tx.query(
    `select from (select distinct on (key) dmn from decision_definition where key in ('incident-route', 'incident-hop-clock', 'incident-hop-time', 'incident-times')
                  order by key, version desc) as latest
     where position('"' || $1 || '"' in dmn) > 0 limit 1`,
    [code],
  );
  return found.length > 0;
}
