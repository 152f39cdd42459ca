export { type Attachment, getAttachment } from './attachments/attachment.query.js';
export { attachmentMediaTypes } from './attachments/attachment-type.js';
export {
  AttachmentLostError,
  AttachmentNotFoundError,
  AttachmentsNotLinkableError,
  AttachmentTooLargeError,
  EmptyAttachmentError,
  UnsafeAttachmentNameError,
  UnsupportedAttachmentTypeError,
} from './attachments/errors.js';
export { type FileKey, FileStore, type StoredFile } from './attachments/file-store.js';
export { openAttachment } from './attachments/open-attachment.js';
export { type AttachmentReceiver, receiveAttachment, type Upload } from './attachments/receive-attachment.js';
export { storeAttachment, type StoreAttachmentInput } from './attachments/store-attachment.command.js';
export { documentsHandlers } from './documents-handlers.js';
export { attachScan, type AttachScanInput, attachScanSchema } from './incoming/attach-scan.command.js';
export {
  DuplicateIncomingDocumentError,
  IncomingDocumentNotFoundError,
  RegistrationRefusedError,
  ReplyStillOwedError,
} from './incoming/errors.js';
export {
  getIncomingDocument,
  type IncomingDocumentDetail,
  type InstructedUnit,
  type InstructionDetail,
} from './incoming/get-incoming-document.query.js';
export {
  type IncomingDocumentInput,
  incomingDocumentSchema,
  type Urgency,
  urgencyNames,
} from './incoming/incoming-document.schema.js';
export {
  incomingRegisterHeadings,
  type IncomingRegisterRow,
  listIncomingRegister,
  type RegisterRequest,
} from './incoming/incoming-register.query.js';
export {
  type IncomingDocumentFilter,
  type IncomingDocumentSummary,
  type IncomingStatus,
  incomingStatuses,
  listIncomingDocuments,
} from './incoming/list-incoming-documents.query.js';
export { type RegisteredDocument, registerIncomingDocument } from './incoming/register-incoming-document.command.js';
export { listTrackingRegister, trackingRegisterHeadings, type TrackingRegisterRow } from './incoming/tracking-register.query.js';
export { JobVariablesError } from './job-variables.js';
export { changeOffice, officeSchema } from './numbering/change-office.command.js';
export { documentTypeNames } from './numbering/document-number.js';
export { getOffice, type Office } from './numbering/office.js';
export { ObligationNotOpenError } from './obligations/errors.js';
export { listObligations, type ObligationFilter, type ObligationRow } from './obligations/list-obligations.query.js';
export {
  type AnsweringDocument,
  type ContributionRow,
  type ObligationDetail,
  type ObligationStatus,
  obligationStatuses,
} from './obligations/obligation-of.query.js';
export { attachOriginal, type AttachOriginalInput, attachOriginalSchema } from './outgoing/attach-original.command.js';
export { OutgoingDocumentNotFoundError, OutgoingNotDraftError, OutgoingNotSignedError } from './outgoing/errors.js';
export {
  type AnsweredDocument,
  type DraftVersionRow,
  getOutgoingDocument,
  type OutgoingDocumentDetail,
} from './outgoing/get-outgoing-document.query.js';
export {
  listOutgoingDocuments,
  type OutgoingDocumentFilter,
  type OutgoingDocumentSummary,
  type OutgoingStatus,
  outgoingStatuses,
} from './outgoing/list-outgoing-documents.query.js';
export { signatureForms } from './outgoing/record-signature.handler.js';
export type { PageRequest } from './page-request.js';
