export { type Attachment, attachmentsOf, getAttachment } from './attachments/get-attachment.query.js';
export {
  type AttachmentOwner,
  findUnlinkable,
  linkAttachments,
  takeAttachments,
} from './attachments/link-attachments.js';
export { listVersions } from './attachments/list-versions.query.js';
export { openAttachment } from './attachments/open-attachment.js';
export { receiveAttachment } from './attachments/receive-attachment.js';
export { storeAttachment } from './attachments/store-attachment.command.js';
export { AttachmentNotFoundError, AttachmentRangeError, FileMissingError, StorageUnavailableError } from './errors.js';
export { checkFiles, type FileCheck, type FileFinding } from './keeping/check-files.js';
export { cleanFiles, type CleanedFiles } from './keeping/clean-files.js';
export { fileUpkeep } from './keeping/file-upkeep.js';
export { type ByteRange, type FileKey, type FileStorage, readStorageKey, storageKey } from './storage/file-storage.js';
export { FileStore } from './storage/file-store.js';
export { openFileStorage } from './storage/open-file-storage.js';
export { TEXT_REASONS } from './text/extract-text.js';
export { readTexts, textUpkeep } from './text/text-upkeep.js';
