/** A person who looks at deadlines, as his posts of today allow. */
export interface DeadlineReader {
  readonly login: string;
  readonly groups: readonly string[];
  /** Codes of the units whose deadlines he sees; `all`: of the whole office. */
  readonly units: 'all' | readonly string[];
}

/**
 * SQL that lets pass the entries `e` which a reader may see: those of his units, his own, and what is offered to him.
 * Parameters: whether he sees all, his units, his login, his groups.
 */
export function visibleTo(all: string, units: string, login: string, groups: string): string {
  return `(${all}::boolean or e.unit_code = any(${units}::text[]) or e.assignee = ${login}::text
    or ${login} = any(e.candidate_users) or e.candidate_groups && ${groups}::text[] or e.escalated_to && ${groups}::text[])`;
}

/** For {@link visibleTo}, in its order. */
export function readerParameters({ login, groups, units }: DeadlineReader): unknown[] {
  return [units === 'all', units === 'all' ? [] : units, login, groups];
}
