/** Whose deadline it is: of one task, or of a whole case. */
export type DeadlineKind = 'task' | 'case';
