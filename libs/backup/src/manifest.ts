import { z } from 'zod';

export const MANIFEST_FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1);

/** A file as it lies in the backup: after packing and sealing. */
const storedFile = { path: z.string().regex(/^(tables|files)\/[\w./-]+$/).refine((path) => !path.includes('..')), bytes: z.number(), sha256 };

export const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  id: name,
  /** Who wanted it: the same asked twice, as after a crash, gets one backup. */
  runId: name,
  /** Version of the program that made it. */
  program: name,
  database: name,
  madeAt: z.iso.datetime(),
  /** Name of the key that it is sealed with; null: it is not. */
  key: z.string().nullable(),
  /** All that the schema has had, in order. */
  migrations: z.array(name).min(1),
  /** Months of history have a table each, made as time goes on. */
  partitions: z.array(z.object({ name, parent: name, bound: name })),
  tables: z.array(z.object({ name, columns: z.array(name), rows: z.number(), checksum: name, ...storedFile })),
  sequences: z.array(z.object({ name, last: z.string(), called: z.boolean() })),
  /** What people have uploaded; `key` is where it lies in the file storage. */
  files: z.array(z.object({ key: name, ...storedFile })),
  /** Uploads of which the storage had no file, or not the one that was uploaded. */
  lost: z.array(z.object({ key: name, problem: z.enum(['missing', 'wrong-checksum']) })),
  /** Uploads that the storage had lost but the backup before had: they are among the files. */
  absent: z.array(name).default([]),
  /** Uploads in whose place the storage had something else but the backup before had them: they are among the files. */
  spoilt: z.array(name).default([]),
  /** Uploads whose file was removed, with its row, while the backup was made. */
  removed: z.array(name),
});

/** What a backup is made of: enough to tell whether it is whole, and whether what comes out of it is what went in. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Rows, files and bytes of a backup, as its list and its record tell them. */
export function sizeOf({ tables, files }: Manifest): { tables: number; rows: number; files: number; bytes: number } {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = [...tables, ...files].reduce((sum, file) => sum + file.bytes, 0);
  return { tables: tables.length, rows, files: files.length, bytes };
}
