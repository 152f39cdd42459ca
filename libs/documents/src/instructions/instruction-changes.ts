import type { UnitOfInstruction, UnitRole } from './write-instruction.js';

/** What a later instruction has changed of an earlier one. */
export interface InstructionChanges {
  /** Null: the same unit leads. */
  readonly lead: { readonly before: string; readonly after: string } | null;
  readonly added: readonly RoleOfUnit[];
  readonly removed: readonly RoleOfUnit[];
  /** Units that stay in their role with another date. */
  readonly redated: readonly (RoleOfUnit & { readonly before: string | null; readonly after: string | null })[];
}

export interface RoleOfUnit {
  readonly unit: string;
  readonly role: UnitRole;
}

type DatedUnit = Pick<UnitOfInstruction, 'unit' | 'role' | 'dueAt'>;

/** A unit that changes its role goes from the one and comes to the other; the lead unit is told apart. */
export function changesOf(before: readonly DatedUnit[], after: readonly DatedUnit[]): InstructionChanges {
  const [led, leads] = [before, after].map((units) => units.find(({ role }) => role === 'lead')?.unit ?? '');
  const supporting = (units: readonly DatedUnit[]) => units.filter(({ role }) => role !== 'lead');
  const missingIn = (units: readonly DatedUnit[]) => (each: DatedUnit) => !units.some((other) => isSameRole(each, other));
  return {
    lead: led === leads ? null : { before: led!, after: leads! },
    added: supporting(after).filter(missingIn(before)).map(roleOf),
    removed: supporting(before).filter(missingIn(after)).map(roleOf),
    redated: after.flatMap((each) => {
      const earlier = before.find((other) => isSameRole(each, other));
      if (earlier === undefined || isSameInstant(earlier.dueAt, each.dueAt)) return [];
      return [{ ...roleOf(each), before: earlier.dueAt, after: each.dueAt }];
    }),
  };
}

function roleOf({ unit, role }: DatedUnit): RoleOfUnit {
  return { unit, role };
}

function isSameRole(one: RoleOfUnit, other: RoleOfUnit): boolean {
  return one.unit === other.unit && one.role === other.role;
}

function isSameInstant(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : Date.parse(one) === Date.parse(other);
}
