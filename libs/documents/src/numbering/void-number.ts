import { cancelInstance, type CommandContext } from '#runtime';
import { z } from 'zod';
import { ContentLockedError } from '../gate/errors.js';
import { line } from '../incoming/field-schemas.js';
import { NumberVoidedError, VoidForbiddenError } from './errors.js';

export const voidNumberSchema = z.strictObject({
  reason: line(1000).describe('Vì sao hủy số; được ghi vào sổ. Số đã hủy không cấp lại.'),
});

export interface VoidNumberInput extends z.output<typeof voidNumberSchema> {
  readonly documentId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** A numbered document as its void looks at it. */
interface Numbered {
  /** Login of who gave it its number. */
  readonly enteredBy: string;
  readonly voidedAt: string | null;
  /** Its content may be a state secret: the procedure for that decides about it. */
  readonly locked: boolean;
}

/** @throws NumberVoidedError, VoidForbiddenError, ContentLockedError */
export function refuseVoid({ caller }: CommandContext, { documentId, groups }: VoidNumberInput, { enteredBy, voidedAt, locked }: Numbered): void {
  if (enteredBy !== caller.actor && !groups.includes('chief-of-office')) throw new VoidForbiddenError(documentId);
  if (voidedAt !== null) throw new NumberVoidedError(documentId, voidedAt);
  if (locked) throw new ContentLockedError(`Document ${documentId}`);
}

/**
 * Ends what runs of a case that nobody needs any more, with what goes on with it. Instances are locked before documents, as
 * handlers do.
 * @param caseId the instance that began it
 * @returns whether anything ran
 */
export async function endCase(context: CommandContext, caseId: string, reason: string): Promise<boolean> {
  const running = await context.tx.query<{ id: string }>(
    `select id from process_instance where root_instance_id = $1 and parent_instance_id is null and status = 'active'
     order by id for no key update`,
    [caseId],
  );
  for (const { id } of running) await context.run(cancelInstance, { instanceId: id, reason });
  return running.length > 0;
}
