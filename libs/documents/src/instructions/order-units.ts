import { farOffFindings } from '#calendar';
import { officeCalendars } from '#deadlines';
import { CongvanError, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { coordinationOf } from '../incoming/instruction-deadlines.js';
import { type CurrentInstruction, leadOf } from './current-instruction.js';
import type { OrderedUnit } from './instruction.schema.js';
import { unitFindings } from './unit-findings.js';
import type { UnitOfInstruction, UnitRole } from './write-instruction.js';

/** The units of a changed instruction with their dates, or all that is wrong with them. */
export interface OrderedUnits {
  readonly units: readonly UnitOfInstruction[];
  readonly findings: readonly Finding[];
}

/**
 * What was ordered, as it will stand: exactly one unit leads, with the date that its deadline has; each other one has the date
 * that was written for it, else the common one. A date that stands there already is never found wanting.
 */
export async function orderUnits(context: CommandContext, current: CurrentInstruction, ordered: readonly OrderedUnit[]): Promise<OrderedUnits> {
  const named = ordered.map(({ unit, role }, index) => ({ unit, where: `units[${index}].unit`, works: role !== 'for-information', stands: standsIn(current, unit, role) }));
  const findings: Finding[] = [...leadFindings(ordered), ...(await unitFindings(context, named))];
  if (findings.length > 0) return { units: [], findings };
  const units = ordered.map((unit, index) => {
    const dated = unit.role === 'lead' ? leadDated(current, unit) : dateOf(context, current, unit);
    findings.push(...dated.findings.map((finding) => ({ ...finding, where: `units[${index}].dueAt` })));
    return { unit: unit.unit, role: unit.role, dueAt: dated.dueAt, ownDue: dated.ownDue };
  });
  return { units, findings };
}

function standsIn({ units }: CurrentInstruction, unit: string, role: UnitRole): boolean {
  return units.some((each) => each.unit === unit && each.role === role);
}

function leadFindings(ordered: readonly OrderedUnit[]): Finding[] {
  const leads = ordered.filter(({ role }) => role === 'lead');
  if (leads.length === 1) return [];
  const mend = 'Name exactly one lead unit.';
  if (leads.length === 0) return [{ code: 'lead-missing', where: 'units', what: 'name no lead unit', mend }];
  return [{ code: 'lead-twice', where: 'units', what: `name ${leads.length} lead units`, mend }];
}

interface Dated {
  readonly dueAt: string | null;
  readonly ownDue: boolean;
  readonly findings: readonly Omit<Finding, 'where'>[];
}

function leadDated(current: CurrentInstruction, { dueAt: written }: OrderedUnit): Dated {
  const { dueAt } = leadOf(current);
  if (!written || isSame(written, dueAt)) return { dueAt, ownDue: false, findings: [] };
  const what = `is another date than the deadline, ${dueAt ?? 'none'}`;
  return { dueAt, ownDue: false, findings: [{ code: 'lead-due-by-act', what, mend: 'Leave it out; extend or correct the deadline.' }] };
}

function dateOf(context: CommandContext, current: CurrentInstruction, ordered: OrderedUnit): Dated {
  const before = current.units.find(({ unit, role }) => unit === ordered.unit && role === ordered.role);
  const written = ordered.dueAt ? new Date(ordered.dueAt).toISOString() : null;
  if (before !== undefined && (written === null ? !before.ownDue : isSame(written, before.dueAt))) return { ...before, findings: [] };
  if (written !== null) return { dueAt: written, ownDue: true, findings: writtenFindings(context, current, ordered, written) };
  const dueAt = commonDate(context, current, ordered);
  const isOver = dueAt !== null && dueAt <= context.now;
  const what = `is missing, and the common date has passed, ${dueAt}`;
  return { dueAt, ownDue: false, findings: isOver ? [{ code: 'due-needed', what, mend: 'Give this unit a date of its own.' }] : [] };
}

function commonDate(context: CommandContext, current: CurrentInstruction, { unit, role }: OrderedUnit): string | null {
  if (role === 'for-information') return current.informationDueAt;
  const { dueAt } = leadOf(current);
  const { coordinationBefore } = current;
  if (coordinationBefore === null || dueAt === null) return current.coordinationDueAt;
  return coordinationOf(dueAt, coordinationBefore, officeCalendars(context).ofUnit(unit).workingTime);
}

function writtenFindings(
  context: CommandContext,
  current: CurrentInstruction,
  { unit, role }: OrderedUnit,
  written: string,
): Omit<Finding, 'where'>[] {
  const { now } = context;
  if (written <= now) return [{ code: 'due-passed', what: `has passed; it is now ${now}`, mend: 'Give a deadline that can be kept.' }];
  const [farOff] = farOffFindings('dueAt', written, now);
  if (farOff !== undefined) return [{ ...farOff, code: 'year-mistyped' }];
  const lead = leadOf(current).dueAt;
  if (role === 'coordinating' && lead !== null && written > lead) {
    return [{ code: 'coordination-after-lead', what: `is after the lead unit is due, ${lead}`, mend: 'Give the coordinating units less time.' }];
  }
  return calendarFindings(context, unit, written);
}

/** Nobody can say of a date beyond the years of the calendar how much working time it leaves. */
function calendarFindings(context: CommandContext, unit: string, written: string): Omit<Finding, 'where'>[] {
  try {
    officeCalendars(context).ofUnit(unit).workingTime.workingSecondsBetween(context.now, written);
    return [];
  } catch (error) {
    if (!(error instanceof CongvanError) || error.code !== 'calendar.outside') throw error;
    return [{ code: 'due-outside-of-calendar', what: error.message, mend: 'Give an earlier date, or import the calendar of that year.' }];
  }
}

function isSame(one: string, other: string | null): boolean {
  return other !== null && Date.parse(one) === Date.parse(other);
}
