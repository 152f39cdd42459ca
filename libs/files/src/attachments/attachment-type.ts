import { AttachmentTypeUnsupportedError } from '../errors.js';

/** What an office document may be, by media type, with the extensions it goes by; the first is the usual one. */
const extensionsOf: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/tiff': ['tif', 'tiff'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'text/plain': ['txt'],
};

const usualExtensions = Object.values(extensionsOf).map(([extension]) => extension!);

/** What was found in the content of an upload, and what its sender says it is. */
export interface AttachmentClaims {
  readonly fileName: string;
  /** `Content-Type` of the upload, if any. */
  readonly declaredType?: string;
}

/**
 * Checks the type found in the content against what is allowed and what is claimed.
 * @param found media type found in the content; undefined where nothing known was found
 * @returns the file name, with the usual extension added where it has none of this type
 * @throws AttachmentTypeUnsupportedError
 */
export function checkAttachmentType(found: string | undefined, claims: AttachmentClaims): string {
  const extensions = extensionsOf[found ?? ''];
  if (extensions === undefined) throw new AttachmentTypeUnsupportedError(found, usualExtensions);
  const declared = mediaTypeOf(claims.declaredType);
  if (declared !== undefined && declared !== found) {
    throw new AttachmentTypeUnsupportedError(found, usualExtensions, { where: 'contentType', says: declared });
  }

  const extension = /\.([^.]+)$/.exec(claims.fileName)?.[1]?.toLowerCase() ?? '';
  if (extensions.includes(extension)) return claims.fileName;
  if (Object.values(extensionsOf).flat().includes(extension)) {
    throw new AttachmentTypeUnsupportedError(found, usualExtensions, { where: 'fileName', says: `.${extension}` });
  }
  return `${claims.fileName}.${extensions[0]}`;
}

/** Without parameters and in its registered form; undefined where the sender says that it does not know. */
function mediaTypeOf(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]!.trim().toLowerCase();
  if (type === 'image/jpg' || type === 'image/pjpeg') return 'image/jpeg';
  return type === '' || type === 'application/octet-stream' ? undefined : type;
}
