import { answerPage } from './question-pages.js';
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

  it('has strong words and links behind words', () => {
    const rel = 'rel="nofollow noopener noreferrer"';
    expect(renderText('Hạn **ngày 05/02**, xem [mẫu đơn](https://skhcn.example.vn/mau?a=1&b=2).')).toBe(
      `<p>Hạn <strong>ngày 05/02</strong>, xem <a href="https://skhcn.example.vn/mau?a=1&#38;b=2" ${rel}>mẫu đơn</a>.</p>`,
    );
    expect(renderText('- **[Viết cho chúng tôi](mailto:vp@example.vn)**')).toBe(`<ul><li><strong><a href="mailto:vp@example.vn" ${rel}>Viết cho chúng tôi</a></strong></li></ul>`);
    expect(renderText('Tại https://example.vn.')).toBe(`<p>Tại <a href="https://example.vn" ${rel}>https://example.vn</a>.</p>`);
    expect(renderText('[example.vn/mau](https://example.vn/mau)')).toContain('>example.vn/mau</a>');
    expect(renderText('2 ** 3 ** 4, **, **** và *một*')).toBe('<p>2 ** 3 ** 4, **, **** và *một*</p>');
  });

  it.each([
    '[bấm](javascript:alert(1))',
    '[bấm](JAVASCRIPT:alert)',
    '[bấm](data:text/html;base64,PHNjcmlwdD4=)',
    '[bấm](//example.com)',
    '[bấm](/trang-tin)',
    '[bấm](vbscript:x)',
    '[bấm]( javascript:x)',
    '[bấm](mailto:a@example.vn?bcc=b@example.com)',
    '[bấm](file:///etc/passwd)',
  ])('links nowhere by %s', (text) => {
    expect(renderText(text)).toBe(`<p>${text}</p>`);
  });

  it('shows where a link leads whose words name another address', () => {
    for (const words of ['https://nganhang.vn', 'nganhang.vn', 'www.nganhang.vn', 'Vào www.nganhang.vn ngay', 'vp@nganhang.vn', 'nganhang.vn/dang-nhap', 'https://example.com@nganhang.vn']) {
      const html = renderText(`[${words}](https://example.com/x)`);
      expect([words, html]).toEqual([words, expect.stringContaining('>https://example.com/x</a>')]);
    }
    expect(renderText('[vp@example.vn](mailto:khac@example.com)')).not.toContain('<a');
    expect(renderText('[Cổng](https://nganhang.vn@example.com/)')).toContain('>https://nganhang.vn@example.com/</a>');
  });

  it('breaks out of no link and no strong words', () => {
    for (const text of ['[a](https://x.vn/"onmouseover=alert(1))', '[<img src=x onerror=y>](https://x.vn/a)', '**<script>**', '**[a**](https://x.vn/b)', '[a](https://x.vn/<b>)', `[a](https://x.vn/'x)`]) {
      const tags = renderText(text).replace(/<\/?(?:p|strong|a)>|<a href="[^"<>]*" rel="nofollow noopener noreferrer">/g, '');
      expect([text, tags]).toEqual([text, expect.not.stringMatching(/[<>"]/)]);
    }
  });

  it('is not long in coming, whatever was written', () => {
    const started = performance.now();
    for (const part of ['**a', '[', '[a](', '[a](http://', '**', 'http://', '**a**', '[a](mailto:', '** a', 'http://.,']) renderText(part.repeat(50_000 / part.length));
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('hides no address behind words of whoever asked', () => {
    const question = '[Nộp phí](https://example.com)';
    const page = answerPage({ agency: 'Sở', address: 'https://so.example.vn/hoi-dap', zone: 'Asia/Ho_Chi_Minh' }, { slug: 'a-1', title: 'A', question, answer: question, unit: null, publishedAt: '2026-01-06T02:00:00Z' });
    const [asked, answered] = page.split('<h2>Trả lời</h2>');
    expect(asked).toContain('[Nộp phí](<a href="https://example.com"');
    expect(answered).toContain('>Nộp phí</a>');
  });
});
