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

/** Ends a case that nobody needs any more, unless it has ended. Instances are locked before documents, as handlers do. */
export async function endCase(context: CommandContext, instanceId: string, reason: string): Promise<void> {
  const [instance] = await context.tx.query<{ status: string }>('select status from process_instance where id = $1 for no key update', [
    instanceId,
  ]);
  if (instance?.status === 'active') await context.run(cancelInstance, { instanceId, reason });
}
