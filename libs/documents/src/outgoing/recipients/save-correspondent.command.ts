import { newId, tidyLine } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { line } from '../../incoming/field-schemas.js';
import { CorrespondentExistsError, CorrespondentNotFoundError } from './errors.js';

/** An organisation to which documents go. */
export const correspondentSchema = z
  .strictObject({
    name: z.string().overwrite(tidyLine).min(1).max(300),
    kind: z.enum(['mail', 'paper']).describe('mail: gửi thư điện tử. paper: gửi bản giấy.'),
    email: z.email().max(254).toLowerCase().optional().describe('Cần với mail.'),
    address: z.string().overwrite(tidyLine).max(500).optional(),
    organId: line(35).optional().describe('Mã định danh của cơ quan, tổ chức, ví dụ 000.00.08.H08.'),
    active: z.boolean().default(true).describe('false: không dùng nữa.'),
  })
  .refine(({ kind, email }) => kind !== 'mail' || email !== undefined, { path: ['email'], error: 'is missing for mail' });

export interface SaveCorrespondentInput {
  /** Null: a new one. */
  readonly id: string | null;
  readonly correspondent: z.output<typeof correspondentSchema>;
}

/**
 * Enters an organisation in the directory, or changes it. What was sent before stays as it went out.
 * @throws CorrespondentExistsError, CorrespondentNotFoundError
 */
export const saveCorrespondent: Command<SaveCorrespondentInput, { id: string }> = {
  name: 'documents.save-correspondent',
  async run(context, { id: known, correspondent }) {
    await refuseTwin(context, known, correspondent.name);
    const { tx, now, caller } = context;
    const { name, kind, email = null, address = null, organId = null, active } = correspondent;
    const id = known ?? newId();
    const saved = await tx.execute(
      known === null
        ? `insert into correspondent (id, name, kind, email, address, active, changed_by, changed_at, organ_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
        : `update correspondent set name = $2, kind = $3, email = $4, address = $5, active = $6, changed_by = $7, changed_at = $8, organ_id = $9
           where id = $1`,
      [id, name, kind, email, address, active, caller.actor, now, organId],
    );
    if (saved === 0) throw new CorrespondentNotFoundError(id);
    context.audit({ subject: 'correspondent', subjectId: id, detail: { new: { name, kind, email, address, organId, active } } });
    return { id };
  },
};

async function refuseTwin({ tx }: CommandContext, id: string | null, name: string): Promise<void> {
  // Two of one name entered at the same moment would each find no other.
  await tx.execute('lock table correspondent in share row exclusive mode');
  const [twin] = await tx.query<{ name: string }>(
    'select name from correspondent where without_diacritics(name) = without_diacritics($1) and id is distinct from $2::uuid',
    [name, id],
  );
  if (twin !== undefined) throw new CorrespondentExistsError(twin.name);
}
