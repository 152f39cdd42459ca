import { dateInZone, type Finding, tidyLine } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { UnitNotFoundError } from '../errors.js';
import { nameFindings } from '../name-findings.js';
import { UnitRevisionRefusedError } from './errors.js';
import { applyRevisions } from './settle-units.command.js';
import { findCircle, type Placement } from './unit-tree.js';

export const unitRevisionSchema = z.strictObject({
  from: z.iso.date().describe('Ngày bắt đầu có tên hoặc vị trí mới; có thể ở tương lai.'),
  name: z.string().min(1).max(200).optional().describe('Tên mới; bỏ trống: giữ tên cũ.'),
  parentCode: z.string().max(20).nullish().describe('Mã đơn vị cấp trên mới; null: trực thuộc lãnh đạo cơ quan; bỏ trống: như cũ.'),
  basis: z.string().trim().min(1).max(500).describe('Căn cứ: quyết định, với số và ngày.'),
});

export interface ReviseUnitInput extends z.output<typeof unitRevisionSchema> {
  readonly code: string;
}

interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parentCode: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

interface Version extends Placement {
  readonly name: string;
}

/**
 * Gives a unit another name or another place among the units from a day on; what was before stays known. A change that has
 * not begun may be entered again for the same day, which corrects it. Its code, and with it every group, stays.
 * @throws UnitNotFoundError, UnitRevisionRefusedError with everything that is wrong
 */
export const reviseUnit: Command<ReviseUnitInput, void> = {
  name: 'directory.revise-unit',
  async run(context, { code, from, basis, ...change }) {
    const { tx } = context;
    // Two moves at one moment could make a circle that neither sees.
    await tx.execute('lock table unit_version in share row exclusive mode');
    const units = await tx.query<Unit>(
      `select code, name, kind, parent_code as "parentCode", valid_from as "validFrom", valid_to as "validTo"
       from unit order by code for no key update`,
    );
    const unit = units.find((each) => each.code === code);
    if (unit === undefined) throw new UnitNotFoundError(code);
    const all = await tx.query<Version>('select unit_code as code, valid_from as "from", name, parent_code as "parentCode" from unit_version');
    const versions = all.filter((each) => each.code === code);
    const before = lastBefore(versions, from) ?? { code, from: null, name: unit.name, parentCode: unit.parentCode };
    const next: Version = {
      code,
      from,
      name: change.name === undefined ? before.name : tidyLine(change.name),
      parentCode: change.parentCode === undefined ? before.parentCode : change.parentCode,
    };
    const findings = [
      ...faultsOf(unit, before, next),
      ...dayFindings(context, unit, versions, from),
      ...placeFindings(units, all, before, next),
    ];
    if (findings.length > 0) throw new UnitRevisionRefusedError(code, findings);
    await store(context, versions.length === 0 ? before : null, next, basis);
    await applyRevisions(context);
    const { name, parentCode } = before;
    context.audit({
      subject: 'unit',
      subjectId: code,
      detail: { old: { name, parentCode }, new: { from, name: next.name, parentCode: next.parentCode, basis } },
    });
  },
};

function lastBefore(versions: readonly Version[], from: string): Version | undefined {
  const earlier = versions.filter((each) => each.from === null || each.from < from);
  return earlier.sort((one, other) => (one.from ?? '').localeCompare(other.from ?? '')).at(-1);
}

function faultsOf(unit: Unit, before: Version, next: Version): Finding[] {
  const findings = nameFindings('name', next.name);
  if (unit.kind === 'leadership' && next.parentCode !== null) {
    findings.push({ where: 'parentCode', code: 'leadership-below-unit', what: 'cannot stand above the leadership' });
  }
  if (next.name === before.name && next.parentCode === before.parentCode) {
    findings.push({ where: 'name', code: 'unit-unchanged', what: 'and place are what they were', mend: 'Give the new name or the new parent.' });
  }
  return findings;
}

function dayFindings({ now, zone }: CommandContext, unit: Unit, versions: readonly Version[], from: string): Finding[] {
  const { validFrom, validTo } = unit;
  if ((validFrom !== null && from <= validFrom) || (validTo !== null && from > validTo)) {
    return [{ where: 'from', code: 'outside-life-of-unit', what: `lies outside of its life, ${validFrom ?? '…'} to ${validTo ?? '…'}` }];
  }
  const last = versions.flatMap((each) => (each.from === null ? [] : [each.from])).sort().at(-1);
  if (last === undefined || from > last || (from === last && last > dateInZone(now, zone))) return [];
  const mend = 'Name a later day; a change that has not begun is corrected under its own day.';
  return [{ where: 'from', code: 'changed-later-already', what: `is not later than the change of ${last}`, mend }];
}

function placeFindings(units: readonly Unit[], all: readonly Version[], before: Version, next: Version): Finding[] {
  const { code, from, parentCode } = next;
  if (parentCode === null || parentCode === before.parentCode) return [];
  const parent = units.find((each) => each.code === parentCode);
  if (parent === undefined) return [{ where: 'parentCode', code: 'unit-unknown', what: `there is no unit ${parentCode}` }];
  if (!(from !== null && (parent.validFrom ?? from) <= from && (parent.validTo ?? from) >= from)) {
    return [{ where: 'parentCode', code: 'unit-not-there-yet-or-ended', what: `${parentCode} is not there on ${from}` }];
  }
  const unrevised = units.filter((each) => !all.some((version) => version.code === each.code));
  const placements: Placement[] = [
    ...unrevised.map((each) => ({ ...each, from: null })),
    ...all.filter((each) => each.code !== code || each.from !== from),
    next,
  ];
  const circle = findCircle(placements, from);
  if (circle === undefined) return [];
  return [{ where: 'parentCode', code: 'circular-parents', what: `would stand below itself: ${circle.join(' → ')}`, mend: 'Move the other unit first.' }];
}

/** @param before what was until now, where the unit changes for the first time */
async function store({ tx, caller, now }: CommandContext, before: Version | null, next: Version, basis: string): Promise<void> {
  const insert = 'insert into unit_version (unit_code, valid_from, name, parent_code, basis, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7)';
  if (before !== null) await tx.execute(insert, [next.code, null, before.name, before.parentCode, null, caller.actor, now]);
  await tx.execute('delete from unit_version where unit_code = $1 and valid_from = $2', [next.code, next.from]);
  await tx.execute(insert, [next.code, next.from, next.name, next.parentCode, basis, caller.actor, now]);
}
