import {
  attachScanSchema,
  bookCodeSchema,
  gateFields,
  incomingDocumentSchema,
  INCOMING_STATUSES,
  MEDIA,
  PAPER_SIZES,
  REGISTRATION_WARNINGS,
  URGENCY_NAMES,
  voidNumberSchema,
} from '#documents';
import { TEXT_REASONS } from '#files';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';
import { currentInstruction } from './instruction.schemas.js';
import { contributions, obligation } from './obligation.schemas.js';

export const day = z.iso.date();
export const year = z.coerce.number().int().min(1945).max(9999);
export const urgency = z.enum(Object.keys(URGENCY_NAMES) as [keyof typeof URGENCY_NAMES, ...(keyof typeof URGENCY_NAMES)[]]);
export const search = z
  .string()
  .max(200)
  .optional()
  .describe('Từ cần tìm; không phân biệt hoa thường, dấu.');
export const unit = z.string().max(20).optional();

export const attachmentAnswer = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    mediaType: z.string().describe('Nhận ra từ nội dung.'),
    sizeBytes: z.int(),
    sha256: z.string(),
    storedBy: z.string(),
    storedAt: instant,
    incomingDocumentId: z.uuid().nullable(),
    outgoingDocumentId: z.uuid().nullable(),
    workFileId: z.uuid().nullable(),
    version: z.int().describe('Phiên bản của tệp trong văn bản, từ 1.'),
    replaces: z.uuid().nullable().describe('Phiên bản trước.'),
    replacedBy: z.uuid().nullable().describe('Phiên bản sau; trống khi đây là phiên bản hiện hành.'),
    textState: z
      .enum(['pending', 'done', 'none', 'failed'])
      .describe('Nội dung chữ để tìm kiếm: đang chờ đọc, đã đọc, không có, không đọc được.'),
    textReason: z
      .enum(TEXT_REASONS)
      .nullable()
      .describe('Vì sao không có chữ: loại tệp không có chữ, bản quét, có mật khẩu, hỏng, đọc quá lâu, quá nhiều bộ nhớ, lỗi khi đọc, mất tệp.'),
  })
  .meta({ id: 'Attachment' });

export const uploadQuery = z.strictObject({
  replaces: z.uuid().optional().describe('Tệp hiện hành của văn bản mà tệp này là phiên bản sau.'),
});

export const contentQuery = z.strictObject({
  disposition: z
    .enum(['attachment', 'inline'])
    .default('attachment')
    .describe('`inline` để xem ngay trong trình duyệt, chỉ với PDF và ảnh PNG, JPEG; loại khác luôn tải về.'),
});

export const registerIncomingBody = incomingDocumentSchema.meta({
  id: 'RegisterIncomingDocument',
  examples: [
    {
      senderAgency: 'UBND tỉnh Bình Định',
      documentNumber: '1520/UBND-KSTT',
      documentDate: '2026-03-02',
      documentType: 'Công văn',
      subject: 'V/v báo cáo tình hình ứng dụng công nghệ thông tin quý I/2026',
      urgency: 'normal',
      pages: 3,
      medium: 'electronic',
      signerName: 'Nguyễn Văn Bình',
      signerPosition: 'KT. CHỦ TỊCH, PHÓ CHỦ TỊCH',
      replyRequired: true,
      dueAt: '2026-03-13T17:00:00+07:00',
      reminderBefore: 'P1D',
      escalateAfter: 'PT8H',
      attachmentIds: ['0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111'],
    },
  ],
});

export const registeredIncomingAnswer = z
  .object({
    id: z.uuid(),
    book: z.string().describe('Mã sổ.'),
    arrivalNumber: z.int().describe('Số đến.'),
    arrivalYear: z.int(),
    instanceId: z.uuid(),
    obligationId: z.uuid().nullable(),
    warning: z.string().nullable().describe('Điều cần biết về thời hạn đã ghi, chẳng hạn rơi vào ngày nghỉ; đã vào sổ như vậy.'),
    warnings: z
      .array(z.object({ code: z.enum(REGISTRATION_WARNINGS), message: z.string() }))
      .readonly()
      .describe('Những điều trông như ghi nhầm; đã vào sổ như vậy.'),
  })
  .meta({ id: 'RegisteredIncomingDocument' });

export const voidNumberBody = voidNumberSchema.extend(gateFields).meta({ id: 'VoidNumber', examples: [{ reason: 'Vào sổ nhầm: văn bản gửi cho cơ quan khác.' }] });
export const attachScanBody = attachScanSchema.meta({ id: 'AttachScan' });

const incomingSummary = z.object({
  id: z.uuid(),
  book: z.string().describe('Mã sổ.'),
  arrivalNumber: z.int(),
  arrivalYear: z.int(),
  senderAgency: z.string(),
  documentNumber: z.string().nullable(),
  documentDate: day,
  documentType: z.string(),
  subject: z.string(),
  urgency,
  receivedAt: instant,
  replyRequired: z.boolean(),
  dueAt: instant.nullable(),
  status: z.enum(INCOMING_STATUSES),
  leadUnit: z.string().nullable(),
  leadUnitName: z.string().nullable(),
  instanceId: z.uuid(),
  voidedAt: instant.nullable().describe('Lúc hủy số; null: số còn giá trị.'),
});
export const incomingQuery = pageQuery.extend({
  book: bookCodeSchema.optional().describe('Mã sổ.'),
  year: year.optional().describe('Năm của số đến.'),
  search,
  replyRequired: z.stringbool().optional().describe('true: có yêu cầu phúc đáp.'),
  status: z.enum(INCOMING_STATUSES).optional().describe('Tình trạng giải quyết.'),
  unit: unit.describe('Đơn vị chủ trì.'),
});
export const incomingPage = pageOf('IncomingDocumentPage', incomingSummary.meta({ id: 'IncomingDocument' }));

export const incomingAnswer = incomingSummary
  .extend({
    codeNumber: z.string().nullable().describe('Số của văn bản, tách từ số, ký hiệu.'),
    codeNotation: z.string().nullable().describe('Ký hiệu của văn bản, tách từ số, ký hiệu.'),
    pages: z.int().nullable(),
    medium: z.enum(MEDIA).describe('paper: chỉ có bản giấy.'),
    senderOrganId: z.string().nullable().describe('Mã định danh của cơ quan ban hành.'),
    issuePlace: z.string().nullable().describe('Địa danh.'),
    signerName: z.string().nullable().describe('Họ tên người ký.'),
    signerPosition: z.string().nullable().describe('Chức vụ người ký.'),
    toPlaces: z.string().nullable().describe('Nơi nhận ghi trên văn bản.'),
    language: z.string().nullable().describe('Ngôn ngữ.'),
    issuedCopies: z.int().nullable().describe('Số lượng bản phát hành.'),
    paperSize: z.enum(PAPER_SIZES).nullable().describe('Khổ giấy.'),
    note: z.string().nullable(),
    registeredAt: instant,
    registeredBy: z.string(),
    lateReason: z.string().nullable().describe('Vì sao vào sổ muộn.'),
    voidedBy: z.string().nullable(),
    voidReason: z.string().nullable().describe('Vì sao hủy số.'),
    closedAt: instant.nullable(),
    handlingResult: z.string().nullable(),
    attachments: z.array(attachmentAnswer),
    instruction: currentInstruction.nullable(),
    contributions,
    obligation: obligation.nullable().describe('null: không yêu cầu phúc đáp.'),
  })
  .meta({ id: 'IncomingDocumentDetail' });
