import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BUCKET, CREDENTIALS, S3Server } from '../../../../test/support/s3-server.js';
import { listedFiles } from '../testing/listed-files.js';
import { S3Storage } from './s3-storage.js';

const LARGE = Buffer.alloc(20_000_000, 'a');

let server: S3Server;
let storage: S3Storage;
beforeAll(async () => {
  server = await S3Server.start();
  storage = await open();
});
afterEach(() => {
  server.intercept = () => undefined;
});
afterAll(() => server.close());

const open = (settings = {}) =>
  S3Storage.open({ endpoint: server.endpoint, region: 'us-east-1', bucket: BUCKET, ...CREDENTIALS, ...settings });

it('sends a large file in parts, each with its SHA-256', async () => {
  server.verified = 0;
  await storage.write('large', Readable.from([LARGE]));
  expect(server.verified).toBe(3);
  expect(server.objects.get('large')!.content.equals(LARGE)).toBe(true);
  expect(server.uploads.size).toBe(0);
});

it('fails where a part arrives damaged, and leaves neither the file nor its parts', async () => {
  server.intercept = ({ query, body }) => {
    if (query.get('partNumber') === '2') body[0]! ^= 1;
    return undefined;
  };
  await expect(storage.write('damaged', Readable.from([LARGE]))).rejects.toMatchObject({ code: 'files.storage-unavailable' });
  expect(server.objects.has('damaged')).toBe(false);
  expect(server.uploads.size).toBe(0);
});

it('takes back the parts of a file whose content breaks off', async () => {
  const begun: string[] = [];
  server.intercept = ({ query }) => {
    begun.push(query.get('partNumber') ?? '');
    return undefined;
  };
  const broken = async function* () {
    yield LARGE;
    await Promise.resolve();
    throw new Error('connection lost');
  };
  await expect(storage.write('broken', broken())).rejects.toThrow('connection lost');
  expect(begun).toContain('1');
  expect(server.uploads.size).toBe(0);
});

it('asks again where the store is busy', async () => {
  server.busy = 2;
  await storage.write('patient', Readable.from([Buffer.from('a')]));
  server.busy = 2;
  expect((await buffer(await storage.read('patient'))).toString()).toBe('a');
});

it('a store that stays busy is told apart from a file that is missing', async () => {
  server.intercept = () => ({ status: 503, body: '<Error><Code>SlowDown</Code></Error>' });
  const unavailable = { code: 'files.storage-unavailable', kind: 'transient' };
  await expect(storage.read('patient')).rejects.toMatchObject(unavailable);
  await expect(storage.exists('patient')).rejects.toMatchObject(unavailable);
  await expect(storage.remove('patient')).rejects.toMatchObject(unavailable);
  await expect(listedFiles(storage)).rejects.toMatchObject(unavailable);
});

it.each([
  ['no such bucket', { bucket: 'another' }, /bucket "another" at http.*there is no such bucket.*FILES_S3_BUCKET/],
  ['keys that are not known', { accessKeyId: 'stranger' }, /access is refused.*FILES_S3_ACCESS_KEY_ID/],
  ['nobody at the address', { endpoint: 'http://127.0.0.1:1' }, /ECONNREFUSED.*FILES_S3_ENDPOINT/],
])('%s: refuses to open and says which setting to look at', async (_, settings, message) => {
  await expect(open(settings)).rejects.toMatchObject({
    code: 'files.storage-unavailable',
    message: expect.stringMatching(message),
  });
});
