import { readDeployment } from '#runtime';
import { attacked } from './attacked-process.js';
import { watchHost } from './host-canary.js';

watchHost();

const process = attacked('<task id="T"/>');
const decision = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
  <decision id="D"><literalExpression><text>1</text></literalExpression></decision></definitions>`;

/** The errors of a deployment of one file, as `place code`. */
async function errorsOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const { errors } = await readDeployment([{ name, content: Buffer.from(content) }]);
  for (const { where, what, mend } of errors) {
    expect(where.startsWith(name)).toBe(true);
    expect([what, mend]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
  }
  return errors.map(({ where, code }) => `${where} ${code}`);
}

const entity = (level: number) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`;
const entities = Array.from({ length: 30 }, (_, level) => entity(level)).join('');
const attributes = Array.from({ length: 5_000 }, (_, index) => `a${index}="1"`).join(' ');
const before = (file: string, content: string) => file.replace('</definitions>', `${content}</definitions>`);
const typed = (file: string, documentType: string) => file.replace('?>', `?><!DOCTYPE d ${documentType}>`);
const nested = (tag: string) => `<${tag}>`.repeat(5_000) + `</${tag}>`.repeat(5_000);

/** What is put into a good file, and in place of what. */
const MADE_TO_HARM: Readonly<Record<string, (file: string) => string | Uint8Array>> = {
  'an entity bomb': (file) => typed(file.replace(' id=', ' x="&e30;" id='), `[<!ENTITY e0 "e">${entities}]`),
  'an external entity': (file) =>
    typed(file.replace(' id=', ' x="&x;" id='), '[<!ENTITY x SYSTEM "file:///etc/passwd">]'),
  'an external document type': (file) => typed(file, 'SYSTEM "http://localhost:1/x.dtd"'),
  'a parameter entity': (file) => typed(file, '[<!ENTITY % p SYSTEM "http://localhost:1/"> %p;]'),
  'a document type in UTF-16': (file) =>
    Buffer.from(`\uFEFF${typed(file.replace('UTF-8', 'UTF-16'), '[<!ENTITY x "y">]')}`, 'utf16le'),
  '5,000 levels': (file) => before(file, nested('extensionElements')),
  '5,000 levels of foreign elements': (file) => before(file, nested('x:y')),
  '5,000 attributes': (file) => file.replace(' id=', ` ${attributes} id=`),
  'a million elements': (file) => before(file, '<x/>'.repeat(1_000_000)),
  'more than 20 MB': (file) => file.padEnd(20_000_001),
  'an encoding that nobody knows': (file) => file.replace('UTF-8', '__proto__'),
};

describe.each([
  ['a.bpmn', process, 'a.bpmn bpmn.unreadable'],
  ['a.dmn', decision, 'a.dmn dmn.unreadable'],
])('a deployed %s', (name, file, refused) => {
  it('is good as long as nothing is put into it', async () => {
    expect(await errorsOf(name, file)).toEqual([]);
  });

  it.each(Object.entries(MADE_TO_HARM))('with %s is refused before it is parsed', async (_name, harm) => {
    expect(await errorsOf(name, harm(file))).toEqual([refused]);
  });

  it('of 20 MB without harm in it is read', async () => {
    const errors = await errorsOf(name, before(file, `<!--${' '.repeat(19_000_000)}-->`));
    expect(errors).not.toContain(refused);
  });

  it.each([
    ['a style sheet', '?><?xml-stylesheet href="http://localhost:1/x.xsl"?>'],
    ['instructions to a program', '?><?php globalThis.reachHost(); ?><?require node:fs?>'],
    ['an inclusion', '?><!-- <xi:include href="file:///etc/passwd"/> -->'],
  ])('with %s is read as if it were not there', async (_name, instruction) => {
    expect(await errorsOf(name, file.replace('?>', instruction))).toEqual(await errorsOf(name, file));
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('has no use for the name %s', async (odd) => {
    const files = [
      file.replace('<definitions', `<definitions xmlns:${odd}="urn:odd" ${odd}:polluted="1" ${odd}="1"`),
      before(file, `<${odd} polluted="1"/>`),
      before(file, `<${odd}:${odd} xmlns:${odd}="urn:${odd}" polluted="1"/>`),
      file.replace(/xmlns="[^"]*"/, `xmlns="${odd}"`),
      file.replace(/ id="/g, ` id="${odd}`),
      file.replace(/<(\/?)(task|decision)\b/g, `<$1${odd}`),
    ];
    for (const changed of files) await errorsOf(name, changed);
  });
});
