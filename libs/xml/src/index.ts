export { decodeDocument } from './decode-document.js';
export { UnreadableXmlError } from './errors.js';
export { refuseDangerousXml } from './refuse-dangerous-xml.js';
