import type { Database } from '#database';
import { type Listing, type ListingColumn, rowsOfAllPages } from '#tables';
import { INCOMING_REGISTER_HEADINGS, type IncomingRegisterRow, listIncomingRegister } from './list-incoming-register.query.js';
import { listOutgoingRegister, OUTGOING_REGISTER_HEADINGS, type OutgoingRegisterRow } from './list-outgoing-register.query.js';
import { listTrackingRegister, TRACKING_REGISTER_HEADINGS, type TrackingRegisterRow } from './list-tracking-register.query.js';
import type { RegisterBook, RegisterKind, RegisterPart } from './register-request.js';

/** Makes a register into a table of any length. */
export const REGISTER_LISTINGS: Readonly<Record<RegisterKind, (database: Database, book: RegisterBook, part: RegisterPart) => Listing<object>>> = {
  incoming: (database, { code, name }, part) => ({
    title: name,
    columns: columnsOf<Omit<IncomingRegisterRow, 'voided'>>(INCOMING_REGISTER_HEADINGS, {
      receivedOn: [13, 'day'],
      arrivalNumber: [9, 'number'],
      senderAgency: [24],
      documentNumber: [20],
      documentDate: [13, 'day'],
      typeAndSubject: [48],
      recipients: [25],
      passedOn: [13, 'day'],
      receipt: [11],
      note: [16],
    }),
    isVoid: ({ voided }: IncomingRegisterRow) => voided,
    rows: rowsOfAllPages((page) => listIncomingRegister(database, { ...part, ...page, book: code })),
    zone: part.zone,
  }),
  outgoing: (database, { code, name }, part) => ({
    title: name,
    columns: columnsOf<Omit<OutgoingRegisterRow, 'voided'>>(OUTGOING_REGISTER_HEADINGS, {
      symbol: [22],
      documentDate: [13, 'day'],
      typeAndSubject: [43],
      signer: [18],
      recipients: [30],
      copyKeepers: [20],
      copies: [8, 'number'],
      passedOn: [13, 'day'],
      receipt: [11],
      note: [16],
    }),
    isVoid: ({ voided }: OutgoingRegisterRow) => voided,
    rows: rowsOfAllPages((page) => listOutgoingRegister(database, { ...part, ...page, book: code })),
    zone: part.zone,
  }),
  tracking: (database, { code }, part) => ({
    title: 'Sổ theo dõi giải quyết văn bản đến',
    columns: columnsOf<Omit<TrackingRegisterRow, 'documentId' | 'carriedFrom' | 'voided'>>(TRACKING_REGISTER_HEADINGS, {
      arrivalNumber: [9, 'number'],
      document: [52],
      recipient: [28],
      dueAt: [18, 'instant'],
      progress: [28],
      replySymbols: [20],
      note: [22],
    }),
    isVoid: ({ voided }: TrackingRegisterRow) => voided,
    rows: rowsOfAllPages((page) => listTrackingRegister(database, { ...part, ...page, book: code })),
    zone: part.zone,
  }),
};

/** In the order of the headings, which is that of the decree. Widths are in letters; without a kind a column holds texts. */
function columnsOf<Row extends { readonly [Name in keyof Row]: string | number | null }>(
  headings: Readonly<Record<keyof Row, string>>,
  layout: Readonly<Record<keyof Row, readonly [width: number, kind?: ListingColumn<Row>['kind']]>>,
): ListingColumn<Row>[] {
  return (Object.keys(headings) as (keyof Row)[]).map((name) => {
    const [width, kind = 'text'] = layout[name];
    return { title: headings[name], kind, width, of: (row) => row[name] };
  });
}
