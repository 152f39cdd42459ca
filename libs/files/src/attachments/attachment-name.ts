import { AttachmentNameUnsafeError } from '../errors.js';

const LONGEST_NAME = 200;
/** Names that Windows gives to devices, with any extension. */
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * The name under which an upload is shown and downloaded; it is never part of a path here. What could be meant as a path
 * or hurt on the disk of the one who downloads it is refused; what is only untidy is tidied: NFC, invisible marks (such
 * as the one that turns the reading direction and hides `.exe`) out, spaces single, `<>:"|?*` as `_`.
 * @throws AttachmentNameUnsafeError
 */
export function safeAttachmentName(given: string): string {
  if (/\p{Cc}/u.test(given)) throw new AttachmentNameUnsafeError('contains control characters', 'Rename the file.');
  if (/^[a-z]:/i.test(given) || /[/\\]/.test(given)) {
    throw new AttachmentNameUnsafeError('contains a path', 'Send the bare name of the file, without any folder.');
  }
  const name = given
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^ | ?[. ]*$/g, '');
  if (name === '') throw new AttachmentNameUnsafeError('is empty', 'Give the file a name, such as cong-van-47.pdf.');
  if (DEVICE_NAME.test(name)) throw new AttachmentNameUnsafeError(`"${name}" is reserved by the system`, 'Rename the file.');
  if ([...name].length > LONGEST_NAME) {
    throw new AttachmentNameUnsafeError(`is longer than ${LONGEST_NAME} characters`, 'Shorten it.');
  }
  return name;
}
