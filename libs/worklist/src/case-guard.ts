import type { Database } from '#database';
import type { Principal } from './task-rights.js';

/**
 * Which of these cases, by their instances, repeat what is not for the person to read: the app hands it in. It is asked about
 * those alone who read a task by overseeing all of them: whose work it is has been asked, and reads what he works on.
 */
export type CaseGuard = (database: Database, person: Principal, instanceIds: readonly string[]) => Promise<ReadonlySet<string>>;
