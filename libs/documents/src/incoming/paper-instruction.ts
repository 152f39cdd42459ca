import { farOffFindings } from '#calendar';
import type { Finding, JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { isLeader } from '../instructions/is-leader.js';
import { type NamedUnit, unitFindings } from '../instructions/unit-findings.js';
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
  return [...(await unitFindings(context, namedUnits(instruction))), ...(await leaderFindings(context, instruction)), ...dateFindings(context, input, instruction)];
}

function namedUnits({ leadUnit, coordinating, information }: PaperInstruction): NamedUnit[] {
  return [
    { unit: leadUnit, where: 'instruction.leadUnit', works: true },
    ...coordinating.map((unit, index) => ({ unit, where: `instruction.coordinating[${index}]`, works: true })),
    ...information.map((unit, index) => ({ unit, where: `instruction.information[${index}]`, works: false })),
  ];
}

async function leaderFindings(context: CommandContext, { instructedBy }: PaperInstruction): Promise<Finding[]> {
  if (await isLeader(context, instructedBy)) return [];
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
