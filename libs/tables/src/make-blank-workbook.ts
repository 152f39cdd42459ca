/** A list that somebody is to fill in. */
export interface BlankSheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly meaning: string }[];
}

/** Widths in letters. */
const [COLUMN, MEANING] = [22, 100];

/**
 * An XLSX workbook to be filled in: sheets of headings alone, whose cells keep what is typed as text, and a last sheet that says what
 * belongs in each column.
 */
export async function makeBlankWorkbook(sheets: readonly BlankSheet[], explained: string): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  for (const { name, columns } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ title }) => ({ header: title, width: COLUMN, style: { numFmt: '@' } }));
    sheet.getRow(1).font = { bold: true };
  }
  const sheet = workbook.addWorksheet(explained);
  sheet.columns = [COLUMN, COLUMN, MEANING].map((width) => ({ width }));
  for (const { name, columns } of sheets) for (const { title, meaning } of columns) sheet.addRow([name, title, meaning]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
