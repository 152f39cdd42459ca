import type { Finding } from '#foundation';
import { findCircle, type Placement } from '../../units/unit-tree.js';
import { nameFindings } from '../../name-findings.js';
import type { PostRole } from '../../post-role.js';
import { type HeldPost, postsAfter } from './office-after.js';
import { type PlanContent, type PlanLine, sourcesOf, targetsOf, heirOf } from './plan-lines.js';
import type { Steps } from './plan-steps.js';
import type { Office } from './read-office.js';

/** Only administrators give and take them, so a plan takes them along and nothing else. */
const OF_ADMINISTRATORS: readonly PostRole[] = ['admin', 'designer', 'it'];

/** With whom others decide about people: by a decision of personnel, with confirmation, handover and accounts. */
const BY_DECISION: readonly PostRole[] = ['leader', 'chief-of-office', 'personnel', 'clerk', 'manager'];

/** Everything that is wrong with a plan by the office as it would be on the day, before anything is tried. */
export function planFindings(content: PlanContent, office: Office, steps: Steps): Finding[] {
  const after = postsAfter(office, steps);
  return [
    ...content.lines.flatMap((line, index) => lineFindings(line, `lines[${index}]`, office, steps)),
    ...repeatedUnits(content),
    ...codeFindings(office, steps),
    ...nameOfNewFindings(steps),
    ...circleFindings(office, steps),
    ...peopleFindings(content, office),
    ...headFindings(content, office, steps, after),
    ...rightFindings(office, steps, after),
    ...decisionFindings(content, steps),
    ...mailboxFindings(content, office, steps),
  ];
}

function lineFindings(line: PlanLine, where: string, office: Office, { create, end }: Steps): Finding[] {
  const units = new Map(office.units.map((unit) => [unit.code, unit]));
  const created = new Set(create.map(({ code }) => code));
  const ended = new Set(end.map(({ code }) => code));
  const sources = sourcesOf(line).flatMap((code): Finding[] => {
    const unit = units.get(code);
    const at = line.kind === 'merge' ? `${where}.units` : `${where}.unit`;
    if (unit === undefined) return [unknownUnit(at, code)];
    if (unit.validTo !== null) {
      const mend = 'Its end stands in the directory already: leave it out of the plan.';
      return [{ where: at, code: 'unit-ends-already', what: `${code} ends on ${unit.validTo} already`, mend }];
    }
    if (unit.validFrom !== null && unit.validFrom >= office.day) return [{ where: at, code: 'unit-not-there-yet', what: `${code} begins on ${unit.validFrom}` }];
    if (unit.kind === 'leadership' && !(line.kind === 'rename' && line.code === undefined)) {
      return [{ where: at, code: 'unit-leads-the-agency', what: `${code} is the leadership, which an agency always has` }];
    }
    const later = office.posts.filter((post) => ended.has(code) && post.unit === code && post.from >= office.day);
    return later.map(({ login, from }): Finding => {
      const mend = 'End or withdraw that appointment first.';
      return { where: at, code: 'post-begins-later', what: `${login} takes up a post in ${code} on ${from}`, mend };
    });
  });
  const targets = [...targetsOf(line).map(({ code }) => code), ...(line.kind === 'split' ? [line.rest] : [])];
  const entries = line.kind === 'move' ? [] : [...line.people, ...line.mailboxes].flatMap(({ unit }) => (unit === undefined ? [] : [unit]));
  const found = [...new Set([...targets, ...entries])].flatMap((code): Finding[] => {
    if (created.has(code)) return [];
    const unit = units.get(code);
    if (unit === undefined) return [unknownUnit(where, code)];
    if (ended.has(code) || unit.validTo !== null) {
      const mend = 'Name the unit that has its work afterwards.';
      return [{ where, code: 'successor-ends', what: `${code} ends itself`, mend }];
    }
    if (unit.kind === 'leadership' && heirOf(line) === code) {
      return [{ where, code: 'unit-leads-the-agency', what: `${code} is the leadership, in which nobody takes work` }];
    }
    return [];
  });
  return [...sources, ...found, ...shapeFindings(line, where)];
}

const unknownUnit = (where: string, code: string): Finding => ({ where, code: 'unit-unknown', what: `there is no unit ${code}`, mend: 'Give it a name where it is to be new.' });

function shapeFindings(line: PlanLine, where: string): Finding[] {
  if (line.kind === 'merge' && sourcesOf(line).length === 0) return [{ where: `${where}.units`, code: 'successor-of-itself', what: 'names only the unit that takes the others in' }];
  if (line.kind === 'dissolve' && line.into === line.unit) return [{ where: `${where}.into`, code: 'successor-of-itself', what: 'is the unit itself' }];
  if (line.kind === 'rename' && (line.code === line.unit || (line.code === undefined && line.name === undefined))) {
    return [{ where: `${where}.code`, code: 'unit-unchanged', what: 'and name are what they were', mend: 'Give the new code or the new name.' }];
  }
  if (line.kind === 'rename' && line.code === undefined && line.people.length + line.mailboxes.length > 0) {
    return [{ where, code: 'nothing-moves', what: 'gives only a name: people and mailboxes stay where they are', mend: 'Leave them out, or give a new code.' }];
  }
  if (line.kind === 'split' && line.rest !== line.unit && !line.parts.some(({ code }) => code === line.rest)) {
    return [{ where: `${where}.rest`, code: 'rest-is-no-part', what: `${line.rest} is none of the parts`, mend: 'Name one of the parts, or the unit itself.' }];
  }
  return [];
}

function repeatedUnits({ lines }: PlanContent): Finding[] {
  const all = lines.flatMap((line, index) => [...new Set(sourcesOf(line))].map((code) => ({ code, where: `lines[${index}]` })));
  return all.flatMap(({ code, where }, index) => {
    if (all.findIndex((each) => each.code === code) === index) return [];
    return [{ where, code: 'unit-in-two-lines', what: `${code} is changed by another line already`, mend: 'Change it in one line.' }];
  });
}

function codeFindings({ units }: Office, { create }: Steps): Finding[] {
  return create.flatMap(({ code, where }, index) => {
    const isTaken = units.some((unit) => unit.code === code) || create.findIndex((each) => each.code === code) < index;
    if (!isTaken) return [];
    const mend = 'Choose another code, also not one of a unit that has ended; to use the unit as it is leave its name out.';
    return [{ where, code: 'code-taken', what: `${code} is the code of another unit`, mend }];
  });
}

function nameOfNewFindings({ create, revise }: Steps): Finding[] {
  const codes = create.flatMap(({ code, where }): Finding[] => {
    if (/^[A-Z][A-Z0-9-]{0,19}$/.test(code)) return [];
    return [{ where, code: 'unit-code-impossible', what: `${code} is not a unit code`, mend: 'Up to 20 of A–Z, 0–9 and -, a letter first: QLCN.' }];
  });
  const names = [...create, ...revise].flatMap(({ name, where }) => (name === undefined ? [] : nameFindings(where, name)));
  return [...codes, ...names];
}

function circleFindings(office: Office, { create, revise, end }: Steps): Finding[] {
  const ended = new Set(end.map(({ code }) => code));
  const parents = new Map(revise.flatMap(({ code, parentCode }) => (parentCode === undefined ? [] : [[code, parentCode] as const])));
  const placements: Placement[] = [...office.units, ...create].filter(({ code }) => !ended.has(code)).map(({ code, parentCode }) => {
    const parent = parents.has(code) ? parents.get(code)! : parentCode;
    return { code, from: null, parentCode: parent };
  });
  const there = new Set(placements.map(({ code }) => code));
  const lost = [...revise, ...create].flatMap(({ code, parentCode, where }): Finding[] => {
    if (parentCode === undefined || parentCode === null || there.has(parentCode)) return [];
    if (ended.has(parentCode)) return [{ where, code: 'parent-ends', what: `${parentCode}, above ${code}, ends`, mend: 'Name the unit that has its work.' }];
    return [unknownUnit(where, parentCode)];
  });
  const circle = findCircle(placements, office.day);
  if (circle === undefined) return lost;
  return [...lost, { where: 'lines', code: 'circular-parents', what: `a unit would stand below itself: ${circle.join(' → ')}`, mend: 'Move the other unit first.' }];
}

function peopleFindings({ lines }: PlanContent, { posts, logins }: Office): Finding[] {
  return lines.flatMap((line, number) => {
    if (line.kind === 'move') return [];
    const sources = sourcesOf(line);
    return line.people.flatMap((entry, index): Finding[] => {
      const { login, from, role, title, leaves } = entry;
      const where = `lines[${number}].people[${index}]`;
      if (!logins.has(login)) return [{ where, code: 'person-unknown', what: `there is no person ${login}`, mend: 'Register the person first.' }];
      const own = posts.filter((post) => post.login === login && sources.includes(post.unit));
      if (own.length > 0 && from !== undefined && !own.some((post) => post.role === from)) {
        return [{ where, code: 'post-unknown', what: `${login} is not ${from} there`, mend: `He is ${own.map((post) => post.role).join(', ')}.` }];
      }
      if (own.length === 0 && (leaves || role === undefined || title === undefined)) {
        return [{ where, code: 'post-unknown', what: `${login} has no post in ${sources.join(', ')}`, mend: 'Give role and title where he is to be appointed there.' }];
      }
      const again = line.people.findIndex((each) => each.login === login && each.from === from);
      return again < index ? [{ where, code: 'person-named-twice', what: `${login} is named twice`, mend: 'Say once what becomes of him.' }] : [];
    });
  });
}

function headFindings({ lines }: PlanContent, office: Office, steps: Steps, after: readonly HeldPost[]): Finding[] {
  return lines.flatMap((line, index) => {
    const heir = heirOf(line);
    const results = new Set([...targetsOf(line).map(({ code }) => code), ...(line.kind === 'split' ? [line.rest] : [])]);
    if (heir === null) return [];
    return [...results].flatMap((unit): Finding[] => {
      const heads = after.filter((post) => post.unit === unit && post.role === 'head').map(({ login }) => login);
      if (heads.length === 1) return [];
      const where = `lines[${index}].people`;
      if (heads.length === 0) {
        const mend = 'Name in people who heads it, with role head and title.';
        return [{ where, code: 'unit-left-without-head', what: `nobody would head ${unit}, so its work would come to nobody`, mend }];
      }
      const had = office.posts.filter((post) => post.unit === unit && post.role === 'head').map(({ login }) => login);
      if (heads.every((login) => had.includes(login))) return [];
      const mend = 'Say in people what the others become, such as deputy-head.';
      return [{ where, code: 'several-heads', what: `${heads.join(', ')} would all head ${unit}`, mend }];
    });
  });
}

function rightFindings({ posts }: Office, steps: Steps, after: readonly HeldPost[]): Finding[] {
  const given = steps.posts.flatMap(({ login, from, to, where }): Finding[] => {
    const closed = OF_ADMINISTRATORS.filter((role) => (from?.role === role) !== (to?.role === role));
    return closed.map((role) => {
      const mend = 'Take the post along unchanged; an administrator gives or ends it.';
      return { where, code: 'post-of-administrators', what: `${login} would get or lose the post ${role}`, mend };
    });
  });
  const hasAdmin = after.some(({ role }) => role === 'admin') || !posts.some(({ role }) => role === 'admin');
  if (hasAdmin) return given;
  return [...given, { where: 'lines', code: 'last-administrator', what: 'nobody would be administrator any more' }];
}

/** What only a decision about a person gives: a post that decides about others, and one in a unit of which the plan does not speak. */
function decisionFindings({ lines }: PlanContent, { posts }: Steps): Finding[] {
  const mend = 'Have it decided and carried out as an appointment: POST /api/v1/personnel-decisions.';
  return posts.flatMap(({ login, from, to, where }): Finding[] => {
    if (to === null) return [];
    const line = lines[Number(/^lines\[(\d+)\]/.exec(where)?.[1])];
    const own = line === undefined ? [] : [...sourcesOf(line), ...targetsOf(line).map(({ code }) => code), ...(line.kind === 'split' ? [line.rest] : []), heirOf(line)];
    return [
      ...(BY_DECISION.includes(to.role) && from?.role !== to.role ? [{ where, code: 'post-by-decision', what: `${login} would become ${to.role} of ${to.unit}`, mend }] : []),
      ...(from === null && !own.includes(to.unit) ? [{ where, code: 'post-elsewhere', what: `${login} would get a post in ${to.unit}, which this line does not change`, mend }] : []),
    ];
  });
}

function mailboxFindings({ lines }: PlanContent, { mailboxes }: Office, steps: Steps): Finding[] {
  return lines.flatMap((line, number) => {
    const sources = heirOf(line) === null ? [] : sourcesOf(line);
    const named = line.kind === 'move' ? [] : line.mailboxes;
    const unknown = named.flatMap(({ id }, index): Finding[] => {
      if (mailboxes.some((each) => each.id === id && sources.includes(each.unit))) return [];
      const mend = 'Name one that GET /mailboxes shows for the unit.';
      return [{ where: `lines[${number}].mailboxes[${index}].id`, code: 'mailbox-unknown', what: `is no mailbox of ${sources.join(', ')}`, mend }];
    });
    const due = steps.mailboxes.map(({ mailbox }) => mailbox).filter(({ unit, handoverDue }) => handoverDue && sources.includes(unit));
    return [
      ...unknown,
      ...due.map(({ address, unit }): Finding => {
        const mend = 'Have its head take it over and record that first: POST /mailboxes/{id}/handovers.';
        return { where: `lines[${number}].mailboxes`, code: 'handover-unfinished', what: `${address} was not handed over to the head of ${unit}`, mend };
      }),
    ];
  });
}
