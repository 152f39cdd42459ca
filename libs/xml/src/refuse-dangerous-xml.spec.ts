import { decodeDocument, MAX_BYTES } from './decode-document.js';
import { UnreadableXmlError } from './errors.js';
import { refuseDangerousXml } from './refuse-dangerous-xml.js';

const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

describe('a document type is refused', () => {
  it.each([
    ['an entity bomb', `<!DOCTYPE l [<!ENTITY l0 "lol">${entities}]><l>&l9;</l>`],
    ['an external entity', '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'],
    ['in odd case', '<!dOcTyPe l><l/>'],
    ['with space', '<!  \n DOCTYPE l><l/>'],
    ['after a comment', '<!-- - --><!DOCTYPE l><l/>'],
    ['behind what only looks like the start of a comment', '<!--><!DOCTYPE l><l/>'],
    ['behind what only looks like the start of an instruction', '<?><!DOCTYPE l><l/>'],
    ['inside the document', '<l><!ENTITY x "y"></l>'],
    ['behind a quote that is text', `<l>"</l><!DOCTYPE l>`],
  ])('%s', (_name, text) => {
    expect(() => refuseDangerousXml(text)).toThrow('document type');
  });

  it.each([
    ['a comment', '<l><!-- <!DOCTYPE x> --></l>'],
    ['CDATA', '<l><![CDATA[<!DOCTYPE x>]]></l>'],
    ['an attribute', '<l a="<!DOCTYPE x>" b=\'<!DOCTYPE x>\'/>'],
    ['an instruction', '<?xml version="1.0"?><?x <!DOCTYPE x> ?><l/>'],
  ])('but one that is written in %s is text', (_name, text) => {
    expect(() => refuseDangerousXml(text)).not.toThrow();
  });
});

describe('size without end is refused', () => {
  const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);

  it('in depth', () => {
    expect(() => refuseDangerousXml(nested(200))).not.toThrow();
    expect(() => refuseDangerousXml(nested(201))).toThrow('more than 200 deep');
    expect(() => refuseDangerousXml(nested(5_000))).toThrow(UnreadableXmlError);
  });

  it('but ">" in attributes and elements side by side are not depth', () => {
    expect(() => refuseDangerousXml(`<l>${'<a b="x > y"/><c d=\'/>\'></c>'.repeat(1_000)}</l>`)).not.toThrow();
  });

  it('in number of elements', () => {
    expect(() => refuseDangerousXml(`<l>${'<a></a>'.repeat(399_000)}</l>`)).not.toThrow();
    expect(() => refuseDangerousXml(`<l>${'<a></a>'.repeat(401_000)}</l>`)).toThrow('pieces of markup');
  });

  it('in number of attributes of an element, quoted or not', () => {
    expect(() => refuseDangerousXml(`<a ${'b="1" '.repeat(900)}/>`)).not.toThrow();
    expect(() => refuseDangerousXml(`<a ${'b="1"'.repeat(1_001)}/>`)).toThrow('more than 1000 attributes');
    expect(() => refuseDangerousXml(`<a ${'b '.repeat(1_001)}/>`)).toThrow('more than 1000 attributes');
  });
});

describe('20 MB of hostile text', () => {
  /** As much of the piece as a file may hold. */
  const filled = (piece: string, start = '') => start + piece.repeat((MAX_BYTES - 10) / piece.length);

  it.each([
    ['an unclosed comment', filled('<!- ', '<!--')],
    ['an unclosed CDATA section', filled('<a>', '<![CDATA[')],
    ['an unclosed instruction', filled('<a>', '<?')],
    ['an unclosed declaration', filled(' encoding', '<?xml')],
    ['an unclosed attribute', filled('<a>', '<a b="')],
    ['an unclosed tag', filled('a', '<')],
    ['nothing but "<"', filled('<')],
    ['one long text', filled('&amp;', '<a>')],
    ['one long attribute', filled('> ', '<a b="') + '"/>'],
    ['closing tags', filled('</>')],
    ['comments', filled('<!---->')],
    ['instructions', filled('<??>')],
    ['spaces in a tag', filled(' ', '<a')],
  ])(
    '(%s) is refused or left to the parser within seconds: a second look at each character would take hours',
    (_name, text) => {
      try {
        refuseDangerousXml(decodeDocument(text));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableXmlError);
      }
    },
    10_000,
  );
});
