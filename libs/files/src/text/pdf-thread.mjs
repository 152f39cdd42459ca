// A thread that reads one PDF, beside read-pdf.ts, which ends it when it takes too long or too much. Plain JavaScript, since
// threads are started from the file as it lies here, and the tests run without a build.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

/** @type {{ path: string, maxCharacters: number }} 0 characters: only whether it opens, and its pages */
const { path, maxCharacters } = workerData;

parentPort.postMessage(await read());

/** @returns {Promise<import('./read-pdf.js').PdfReading>} */
async function read() {
  let document;
  try {
    document = await getDocumentProxy(new Uint8Array(await readFile(path)), { verbosity: 0 });
  } catch (error) {
    return error.name === 'PasswordException' ? { state: 'encrypted' } : { state: 'unreadable', why: error.message };
  }
  return { state: 'read', pages: document.numPages, text: await textOf(document) };
}

async function textOf(document) {
  let text = '';
  for (let number = 1; number <= document.numPages && text.length < maxCharacters; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    for (const { str, hasEOL } of items) text += hasEOL ? `${str}\n` : str;
    text += '\n';
    page.cleanup();
  }
  return text.slice(0, maxCharacters);
}
