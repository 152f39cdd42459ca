import { tidyLine } from '#foundation';
import type { MailboxEntry, PlanContent, PlanLine, PlannedPost, PlanPart, ResultUnit } from './plan-lines.js';
import { heirOf, sourcesOf, targetsOf } from './plan-lines.js';
import type { Office, OfficeMailbox, OfficePost, OfficeUnit } from './read-office.js';

export interface NewUnit extends Pick<OfficeUnit, 'code' | 'name' | 'kind' | 'parentCode'> {
  /** Whose work it has. */
  readonly of: readonly string[];
  readonly where: string;
}

export interface Revision {
  readonly code: string;
  readonly name?: string;
  readonly parentCode?: string | null;
  readonly where: string;
}

/** A post that ends, begins, or gives way to another. */
export interface PostChange {
  readonly login: string;
  readonly from: OfficePost | null;
  readonly to: PlannedPost | null;
  readonly where: string;
}

export interface MailboxChange {
  readonly mailbox: OfficeMailbox;
  readonly becomes: MailboxEntry['becomes'];
  /** That has it from then on. */
  readonly to: string;
  readonly localPart?: string;
}

/** Cases and work files that go to another part than the rest of their unit. */
export interface CaseMove extends Pick<PlanPart, 'processes' | 'cases' | 'workFiles'> {
  readonly unit: string;
  readonly to: string;
  readonly where: string;
}

/** What a plan comes to, in the order in which it is done. */
export interface Steps {
  readonly create: readonly NewUnit[];
  readonly revise: readonly Revision[];
  readonly posts: readonly PostChange[];
  readonly cases: readonly CaseMove[];
  readonly mailboxes: readonly MailboxChange[];
  readonly end: readonly { readonly code: string; readonly successor: string }[];
}

/** Tells what a plan comes to in an office; of what is unknown nothing, the findings speak of it. */
export function stepsOf({ lines }: PlanContent, office: Office): Steps {
  const units = new Map(office.units.map((unit) => [unit.code, unit]));
  const end = lines.flatMap(endsOf).filter(({ code }) => units.has(code));
  const create = lines.flatMap((line, index) => newUnitsOf(line, `lines[${index}]`, units));
  return {
    create,
    revise: revisionsOf(lines, office, end),
    posts: lines.flatMap((line, index) => postChangesOf(line, `lines[${index}]`, office)),
    cases: lines.flatMap((line, index) => caseMovesOf(line, `lines[${index}]`)),
    mailboxes: lines.flatMap((line) => mailboxChangesOf(line, office)),
    end,
  };
}

/** Whether a unit is there no more after a line. */
function endsOf(line: PlanLine): { code: string; successor: string }[] {
  const successor = heirOf(line);
  if (successor === null) return [];
  return sourcesOf(line).flatMap((code) => (code === successor ? [] : [{ code, successor }]));
}

function newUnitsOf(line: PlanLine, where: string, units: ReadonlyMap<string, OfficeUnit>): NewUnit[] {
  const model = units.get(sourcesOf(line)[0] ?? '');
  const made = (unit: ResultUnit, at: string): NewUnit[] => {
    const name = unit.name ?? (line.kind === 'rename' ? '' : undefined);
    if (name === undefined) return [];
    const parentCode = unit.parentCode === undefined ? (model?.parentCode ?? null) : unit.parentCode;
    return [{ code: unit.code, name: tidyLine(name) || (model?.name ?? ''), kind: unit.kind ?? model?.kind ?? 'professional', parentCode, of: [...sourcesOf(line)].sort(), where: at }];
  };
  const at = (index: number) => (line.kind === 'split' ? `${where}.parts[${index}].code` : line.kind === 'merge' ? `${where}.into.code` : `${where}.code`);
  return targetsOf(line).flatMap((unit, index) => made(unit, at(index)));
}

/** Names and places that change; the parts of a unit that ends stand below its heir, unless a line says otherwise. */
function revisionsOf(lines: readonly PlanLine[], { units }: Office, end: Steps['end']): Revision[] {
  const said = lines.flatMap((line, index): Revision[] => {
    const where = `lines[${index}]`;
    if (line.kind === 'move') return [{ code: line.unit, parentCode: line.parentCode, where: `${where}.parentCode` }];
    if (line.kind === 'rename' && line.code === undefined) return [{ code: line.unit, name: line.name, where: `${where}.name` }];
    return [];
  });
  const heirs = new Map(end.map(({ code, successor }) => [code, successor]));
  const moved = new Set([...said.filter(({ parentCode }) => parentCode !== undefined).map(({ code }) => code), ...heirs.keys()]);
  const left = units.filter(({ code, parentCode, validTo }) => validTo === null && parentCode !== null && heirs.has(parentCode) && !moved.has(code));
  const parents = new Map(units.map(({ code, parentCode }) => [code, parentCode]));
  // Who takes in the unit above comes up to where that stood.
  const heirOfParent = (code: string, parent: string) => (heirs.get(parent) === code ? (parents.get(parent) ?? null) : heirs.get(parent)!);
  return [...said, ...left.map(({ code, parentCode }) => ({ code, parentCode: heirOfParent(code, parentCode!), where: 'lines' }))];
}

function postChangesOf(line: PlanLine, where: string, { posts, day }: Office): PostChange[] {
  const heir = heirOf(line);
  if (line.kind === 'move' || heir === null) return [];
  const sources = sourcesOf(line);
  const own = posts.filter(({ unit, from }) => sources.includes(unit) && from < day);
  const changes = own.flatMap((post): PostChange[] => {
    const index = line.people.findIndex(({ login, from }) => login === post.login && (from === undefined || from === post.role));
    const entry = line.people[index];
    const at = index < 0 ? where : `${where}.people[${index}]`;
    if (entry?.leaves === true) return [{ login: post.login, from: post, to: null, where: at }];
    const to = { unit: entry?.unit ?? heir, role: entry?.role ?? post.role, title: tidyLine(entry?.title ?? post.title) };
    if (to.unit === post.unit && to.role === post.role && to.title === post.title) return [];
    return [{ login: post.login, from: post, to, where: at }];
  });
  const added = line.people.flatMap((entry, index): PostChange[] => {
    const { login, unit = heir, role, title, leaves } = entry;
    if (leaves || role === undefined || title === undefined || own.some((post) => post.login === login)) return [];
    return [{ login, from: null, to: { unit, role, title: tidyLine(title) }, where: `${where}.people[${index}]` }];
  });
  return [...changes, ...added];
}

function caseMovesOf(line: PlanLine, where: string): CaseMove[] {
  if (line.kind !== 'split') return [];
  return line.parts.flatMap(({ code: to, processes, cases, workFiles }, index) => {
    if (processes.length + cases.length + workFiles.length === 0 || to === line.unit) return [];
    return [{ unit: line.unit, to, processes, cases, workFiles, where: `${where}.parts[${index}]` }];
  });
}

function mailboxChangesOf(line: PlanLine, { mailboxes }: Office): MailboxChange[] {
  const heir = heirOf(line);
  if (line.kind === 'move' || heir === null) return [];
  const sources = sourcesOf(line);
  return mailboxes.flatMap((mailbox): MailboxChange[] => {
    if (!sources.includes(mailbox.unit)) return [];
    const { becomes = 'handed-over', unit: to = heir, localPart } = line.mailboxes.find(({ id }) => id === mailbox.id) ?? {};
    if (becomes === 'handed-over' && to === mailbox.unit && localPart === undefined) return [];
    return [{ mailbox, becomes, to, localPart }];
  });
}
