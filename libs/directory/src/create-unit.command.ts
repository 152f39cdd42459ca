import { type Finding, isCalendarDate, tidyLine } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import type { Contact } from './contact.js';
import { UnitExistsError, UnitInvalidError } from './errors.js';
import { nameFindings } from './name-findings.js';
import { isUnitKind, UNIT_KINDS, type UnitKind } from './unit-kind.js';

export interface CreateUnitInput extends Partial<Contact> {
  /** Short code as the office writes it in symbols, e.g. `QLCN`; part of group names, never changed. */
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  /** Unit it belongs to; none for a unit directly under the leadership. */
  readonly parentCode?: string;
  /** Position in lists, lowest first; 100 by default. */
  readonly sort?: number;
  /** Its first day, `YYYY-MM-DD`; absent: it has always been there. */
  readonly validFrom?: string;
}

/** The most that the column holds, an integer of four bytes. */
const GREATEST_SORT = 2_147_483_647;

/** @throws UnitInvalidError, UnitExistsError */
export const createUnit: Command<CreateUnitInput, { code: string }> = {
  name: 'directory.create-unit',
  async run(context, input) {
    const { phone = null, room = null, validFrom = null, parentCode = null, sort = 100 } = input;
    const unit = { ...input, name: tidyLine(input.name), parentCode, sort, validFrom };
    const findings = await findFaults(context, unit);
    if (findings.length > 0) throw new UnitInvalidError(findings);
    const created = await context.tx.execute(
      `insert into unit (code, name, kind, parent_code, sort, valid_from, phone, room) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict do nothing`,
      [unit.code, unit.name, unit.kind, parentCode, sort, validFrom, phone, room],
    );
    if (created === 0) throw new UnitExistsError(unit.code);
    const { code, name, kind } = unit;
    const described = { name, kind, parentCode, sort };
    context.audit({ subject: 'unit', subjectId: code, detail: { old: null, new: validFrom === null ? described : { ...described, validFrom } } });
    return { code };
  },
};

async function findFaults(
  context: CommandContext,
  unit: { code: string; name: string; kind: string; parentCode: string | null; sort: number; validFrom: string | null },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (!/^[A-Z][A-Z0-9-]{0,19}$/.test(unit.code)) {
    const mend = 'Up to 20 of A–Z, 0–9 and -, a letter first: QLCN.';
    findings.push({ where: 'code', code: 'unit-code-impossible', what: 'is not a unit code', mend });
  }
  findings.push(...nameFindings('name', unit.name));
  if (!isUnitKind(unit.kind)) {
    findings.push({ where: 'kind', what: `${unit.kind} is unknown`, mend: `One of ${UNIT_KINDS.join(', ')}.` });
  }
  if (!Number.isInteger(unit.sort) || Math.abs(unit.sort) > GREATEST_SORT) {
    findings.push({ where: 'sort', code: 'sort-impossible', what: 'is not a whole number that can be stored', mend: 'Write 1 to 9999.' });
  }
  if (unit.validFrom !== null && !isCalendarDate(unit.validFrom)) {
    findings.push({ where: 'validFrom', code: 'date-unreadable', what: 'is not a date', mend: 'Write YYYY-MM-DD.' });
  }
  if (unit.parentCode !== null) {
    const parents = await context.tx.query('select from unit where code = $1', [unit.parentCode]);
    if (parents.length === 0) {
      findings.push({ where: 'parentCode', code: 'unit-unknown', what: `there is no unit ${unit.parentCode}`, mend: 'Create it first.' });
    }
  }
  return findings;
}
