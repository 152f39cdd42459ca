import { renderText } from './render-text.js';

describe('the text of an article', () => {
  it('has its headings and lists with blank lines about them or without', () => {
    const html = '<p>Mở đầu.</p>\n<h2>Nội dung</h2>\n<ul><li>Nhãn hiệu</li><li>Sáng chế</li></ul>\n<p>Kết.</p>';
    expect(renderText('Mở đầu.\n## Nội dung\n- Nhãn hiệu\n- Sáng chế\nKết.')).toBe(html);
    expect(renderText('Mở đầu.\n\n## Nội dung\n\n- Nhãn hiệu\n- Sáng chế\n\nKết.')).toBe(html);
    expect(renderText('## Một\n## Hai')).toBe('<h2>Một</h2>\n<h2>Hai</h2>');
  });

  it('keeps the numbers of a list as they were written', () => {
    expect(renderText('Gồm:\n1. Đơn\n2. Tờ khai\n\n5. Phí')).toBe('<p>Gồm:</p>\n<ol><li value="1">Đơn</li><li value="2">Tờ khai</li></ol>\n<ol><li value="5">Phí</li></ol>');
    expect(renderText('12.5 triệu')).toBe('<p>12.5 triệu</p>');
  });

  it('is words wherever somebody wrote markup', () => {
    expect(renderText('## <b>\n- <i>\n1. <script>')).toBe('<h2>&#60;b&#62;</h2>\n<ul><li>&#60;i&#62;</li></ul>\n<ol><li value="1">&#60;script&#62;</li></ol>');
  });
});
