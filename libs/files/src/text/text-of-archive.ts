import { openPromise } from 'yauzl';
import { type TextShape, textOfXml } from './text-of-xml.js';

/** Where the text of a document that is a ZIP archive stands. */
export interface ArchiveShape extends TextShape {
  readonly member: string;
}

/**
 * The text of the one member that holds it; empty where there is no such member. The archive was inspected when it came,
 * so its size is bounded.
 * @throws Error saying why it cannot be read
 */
export async function textOfArchive(path: string, shape: ArchiveShape, maxCharacters: number): Promise<string> {
  const archive = await openPromise(path, { autoClose: false });
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName !== shape.member) continue;
      const content = await archive.openReadStreamPromise(entry);
      return await textOfXml(content as AsyncIterable<Uint8Array>, shape, maxCharacters);
    }
    return '';
  } finally {
    archive.close();
  }
}
