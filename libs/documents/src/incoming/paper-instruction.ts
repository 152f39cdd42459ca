import { farOffFindings } from '#calendar';
import { dateInZone, type Finding, type JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import type { IncomingDocumentInput } from './incoming-document.schema.js';
import type { PaperInstruction } from './paper-instruction.schema.js';

/**
 * The variables that the task of the leader would have set, had he written his instruction there (see the form
 * `instruction` of the process): the case goes past it. None without an instruction on paper.
 */
export function instructionVariables({ instruction }: IncomingDocumentInput): JsonObject {
  if (!instruction) return {};
  return {
    leadUnit: instruction.leadUnit,
    coordinatingUnits: instruction.coordinating,
    informationUnits: instruction.information,
    instruction: instruction.content,
    instructedBy: instruction.instructedBy,
    leadDueAt: isoOf(instruction.dueAt),
    coordinationDueAt: isoOf(instruction.coordinationDueAt),
  };
}

/** What is wrong with an instruction that was copied from paper: the units, who gave it, its dates. */
export async function instructionFindings(context: CommandContext, input: IncomingDocumentInput): Promise<Finding[]> {
  const { instruction } = input;
  if (!instruction) return [];
  return [...(await unitFindings(context, instruction)), ...(await leaderFindings(context, instruction)), ...dateFindings(context, input, instruction)];
}

async function unitFindings({ tx }: CommandContext, { leadUnit, coordinating, information }: PaperInstruction): Promise<Finding[]> {
  const named = [
    { unit: leadUnit, where: 'instruction.leadUnit', works: true },
    ...coordinating.map((unit, index) => ({ unit, where: `instruction.coordinating[${index}]`, works: true })),
    ...information.map((unit, index) => ({ unit, where: `instruction.information[${index}]`, works: false })),
  ];
  const units = await tx.query<{ code: string; kind: string }>('select code, kind from unit where code = any($1)', [named.map(({ unit }) => unit)]);
  const kindOf = new Map(units.map(({ code, kind }) => [code, kind]));
  return named.flatMap(({ unit, where, works }, index) => {
    if (!kindOf.has(unit)) return [{ code: 'unit-unknown', where, what: `there is no unit ${unit}`, mend: 'Correct the code of the unit.' }];
    if (works && kindOf.get(unit) === 'leadership') {
      return [{ code: 'unit-leads-the-agency', where, what: `${unit} is the leadership, in which nobody takes work`, mend: 'Name the unit that does it.' }];
    }
    if (named.findIndex((other) => other.unit === unit) === index) return [];
    return [{ code: 'unit-named-twice', where, what: `${unit} is named twice`, mend: 'Name each unit in one role.' }];
  });
}

async function leaderFindings({ tx, now, zone }: CommandContext, { instructedBy }: PaperInstruction): Promise<Finding[]> {
  const isLeader = await tx.execute(`select from post where login = $1 and 'leader' = any(groups) and held_on(post, $2)`, [
    instructedBy,
    dateInZone(now, zone),
  ]);
  if (isLeader > 0) return [];
  const what = `${instructedBy} holds no post as a leader`;
  return [{ code: 'instructed-by-no-leader', where: 'instruction.instructedBy', what, mend: 'Name the leader who wrote the instruction.' }];
}

function dateFindings({ now }: CommandContext, input: IncomingDocumentInput, instruction: PaperInstruction): Finding[] {
  const findings: Finding[] = [];
  const leadDueAt = isoOf(instruction.dueAt);
  const documentDueAt = isoOf(input.dueAt);
  for (const field of ['dueAt', 'coordinationDueAt'] as const) {
    const [where, written] = [`instruction.${field}`, isoOf(instruction[field])];
    if (written === null) continue;
    findings.push(...farOffFindings(where, written, now).map((finding) => ({ ...finding, code: 'year-mistyped' })));
    if (written <= now) findings.push({ code: 'due-passed', where, what: `has passed; it is now ${now}`, mend: 'Give a deadline that can be kept.' });
  }
  if (input.replyRequired && leadDueAt !== null && documentDueAt !== null && leadDueAt > documentDueAt) {
    const what = `is after the reply is due, ${documentDueAt}`;
    findings.push({ code: 'due-after-reply', where: 'instruction.dueAt', what, mend: 'More time for a reply is an extension.' });
  }
  const latest = leadDueAt ?? documentDueAt;
  const coordinationDueAt = isoOf(instruction.coordinationDueAt);
  if (coordinationDueAt !== null && latest !== null && coordinationDueAt > latest) {
    const what = `is after the lead unit is due, ${latest}`;
    findings.push({ code: 'coordination-after-lead', where: 'instruction.coordinationDueAt', what, mend: 'Give the coordinating units less time.' });
  }
  return findings;
}

function isoOf(written: string | null | undefined): string | null {
  return written ? new Date(written).toISOString() : null;
}
