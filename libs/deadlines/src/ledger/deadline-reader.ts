/** A person who looks at deadlines, with the groups of his posts of today. */
export interface DeadlineReader {
  readonly login: string;
  readonly groups: readonly string[];
}

/** Posts that see the deadlines of all units. */
const OVERSEERS = ['leader', 'chief-of-office', 'manager', 'admin'];

export function seesAllDeadlines({ groups }: DeadlineReader): boolean {
  return groups.some((group) => OVERSEERS.includes(group));
}

/** Units in which he works or which he heads. */
export function unitsOf({ groups }: DeadlineReader): string[] {
  return [...new Set(groups.flatMap((group) => /^(?:unit|head):(.+)$/.exec(group)?.[1] ?? []))];
}

/**
 * SQL that lets pass the entries `e` which a reader may see: those of his units, his own, and what is offered to him.
 * Parameters: whether he sees all, his units, his login, his groups.
 */
export function visibleTo(all: string, units: string, login: string, groups: string): string {
  return `(${all}::boolean or e.unit_code = any(${units}::text[]) or e.assignee = ${login}::text
    or ${login} = any(e.candidate_users) or e.candidate_groups && ${groups}::text[] or e.escalated_to && ${groups}::text[])`;
}
