import { gateFields } from '#documents';
import { CONTENTS_FORMATS, entrySchema, filePlanSchema, handoverSchema, HANDOVER_STATUSES, openWorkFileSchema, SHARE_LEVELS, shareSchema, WORK_FILE_STATUSES } from '#work-files';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const day = z.iso.date();
const year = z.coerce.number().int().min(2000).max(2100);
const unit = z.string().min(1).max(40).describe('Mã đơn vị.');
const reason = z.string().trim().min(1).max(1000).describe('Lý do, được ghi lại.');

export const reasonBody = z.strictObject({ reason, ...gateFields }).meta({ id: 'WorkFileReason' });

export const filePlanBody = filePlanSchema.meta({
  id: 'FilePlanImport',
  examples: [{ year: 2026, csv: 'code,title,retention,unit,responsible\n01.QLCN,Hồ sơ chuyển giao công nghệ,20,QLCN,tuanda\n', dryRun: true }],
});
export const filePlanChanges = z
  .object({
    added: z.array(z.string()).readonly(),
    changed: z.array(z.string()).readonly(),
    unchanged: z.int(),
    leftOut: z.array(z.string()).readonly().describe('Có trong danh mục mà không có trong tệp: vẫn giữ.'),
  })
  .meta({ id: 'FilePlanChanges' });
export const filePlanQuery = pageQuery.extend({ year, unit: unit.optional() });
export const filePlanPage = pageOf(
  'FilePlanPage',
  z.object({
    year: z.int(),
    code: z.string().describe('Số, ký hiệu hồ sơ.'),
    title: z.string(),
    retentionYears: z.int().nullable().describe('Thời hạn bảo quản, năm; null: vĩnh viễn.'),
    unit: z.string(),
    unitName: z.string().nullable(),
    responsible: z.string().nullable(),
    responsibleName: z.string().nullable(),
    files: z.int().describe('Số hồ sơ đã mở theo dòng này.'),
  }),
);

export const openWorkFileBody = openWorkFileSchema.extend(gateFields).meta({ id: 'OpenWorkFile', examples: [{ year: 2026, planCode: '01.QLCN' }] });
export const openedWorkFile = z.object({ id: z.uuid(), code: z.string().describe('Số, ký hiệu hồ sơ.') }).meta({ id: 'OpenedWorkFile' });
export const keeperBody = z.strictObject({ keeper: z.string().min(1).max(64) }).meta({ id: 'WorkFileKeeper' });

export const workFilesQuery = pageQuery.extend({
  year: year.optional().describe('Năm của danh mục hồ sơ.'),
  unit: unit.optional(),
  status: z.enum(WORK_FILE_STATUSES).optional(),
  keeper: z.string().max(64).optional(),
  search: z.string().max(200).optional().describe('Từ trong số, ký hiệu hoặc tiêu đề, có dấu hoặc không dấu.'),
  handOverBy: day.optional().describe('Chỉ hồ sơ đã kết thúc mà chậm nhất ngày này phải nộp lưu (một năm sau khi kết thúc).'),
});

const workFile = z.object({
  id: z.uuid(),
  year: z.int(),
  code: z.string(),
  planCode: z.string(),
  title: z.string(),
  unit: z.string(),
  unitName: z.string().nullable(),
  keeper: z.string(),
  keeperName: z.string().nullable(),
  status: z.enum(WORK_FILE_STATUSES).describe('Đang mở, đã kết thúc, đã nộp lưu.'),
  openedOn: day,
  closedOn: day.nullable(),
  retentionYears: z.int().nullable().describe('Thời hạn bảo quản, năm; null: vĩnh viễn.'),
  retainUntil: day.nullable().describe('Giữ ít nhất đến ngày này, tính từ hết năm kết thúc hồ sơ.'),
  handOverBy: day.nullable().describe('Chậm nhất ngày này phải nộp lưu.'),
});
export const workFilePage = pageOf('WorkFilePage', workFile);
export const workFileAnswer = workFile
  .extend({
    openedBy: z.string(),
    closedBy: z.string().nullable(),
    entries: z.int().describe('Số dòng của mục lục.'),
    handoverId: z.uuid().nullable(),
    shares: z.array(
      z.object({
        id: z.uuid(),
        login: z.string().nullable(),
        unit: z.string().nullable(),
        level: z.enum(SHARE_LEVELS).describe('Chỉ đọc, hoặc được thêm vào hồ sơ.'),
        startsAt: instant,
        endsAt: instant.nullable(),
        sharedBy: z.string(),
        sharedAt: instant,
        endedBy: z.string().nullable(),
        endedAt: instant.nullable(),
      }),
    ).readonly(),
  })
  .meta({ id: 'WorkFile' });

const [incomingEntry, outgoingEntry, attachmentEntry, noteEntry] = entrySchema.options;
export const entryBody = z
  .discriminatedUnion('kind', [
    incomingEntry.extend(gateFields),
    outgoingEntry.extend(gateFields),
    attachmentEntry.extend(gateFields),
    noteEntry.extend(gateFields),
  ])
  .meta({ id: 'WorkFileEntryInput' });
export const createdAnswer = z.object({ id: z.uuid() }).meta({ id: 'CreatedInWorkFile' });
export const contentsQuery = pageQuery.extend({
  format: z.enum(['json', ...CONTENTS_FORMATS]).default('json').describe('Từng trang JSON, hoặc cả mục lục thành tệp.'),
});
export const contentsPage = pageOf(
  'WorkFileContentsPage',
  z.object({
    id: z.uuid(),
    number: z.int().describe('Số thứ tự.'),
    kind: z.enum(['incoming', 'outgoing', 'attachment', 'note']),
    documentId: z.uuid().nullable(),
    attachmentId: z.uuid().nullable(),
    symbol: z.string().nullable(),
    documentDate: day.nullable(),
    title: z.string(),
    author: z.string().nullable(),
    note: z.string().nullable(),
    addedBy: z.string(),
    addedAt: instant,
  }),
);
export const shareBody = shareSchema.meta({ id: 'ShareWorkFile', examples: [{ unit: 'QLKH', level: 'read', until: '2026-12-31' }] });

export const handoverBody = handoverSchema.extend(gateFields).meta({ id: 'ArchiveHandoverInput' });
export const submittedHandover = z.object({ id: z.uuid(), year: z.int(), number: z.int() }).meta({ id: 'SubmittedHandover' });
export const handoversQuery = pageQuery.extend({
  year: year.optional(),
  unit: unit.optional(),
  status: z.enum(HANDOVER_STATUSES).optional(),
});
const handover = z.object({
  id: z.uuid(),
  year: z.int(),
  number: z.int(),
  unit: z.string(),
  unitName: z.string().nullable(),
  status: z.enum(HANDOVER_STATUSES).describe('Đã nộp, đã nhận, bị trả lại.'),
  files: z.int().describe('Số hồ sơ.'),
  note: z.string().nullable(),
  submittedBy: z.string(),
  submittedByName: z.string().nullable(),
  submittedAt: instant,
  decidedBy: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  returnReason: z.string().nullable(),
});
export const handoverPage = pageOf('ArchiveHandoverPage', handover);
export const handoverQuery = z.object({
  format: z.enum(['json', 'csv', 'xlsx', 'pdf']).default('json').describe('JSON, hoặc tệp để in và ký.'),
});
export const handoverAnswer = handover
  .extend({
    agency: z.string(),
    list: z.array(workFile.extend({ position: z.int(), entries: z.int() })).readonly().describe('Mục lục hồ sơ.'),
  })
  .meta({ id: 'ArchiveHandover' });
