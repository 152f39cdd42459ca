import { ensureProgram } from './system-package.mjs';
import { ensureRedis } from './test-programs.mjs';

/** What the benches with a database stand on and are compared with. The Debian package of pgbench is that of the server. */
export async function ensureBenchPrograms() {
  const purpose = 'The bench';
  await ensureRedis(purpose);
  await ensureProgram({
    names: ['pgbench'],
    debianPackage: 'postgresql',
    service: 'postgresql',
    purpose,
  });
}
