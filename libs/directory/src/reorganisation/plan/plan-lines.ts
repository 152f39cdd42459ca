import { z } from 'zod';
import { POST_ROLES, type PostRole } from '../../post-role.js';
import { UNIT_KINDS } from '../../unit-kind.js';

const code = z.string().min(1).max(20);
const name = z.string().min(1).max(200);

const resultUnit = z.strictObject({
  code: code.describe('Mã đơn vị.'),
  name: name.optional().describe('Có tên: lập đơn vị mới với mã này. Bỏ trống: đơn vị đã có.'),
  kind: z.enum(UNIT_KINDS).optional().describe('Loại của đơn vị mới; bỏ trống: như đơn vị cũ.'),
  parentCode: code.nullish().describe('Cấp trên của đơn vị mới; bỏ trống: như đơn vị cũ; null: trực thuộc lãnh đạo.'),
});

const person = z.strictObject({
  login: z.string().min(1).max(40),
  from: z.enum(POST_ROLES).optional().describe('Vai trò hiện giữ trong đơn vị, khi người ấy giữ nhiều chức vụ; bỏ trống: mọi chức vụ.'),
  unit: code.optional().describe('Đơn vị đến; bỏ trống: đơn vị tiếp nhận của dòng này.'),
  role: z.enum(POST_ROLES).optional().describe('Vai trò mới; bỏ trống: như cũ.'),
  title: z.string().min(1).max(200).optional().describe('Tên chức vụ mới; bỏ trống: như cũ.'),
  leaves: z.boolean().default(false).describe('true: chức vụ kết thúc, không giữ chức vụ nào thay.'),
});

const mailbox = z.strictObject({
  id: z.uuid(),
  becomes: z.enum(['handed-over', 'suspended', 'archived', 'removed']).default('handed-over').describe('Giao cho đơn vị khác, tạm ngừng, lưu giữ, hoặc xóa.'),
  unit: code.optional().describe('Đơn vị nhận; bỏ trống: đơn vị tiếp nhận của dòng này.'),
  localPart: z.string().min(1).max(64).optional().describe('Địa chỉ mới, phần trước @; địa chỉ cũ không cấp cho ai khác.'),
});

const people = z.array(person).max(500).default([]).describe('Người không chuyển theo lệ chung (sang đơn vị tiếp nhận, giữ vai trò và tên chức vụ), và người được cử thêm.');
const mailboxes = z.array(mailbox).max(100).default([]).describe('Hộp thư không giao theo lệ chung cho đơn vị tiếp nhận.');

const part = resultUnit.extend({
  processes: z.array(z.string().min(1).max(100)).max(100).default([]).describe('Hồ sơ đang chạy của các quy trình này chuyển sang phần này, trọn cả vụ.'),
  cases: z.array(z.uuid()).max(5000).default([]).describe('Từng vụ việc đang chạy chuyển sang phần này.'),
  workFiles: z.array(z.string().min(1).max(60)).max(1000).default([]).describe('Mã hồ sơ công việc đang mở chuyển sang phần này.'),
});

/** One change of the office's units, as a plan has it. */
export const planLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('merge'), units: z.array(code).min(1).max(20), into: resultUnit, people, mailboxes }),
  z.strictObject({
    kind: z.literal('split'),
    unit: code,
    parts: z.array(part).min(1).max(20),
    rest: code.describe('Đơn vị có mọi thứ không nêu: một phần, hoặc chính đơn vị khi đơn vị ấy còn lại.'),
    people,
    mailboxes,
  }),
  z.strictObject({
    kind: z.literal('rename'),
    unit: code,
    code: code.optional().describe('Mã mới; mã cũ kết thúc và việc của mã cũ thuộc mã mới.'),
    name: name.optional(),
    people,
    mailboxes,
  }),
  z.strictObject({ kind: z.literal('dissolve'), unit: code, into: code, people, mailboxes }),
  z.strictObject({ kind: z.literal('move'), unit: code, parentCode: code.nullable() }),
]);

/** What a plan says; who writes it, and what became of it, stands beside. */
export const planSchema = z.strictObject({
  decisionNumber: z.string().trim().min(1).max(60).describe('Số quyết định.'),
  decisionDate: z.iso.date().describe('Ngày quyết định.'),
  decidedBy: z.string().trim().min(1).max(200).describe('Cơ quan ban hành quyết định.'),
  effectiveDay: z.iso.date().describe('Ngày có hiệu lực: ngày đầu tiên theo tổ chức mới.'),
  lines: z.array(planLineSchema).min(1).max(50),
});

export type PlanContent = z.output<typeof planSchema>;
export type PlanLine = z.output<typeof planLineSchema>;
export type ResultUnit = z.output<typeof resultUnit>;
export type MailboxEntry = z.output<typeof mailbox>;
export type PlanPart = z.output<typeof part>;

/** The decision as posts and units of it name their basis. */
export function basisOf({ decisionNumber, decisionDate, decidedBy }: PlanContent): string {
  const [year, month, day] = decisionDate.split('-');
  return `Quyết định số ${decisionNumber} ngày ${day}/${month}/${year} của ${decidedBy}`;
}

/** Units that end or give something away by a line. */
export function sourcesOf(line: PlanLine): readonly string[] {
  switch (line.kind) {
    case 'merge':
      return line.units.filter((unit) => unit !== line.into.code);
    case 'split':
    case 'dissolve':
    case 'rename':
    case 'move':
      return [line.unit];
  }
}

/** Units that take something by a line, in the order in which it names them. */
export function targetsOf(line: PlanLine): readonly ResultUnit[] {
  switch (line.kind) {
    case 'merge':
      return [line.into];
    case 'split':
      return line.parts;
    case 'rename':
      return line.code === undefined ? [] : [{ code: line.code, name: line.name ?? '' }];
    case 'dissolve':
      return [{ code: line.into }];
    case 'move':
      return [];
  }
}

/** Codes of all units that take something by a line. */
export function takersOf(line: PlanLine): readonly string[] {
  return [...targetsOf(line).map(({ code: taking }) => taking), ...(line.kind === 'split' ? [line.rest] : line.kind === 'move' && line.parentCode !== null ? [line.parentCode] : [])];
}

/** The unit that has everything of which a line says nothing; null where nothing leaves its unit. */
export function heirOf(line: PlanLine): string | null {
  switch (line.kind) {
    case 'merge':
      return line.into.code;
    case 'split':
      return line.rest;
    case 'rename':
      return line.code ?? null;
    case 'dissolve':
      return line.into;
    case 'move':
      return null;
  }
}

/** Posts as steps and findings speak of them. */
export interface PlannedPost {
  readonly unit: string;
  readonly role: PostRole;
  readonly title: string;
}
