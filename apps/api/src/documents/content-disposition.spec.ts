import { contentDisposition } from './content-disposition.js';

describe('the header of a download', () => {
  it('carries the Vietnamese name in UTF-8 and one without diacritics for old clients', () => {
    expect(contentDisposition('Quyết định số 47 (đến).pdf')).toBe(
      `attachment; filename="Quyet dinh so 47 (den).pdf"; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20s%E1%BB%91%2047%20%28%C4%91%E1%BA%BFn%29.pdf`,
    );
  });

  it('lets no name end its quotes or begin a new header', () => {
    expect(contentDisposition('a"; filename="b.exe\\\r\nX: y')).toMatch(
      /^attachment; filename="a_; filename=_b\.exe___X: y"; filename\*=UTF-8''[\w.%-]+$/,
    );
  });
});
