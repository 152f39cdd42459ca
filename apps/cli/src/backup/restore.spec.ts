import { restoreVerb } from './restore.js';

describe('backup restore', () => {
  it.each(['nonsense', 'http://127.0.0.1/office', 'postgres://may-chu:cong/van-phong'])('tells that %s is no address of a database, before it opens anything', async (address) => {
    await expect(restoreVerb.run(['congvan-20260101T000000Z-1', '--to', address])).rejects.toThrow(`"${address}" is no address of a database. Write it as postgres://`);
  });
});
