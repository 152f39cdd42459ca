import type { PublicUnit } from './read-directory.query.js';

/** The published directory as one page of plain HTML, to be linked from or put into the website of the agency (002 §6). */
export function directoryPage(agency: string, units: readonly PublicUnit[]): string {
  const rows = units.map(
    ({ name, heads, phone, mailboxes }) =>
      `<tr><th scope="row">${escaped(name)}</th><td>${heads.map((head) => `${escaped(head.fullName)} – ${escaped(head.title)}`).join('<br>')}</td>` +
      `<td>${escaped(phone ?? '')}</td><td>${mailboxes.map((address) => `<a href="mailto:${escaped(address)}">${escaped(address)}</a>`).join('<br>')}</td></tr>`,
  );
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Danh bạ – ${escaped(agency)}</title>
</head>
<body>
<h1>Danh bạ ${escaped(agency)}</h1>
<table>
<thead><tr><th scope="col">Đơn vị</th><th scope="col">Người đứng đầu</th><th scope="col">Điện thoại</th><th scope="col">Thư điện tử</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
