export { BYTE_ORDER_MARK, CSV_SEPARATORS, CSV_UNITS, type CsvSeparator, definitionLines, delimitedLine } from './delimited-text.js';
export { type ExportedListing, exportListing, LISTING_FORMATS, type ListingFormat } from './export-listing.js';
export type { FigureUnit } from './figure-unit.js';
export type { Listing, ListingColumn } from './listing.js';
export { type Content, makePdf, type TextBlock } from './make-pdf.js';
export { type FramedTable, makeWorkbook } from './make-workbook.js';
export { MEDIA_TYPES } from './media-types.js';
export { type AskForPage, rowsOfAllPages } from './rows-of-all-pages.js';
export { type Paper, PAPERS, type Printing, printListing, type Tally } from './print-listing.js';
