import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { receiveAttachment } from '../attachments/receive-attachment.js';
import { FileStore } from '../storage/file-store.js';
import { type FileOffice, openFileOffice } from '../testing/file-office.js';

let office: FileOffice;
let server: Server;
let answer: (content: Buffer) => string;
/** Content that was shown, with the command before it. */
let shown: { command: string; content: Buffer }[];

beforeAll(async () => {
  office = await openFileOffice();
  server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const content = contentIn(received);
      if (content === undefined) return;
      shown.push({ command: received.subarray(0, 10).toString(), content });
      socket.end(`${answer(content)}\0`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  await office.clear();
  shown = [];
  answer = () => 'stream: OK';
});
afterAll(async () => {
  server.close();
  await office.close();
});

/** Chunks behind `zINSTREAM\0`; undefined until the empty one has come. */
function contentIn(received: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 10; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

const receive = (content: Buffer, port = (server.address() as AddressInfo).port) => {
  const { storage } = office.store;
  const store = new FileStore({ storage, folder: office.folder, limitBytes: 2_000_000, scanner: { host: '127.0.0.1', port } });
  return receiveAttachment({ ...office, store }, { fileName: 'a', content: Readable.from([content]) }, office.as('vanthu'));
};

const expectNothingStored = async () => {
  expect(await office.filesInFolder()).toEqual([]);
  expect(await office.database.query('select id from attachment')).toEqual([]);
};

it('every upload is shown whole to the scanner, and kept when that finds nothing', async () => {
  const content = Buffer.alloc(300_000, 'Cong van ');
  await expect(receive(content)).resolves.toMatchObject({ sizeBytes: 300_000 });
  expect(shown).toEqual([{ command: 'zINSTREAM\0', content }]);
});

it('what the scanner finds is refused under the name it gives', async () => {
  answer = () => 'stream: Doc.Trojan.Test-1 FOUND';
  await expect(receive(Buffer.from('a'))).rejects.toMatchObject({
    code: 'documents.attachment-infected',
    message: expect.stringContaining('Doc.Trojan.Test-1'),
  });
  await expectNothingStored();
});

it('nothing is kept that the scanner did not look at: it is away, or refuses', async () => {
  const unavailable = { code: 'files.scanner-unavailable', kind: 'transient' };
  await expect(receive(Buffer.from('a'), 1)).rejects.toMatchObject(unavailable);
  answer = () => 'INSTREAM size limit exceeded. ERROR';
  await expect(receive(Buffer.from('a'))).rejects.toMatchObject({
    ...unavailable,
    message: expect.stringContaining('INSTREAM size limit exceeded'),
  });
  await expectNothingStored();
});
