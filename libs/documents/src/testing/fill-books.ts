import type { Database } from '#database';

export const YEAR = 2026;

/** What the rows of {@link fillIncomingBook} have in common with a real book: lengths of texts, days, four senders. */
const SUBJECT = `'V/v báo cáo tình hình ứng dụng công nghệ thông tin và cải cách hành chính quý ' || 1 + n % 4 || ', số ' || n`;

/**
 * Enters so many documents into the default book of incoming documents, straight into the table: numbers 1 to `count` of
 * {@link YEAR}, one a minute since 2026-01-02 08:00 in Vietnam.
 */
export async function fillIncomingBook(database: Database, count: number): Promise<void> {
  await database.query(
    `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_number, document_date,
       document_type, subject, urgency, received_at, reply_required, status, registered_at, registered_by, instance_id)
     select gen_random_uuid(), 'incoming', ${YEAR}, n, (array['UBND tỉnh Bình Định', 'Sở Tư pháp', 'Bộ Nội vụ', 'Sở Y tế'])[1 + n % 4],
            n || '/UBND-KSTT', '2025-12-31', 'Công văn', ${SUBJECT}, 'normal', at, false, 'registered', at, 'vanthu', gen_random_uuid()
     from generate_series(1, $1::int) n, lateral (select timestamptz '2026-01-02 01:00Z' + n * interval '1 minute' as at) arrived`,
    [count],
  );
  await database.query('analyze incoming_document');
}

/** The same for issued official letters of the unit QLCN. */
export async function fillOutgoingBook(database: Database, count: number): Promise<void> {
  await database.query(
    `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, created_at, version, signed_by,
       signed_at, book, issue_year, issue_number, symbol, document_date, recipients, issued_by, issued_at)
     select gen_random_uuid(), 'issued', 'CV', ${SUBJECT}, 'QLCN', 'cuongpv', at, 1, 'giamdoc', at,
            'outgoing', ${YEAR}, n, lpad(n::text, 2, '0') || '/SKHCN-QLCN', '2026-01-02', array['UBND tỉnh', 'Sở Tư pháp'], 'vanthu', at
     from generate_series(1, $1::int) n, lateral (select timestamptz '2026-01-02 01:00Z' + n * interval '1 minute' as at) issued`,
    [count],
  );
  await database.query('analyze outgoing_document');
}
