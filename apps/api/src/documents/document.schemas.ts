import {
  attachOriginalSchema,
  attachScanSchema,
  incomingDocumentSchema,
  INCOMING_STATUSES,
  OBLIGATION_STATUSES,
  OUTGOING_STATUSES,
  URGENCY_NAMES,
} from '#documents';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const day = z.iso.date();
const year = z.coerce.number().int().min(1945).max(9999);
const urgency = z.enum(Object.keys(URGENCY_NAMES) as [keyof typeof URGENCY_NAMES, ...(keyof typeof URGENCY_NAMES)[]]);
const search = z
  .string()
  .max(200)
  .optional()
  .describe('Từ cần tìm; không phân biệt hoa thường, dấu.');
const unit = z.string().max(20).optional();

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
  })
  .meta({ id: 'Attachment' });

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
    arrivalNumber: z.int().describe('Số đến.'),
    arrivalYear: z.int(),
    instanceId: z.uuid(),
    obligationId: z.uuid().nullable(),
    warning: z.string().nullable().describe('Điều cần biết về thời hạn đã ghi, chẳng hạn rơi vào ngày nghỉ; đã vào sổ như vậy.'),
  })
  .meta({ id: 'RegisteredIncomingDocument' });

export const attachScanBody = attachScanSchema.meta({ id: 'AttachScan' });
export const attachOriginalBody = attachOriginalSchema.meta({ id: 'AttachOriginal' });

const incomingSummary = z.object({
  id: z.uuid(),
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
});
export const incomingQuery = pageQuery.extend({
  year: year.optional().describe('Năm của số đến.'),
  search,
  replyRequired: z.stringbool().optional().describe('true: có yêu cầu phúc đáp.'),
  status: z.enum(INCOMING_STATUSES).optional().describe('Tình trạng giải quyết.'),
  unit: unit.describe('Đơn vị chủ trì.'),
});
export const incomingPage = pageOf('IncomingDocumentPage', incomingSummary.meta({ id: 'IncomingDocument' }));

const obligation = z.object({
  id: z.uuid(),
  status: z.enum(OBLIGATION_STATUSES),
  dueAt: instant,
  overdue: z.boolean(),
  openedAt: instant,
  result: z.string().nullable(),
  resultRecordedBy: z.string().nullable(),
  resultRecordedAt: instant.nullable(),
  closedAt: instant.nullable(),
  timeliness: z.enum(['on-time', 'late']).nullable(),
  contributions: z.array(
    z.object({
      unit: z.string(),
      unitName: z.string().nullable(),
      status: z.enum(['given', 'missing']),
      content: z.string().nullable(),
      contributedBy: z.string().nullable(),
      contributedByName: z.string().nullable(),
      recordedAt: instant,
    }),
  ),
  answers: z.array(
    z.object({
      id: z.uuid(),
      status: z.enum(OUTGOING_STATUSES),
      subject: z.string(),
      symbol: z.string().nullable(),
      issuedAt: instant.nullable(),
    }),
  ),
});
export const incomingAnswer = incomingSummary
  .extend({
    pages: z.int().nullable(),
    note: z.string().nullable(),
    registeredAt: instant,
    registeredBy: z.string(),
    closedAt: instant.nullable(),
    handlingResult: z.string().nullable(),
    attachments: z.array(attachmentAnswer),
    instruction: z
      .object({
        id: z.uuid(),
        content: z.string(),
        instructedBy: z.string(),
        instructedByName: z.string().nullable(),
        instructedAt: instant,
        units: z.array(
          z.object({
            unit: z.string(),
            unitName: z.string().nullable(),
            role: z.enum(['lead', 'coordinating', 'for-information']),
            dueAt: instant.nullable(),
          }),
        ),
      })
      .nullable(),
    obligation: obligation.nullable().describe('null: không yêu cầu phúc đáp.'),
  })
  .meta({ id: 'IncomingDocumentDetail' });

const outgoingSummary = z.object({
  id: z.uuid(),
  status: z.enum(OUTGOING_STATUSES),
  documentType: z.string(),
  documentTypeName: z.string(),
  subject: z.string(),
  draftingUnit: z.string(),
  draftingUnitName: z.string().nullable(),
  draftedBy: z.string(),
  draftedByName: z.string().nullable(),
  createdAt: instant,
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
  symbol: z.string().nullable().describe('Số và ký hiệu; null khi chưa phát hành.'),
  issueNumber: z.int().nullable(),
  issueYear: z.int().nullable(),
  documentDate: day.nullable(),
  issuedAt: instant.nullable(),
});
export const outgoingQuery = pageQuery.extend({
  year: year.optional().describe('Năm của số đi.'),
  search,
  status: z.enum(OUTGOING_STATUSES).optional().describe('draft: dự thảo. signed: đã ký. issued: đã phát hành.'),
  unit: unit.describe('Đơn vị soạn thảo.'),
});
export const outgoingPage = pageOf('OutgoingDocumentPage', outgoingSummary.meta({ id: 'OutgoingDocument' }));
export const outgoingAnswer = outgoingSummary
  .extend({
    contentApprovedBy: z.string().nullable(),
    signatureForm: z.string().nullable(),
    recipients: z.array(z.string()).nullable(),
    issueNote: z.string().nullable(),
    issuedBy: z.string().nullable(),
    versions: z.array(
      z.object({
        version: z.int(),
        documentType: z.string(),
        subject: z.string(),
        body: z.string(),
        savedBy: z.string(),
        savedAt: instant,
      }),
    ),
    attachments: z.array(attachmentAnswer),
    answers: z.array(
      z.object({
        documentId: z.uuid(),
        obligationId: z.uuid(),
        arrivalNumber: z.int(),
        arrivalYear: z.int(),
        subject: z.string(),
      }),
    ),
  })
  .meta({ id: 'OutgoingDocumentDetail' });

export const cancelObligationBody = z
  .object({ reason: z.string().trim().min(1).max(1000).describe('Vì sao không còn phải phúc đáp; được ghi vào nhật ký.') })
  .meta({ id: 'CancelObligation', examples: [{ reason: 'Văn bản vào sổ nhầm, cơ quan gửi đã thu hồi.' }] });
export const replyObligationsQuery = pageQuery.extend({
  status: z.enum(OBLIGATION_STATUSES).optional().describe('Tình trạng của nghĩa vụ.'),
  overdue: z.stringbool().optional().describe('true: còn mở và đã quá hạn.'),
  unit: unit.describe('Đơn vị chủ trì.'),
});
export const replyObligationPage = pageOf(
  'ReplyObligationPage',
  z.object({
    id: z.uuid(),
    status: z.enum(OBLIGATION_STATUSES),
    dueAt: instant,
    overdue: z.boolean(),
    closedAt: instant.nullable(),
    timeliness: z.enum(['on-time', 'late']).nullable(),
    documentId: z.uuid(),
    arrivalNumber: z.int(),
    arrivalYear: z.int(),
    senderAgency: z.string(),
    documentNumber: z.string().nullable(),
    subject: z.string(),
    leadUnit: z.string().nullable(),
    leadUnitName: z.string().nullable(),
  }),
);

export const registerQuery = pageQuery.extend({ year: year.describe('Năm của sổ.') });
const headings = z.record(z.string(), z.string()).describe('Tên cột như in trên sổ, theo thứ tự.');
export const incomingRegisterPage = pageOf(
  'IncomingRegisterPage',
  z.object({
    receivedOn: day,
    arrivalNumber: z.int(),
    senderAgency: z.string(),
    documentNumber: z.string().nullable(),
    documentDate: day,
    typeAndSubject: z.string(),
    recipients: z.string().nullable(),
    passedOn: day.nullable(),
    receipt: z.null(),
    note: z.string().nullable(),
  }),
)
  .extend({ headings })
  .meta({ id: 'IncomingRegisterPage' });
export const trackingRegisterPage = pageOf(
  'TrackingRegisterPage',
  z.object({
    documentId: z.uuid(),
    arrivalNumber: z.int(),
    document: z.string(),
    recipient: z.string().nullable(),
    dueAt: instant,
    progress: z.string(),
    replySymbols: z.string().nullable().describe('Số, ký hiệu văn bản trả lời.'),
    note: z.string().nullable(),
  }),
)
  .extend({ headings })
  .meta({ id: 'TrackingRegisterPage' });
