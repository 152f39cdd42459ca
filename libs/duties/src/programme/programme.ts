import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import { ProgrammeNotFoundError } from '../errors.js';
import { type Period, sayPeriod } from '../period.js';
import type { PartContent } from './part.schema.js';

export const PROGRAMME_PERIODS = ['week', 'month'] as const;
export type ProgrammePeriod = (typeof PROGRAMME_PERIODS)[number];

/** Units write; the office collects; a leader approves; everybody has it; there will be none. */
export const PROGRAMME_STATUSES = ['writing', 'collecting', 'approving', 'published', 'cancelled'] as const;
export type ProgrammeStatus = (typeof PROGRAMME_STATUSES)[number];

/** Who collects the programme of the agency, and enters for units that are not on the network. */
export const OFFICE_GROUPS = ['chief-of-office', 'manager'] as const;

export interface ProgrammeRecord extends Period {
  readonly id: string;
  readonly period: ProgrammePeriod;
  readonly status: ProgrammeStatus;
  readonly collectedBy: string | null;
  readonly approvedBy: string | null;
  readonly instanceId: string;
}

export interface PartRecord {
  readonly unit: string;
  readonly groups: readonly string[];
  readonly byOffice: boolean;
  readonly draft: PartContent;
  readonly revision: number;
  readonly version: number;
  readonly missing: boolean;
}

const COLUMNS = `id, period, first_day as "firstDay", last_day as "lastDay", status, collected_by as "collectedBy",
  approved_by as "approvedBy", instance_id as "instanceId"`;
const PART_COLUMNS = `unit_code as unit, groups, by_office as "byOffice", draft, revision, version, missing`;

/** Locked until the transaction ends; a step of its case has locked the instance before. @throws ProgrammeNotFoundError */
export async function lockProgramme(tx: Transaction, id: string): Promise<ProgrammeRecord> {
  return found(`work programme ${id}`, await tx.query<ProgrammeRecord>(`select ${COLUMNS} from work_programme where id = $1 for no key update`, [id]));
}

/** That of a case, whatever its variables say. @throws ProgrammeNotFoundError */
export async function lockProgrammeOfCase(tx: Transaction, rootInstanceId: string): Promise<ProgrammeRecord> {
  const rows = await tx.query<ProgrammeRecord>(`select ${COLUMNS} from work_programme where instance_id = $1 for no key update`, [rootInstanceId]);
  return found(`work programme of case ${rootInstanceId}`, rows);
}

/** @returns undefined where the unit has no part, as one that began on the way */
export async function readPart(tx: Transaction, programmeId: string, unit: string): Promise<PartRecord | undefined> {
  const [part] = await tx.query<PartRecord>(`select ${PART_COLUMNS} from programme_part where programme_id = $1 and unit_code = $2 for no key update`, [
    programmeId,
    unit,
  ]);
  return part;
}

export function sayProgramme({ period, ...days }: Pick<ProgrammeRecord, 'period' | keyof Period>): string {
  return `Chương trình công tác ${sayPeriod(period, days)}`;
}

/** A part as the columns of the database take it. */
export function asJson(content: PartContent): JsonObject {
  return JSON.parse(JSON.stringify(content)) as JsonObject;
}

function found(what: string, [programme]: readonly ProgrammeRecord[]): ProgrammeRecord {
  if (programme === undefined) throw new ProgrammeNotFoundError(what);
  return programme;
}
