import type { DeadlineKind } from '#deadlines';
import { ServerRefusedError } from '../server/errors.js';

/** People have an id and need not know whether it is of a task or of a case: asks for the task, then for the case. */
export async function askEitherKind<Answer>(ask: (kind: DeadlineKind) => Promise<Answer>): Promise<Answer> {
  try {
    return await ask('task');
  } catch (error) {
    if (error instanceof ServerRefusedError && error.status === 404) return ask('case');
    throw error;
  }
}
