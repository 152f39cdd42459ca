import { CongvanError } from '#foundation';

/** An XML file is not read at all: too large, in an encoding that does not fit, or made to harm the parser. */
export class UnreadableXmlError extends CongvanError {
  readonly code = 'xml.unreadable';
  readonly kind = 'invalid';
}
