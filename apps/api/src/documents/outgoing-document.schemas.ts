import {
  attachOriginalSchema,
  AUTHORITY_FORMS,
  correspondentSchema,
  DELIVERIES,
  deliverySchema,
  draftCommentSchema,
  draftSchema,
  gateFields,
  MAIL_STATES,
  OUTGOING_ACTS,
  OUTGOING_STATUSES,
  OUTGOING_STEPS,
  outgoingActSchema,
  PAPER_LIST_FORMATS,
  signingAuthoritySchema,
} from '#documents';
import { z } from 'zod';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';
import { attachmentAnswer, day, search, unit, urgency, year } from './document.schemas.js';

export const attachOriginalBody = attachOriginalSchema.meta({ id: 'AttachOriginal' });
export const made = z.object({ id: z.uuid() });

export const submitDraftBody = draftSchema.meta({
  id: 'SubmitDraft',
  examples: [
    {
      documentType: 'CV',
      subject: 'V/v phối hợp tổ chức hội nghị chuyển đổi số',
      body: 'Kính gửi: Sở Tư pháp …',
      urgency: 'normal',
      recipients: 'Sở Tư pháp\nLưu: VT, QLCN',
    },
  ],
});
export const submittedAnswer = made.extend({ instanceId: z.uuid() }).meta({ id: 'SubmittedDraft' });
export const draftCommentBody = draftCommentSchema.meta({ id: 'DraftCommentBody', examples: [{ text: 'Bổ sung căn cứ pháp lý.' }] });

const mail = z.object({
  id: z.uuid(),
  act: z.enum(OUTGOING_ACTS).nullable().describe('null: thư gửi văn bản; nếu không thì thư báo thu hồi, thay thế, đính chính.'),
  state: z.enum(MAIL_STATES).describe('queued: sẽ gửi. sent: máy chủ thư đã nhận. failed: không gửi được nữa. withdrawn: không gửi vì văn bản đã thu hồi hoặc được thay thế.'),
  tries: z.int(),
  lastError: z.string().nullable(),
  queuedAt: instant,
  nextTryAt: instant.nullable(),
  settledAt: instant.nullable(),
});
const recipient = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['mail', 'paper', 'internal']),
  email: z.string().nullable(),
  address: z.string().nullable(),
  unitCode: z.string().nullable(),
  organId: z.string().nullable().describe('Mã định danh của nơi nhận.'),
  copies: z.int(),
  delivery: z
    .object({ result: z.enum(DELIVERIES), on: day, to: z.string().nullable(), recordedBy: z.string() })
    .nullable()
    .describe('Kết quả giao bản giấy; null khi văn thư chưa ghi.'),
  mails: z.array(mail),
});
export const paperListAnswer = z
  .object({ items: z.array(recipient), copies: z.int().describe('Tổng số bản giấy.') })
  .meta({ id: 'PaperList' });

export const paperListQuery = z.object({
  format: z.enum(['json', ...PAPER_LIST_FORMATS]).default('json').describe('csv, xlsx, pdf: tệp để in, có địa chỉ trên bì.'),
});
export const deliveryBody = deliverySchema.extend(gateFields).meta({ id: 'Delivery', examples: [{ result: 'delivered', on: '2026-01-06', to: 'Nguyễn Thị Hoa, văn thư' }] });

export const outgoingMailsQuery = pageQuery.extend({ state: z.enum(MAIL_STATES).optional() });
export const outgoingMailPage = pageOf(
  'OutgoingMailPage',
  mail.extend({ documentId: z.uuid(), symbol: z.string(), toName: z.string(), toEmail: z.string() }),
);
export const retryMailBody = z
  .strictObject({ email: z.email().max(254).optional().describe('Địa chỉ đúng, nếu địa chỉ cũ sai.') })
  .meta({ id: 'RetryMail', examples: [{ email: 'vanthu@stp.example.vn' }] });

export const outgoingActBody = outgoingActSchema.meta({
  id: 'OutgoingActBody',
  examples: [{ kind: 'correct', reason: 'Sai ngày tổ chức.', byDocumentId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111' }],
});
const act = z.object({
  id: z.uuid(),
  kind: z.enum(OUTGOING_ACTS),
  reason: z.string(),
  byDocumentId: z.uuid().nullable(),
  bySymbol: z.string().nullable(),
  decidedBy: z.string(),
  decidedByName: z.string().nullable(),
  decidedAt: instant,
});

export const draftVersionsAnswer = listOf(
  'DraftVersions',
  z.object({
    version: z.int(),
    documentType: z.string(),
    subject: z.string(),
    body: z.string(),
    savedBy: z.string(),
    savedByName: z.string().nullable(),
    savedAt: instant,
    comments: z.array(
      z.object({ id: z.uuid(), text: z.string(), writtenBy: z.string(), writtenByName: z.string().nullable(), writtenAt: instant }),
    ),
    steps: z.array(
      z.object({
        step: z.enum(OUTGOING_STEPS),
        passed: z.boolean(),
        doneBy: z.string(),
        doneByName: z.string().nullable(),
        actingFor: z.array(z.string()).describe('Làm thay những người này.'),
        comment: z.string().nullable(),
        doneAt: instant,
        exception: z
          .object({ grantedBy: z.string(), reason: z.string() })
          .nullable()
          .describe('Lãnh đạo cho làm thay ở bước này; null: làm theo chức vụ của mình.'),
      }),
    ),
  }),
);

export const draftVersionNumber = z.coerce.number().int().min(1).max(100_000);
const comparedVersion = z.object({
  version: z.int(),
  documentType: z.string(),
  savedBy: z.string(),
  savedByName: z.string().nullable(),
  savedAt: instant,
});
const diffParts = z.array(
  z.object({ kind: z.enum(['same', 'added', 'removed']).describe('same: giữ nguyên. added: thêm. removed: bỏ.'), text: z.string() }),
);
export const draftDifferenceAnswer = z
  .object({
    from: comparedVersion,
    to: comparedVersion,
    subject: diffParts,
    body: diffParts,
    text: z.string().describe('Trích yếu và nội dung để đọc liền: [-phần bỏ-], {+phần thêm+}.'),
  })
  .meta({ id: 'DraftDifference' });

export const signingAuthorityBody = signingAuthoritySchema.extend(gateFields).meta({
  id: 'SigningAuthorityBody',
  examples: [
    {
      holder: 'hangltm',
      form: 'KT',
      title: 'PHÓ GIÁM ĐỐC',
      principal: 'GIÁM ĐỐC',
      grantedBy: 'baotq',
      basis: 'Thông báo phân công công tác số 12/TB-SKHCN ngày 05/01/2026',
      validFrom: '2026-01-05',
    },
  ],
});
export const endAuthorityBody = z
  .strictObject({ reason: z.string().trim().min(1).max(1000), ...gateFields })
  .meta({ id: 'EndSigningAuthority', examples: [{ reason: 'Thôi giữ chức vụ.' }] });
export const signingAuthoritiesQuery = pageQuery.extend({
  holder: z.string().max(100).optional(),
  form: z.enum(AUTHORITY_FORMS).optional(),
  on: z.iso.date().optional().describe('Chỉ thẩm quyền có hiệu lực trong ngày này: người giữ và người giao còn giữ chức vụ, thẩm quyền.'),
});
export const signingAuthorityPage = pageOf(
  'SigningAuthorityPage',
  z.object({
    id: z.uuid(),
    holder: z.string(),
    holderName: z.string().nullable(),
    form: z.enum(AUTHORITY_FORMS),
    principal: z.string().nullable(),
    title: z.string(),
    above: z.string().nullable().describe('Dòng trên cùng của chữ ký khi người giao cũng ký thay người khác, ví dụ TL. GIÁM ĐỐC.'),
    block: z.array(z.string()).readonly().describe('Các dòng trên chữ ký.'),
    grantedBy: z.string().nullable(),
    basis: z.string(),
    scope: z.string().nullable(),
    documentTypes: z.array(z.string()).nullable(),
    validFrom: day,
    validTo: day.nullable(),
    registeredBy: z.string(),
    registeredAt: instant,
    endedBy: z.string().nullable(),
    endedAt: instant.nullable(),
    endReason: z.string().nullable(),
  }),
);

export const correspondentBody = correspondentSchema.meta({
  id: 'CorrespondentBody',
  examples: [{ name: 'Sở Tư pháp', kind: 'mail', email: 'vanthu@stp.example.vn' }],
});
export const correspondentsQuery = pageQuery.extend({ search, active: z.stringbool().optional() });
export const correspondentPage = pageOf(
  'CorrespondentPage',
  z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(['mail', 'paper']),
    email: z.string().nullable(),
    address: z.string().nullable(),
    organId: z.string().nullable().describe('Mã định danh.'),
    active: z.boolean(),
    changedBy: z.string(),
    changedAt: instant,
  }),
);

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
  answerExpectedOn: day.nullable().describe('Văn bản đề nghị nơi nhận trả lời chậm nhất vào ngày này.'),
  voidedAt: instant.nullable().describe('Lúc hủy số; null: số còn giá trị.'),
  endedBy: z.enum(['recall', 'replace']).nullable().describe('Đã thu hồi hoặc đã được thay thế.'),
  corrected: z.boolean().describe('Đã được đính chính.'),
});
export const outgoingQuery = pageQuery.extend({
  year: year.optional().describe('Năm của số đi.'),
  search,
  status: z.enum(OUTGOING_STATUSES).optional().describe('draft: dự thảo. signed: đã ký. issued: đã phát hành.'),
  unit: unit.describe('Đơn vị soạn thảo.'),
  answerExpectedBy: z.iso.date().optional().describe('Chỉ văn bản đã phát hành, còn hiệu lực, đề nghị nơi nhận trả lời chậm nhất vào ngày này hoặc trước đó.'),
});
export const outgoingPage = pageOf('OutgoingDocumentPage', outgoingSummary.meta({ id: 'OutgoingDocument' }));
export const outgoingAnswer = outgoingSummary
  .extend({
    urgency,
    workFile: z.string().nullable().describe('Mã hồ sơ công việc.'),
    language: z.string().nullable().describe('Ngôn ngữ.'),
    pages: z.int().nullable().describe('Số trang.'),
    instanceId: z.uuid().nullable().describe('null: văn bản trả lời, thuộc hồ sơ của văn bản đến.'),
    intendedRecipients: z.string().nullable(),
    contentApprovedBy: z.string().nullable(),
    signatureForm: z.string().nullable(),
    signatureBlock: z.array(z.string()).nullable().describe('Các dòng trên chữ ký, ví dụ KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC.'),
    numberVerifiedBy: z.string().nullable(),
    numberVerifiedAt: instant.nullable(),
    recipients: z.array(z.string()).nullable(),
    issueNote: z.string().nullable(),
    issuedBy: z.string().nullable(),
    book: z.string().nullable().describe('Mã sổ; null khi chưa phát hành.'),
    voidedBy: z.string().nullable(),
    voidReason: z.string().nullable().describe('Vì sao hủy số.'),
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
    attachments: z.array(
      attachmentAnswer.extend({ addedAfterSignature: z.boolean().describe('Đính kèm sau khi ký: người ký chưa xem tệp này.') }),
    ),
    answers: z.array(
      z.object({
        documentId: z.uuid(),
        obligationId: z.uuid(),
        arrivalNumber: z.int(),
        arrivalYear: z.int(),
        subject: z.string(),
      }),
    ),
    sentTo: z.array(recipient),
    acts: z.array(act),
  })
  .meta({ id: 'OutgoingDocumentDetail' });
