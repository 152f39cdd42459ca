import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Service {
  command?: string[];
  environment?: Record<string, string | number>;
  env_file?: { path: string; required: boolean }[];
  volumes?: string[];
  ports?: string[];
  deploy?: { replicas: number };
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[]; timeout: string };
  stop_grace_period?: string;
}

const root = join(__dirname, '..', '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services, volumes } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const programs = ['api', 'worker'];

describe('docker-compose.yml', () => {
  it('gives Redis no leave to evict, and a file to survive a restart', () => {
    const command = services['redis']?.command?.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes');
  });

  it.each(programs)('runs two replicas of the %s', (name) => {
    expect(services[name]?.deploy?.replicas).toBe(2);
    expect(services[name]?.command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
  });

  it('has a port of this machine for every replica of the api', () => {
    const [range = ''] = services['api']?.ports ?? [];
    const [first, last] = range.split(':')[0]!.split('-').map(Number);
    expect(last! - first! + 1).toBe(services['api']?.deploy?.replicas);
  });

  it.each(['postgres', 'redis', ...programs])('watches the health of %s', (name) => {
    expect(services[name]?.healthcheck?.test[0]).toBe('CMD');
  });

  it.each(programs)('starts the %s when Postgres and Redis are healthy', (name) => {
    expect(services[name]?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  it.each(programs)('asks the %s for its health on the port it serves', (name) => {
    const { environment, healthcheck } = services[name]!;
    expect(healthcheck?.test.at(-1)).toBe(String(environment?.[name === 'api' ? 'PORT' : 'HEALTH_PORT']));
  });

  it.each(programs)('gives the %s the time that it takes for an orderly end', (name) => {
    const { environment, stop_grace_period: grace } = services[name]!;
    const takesMs = Number(environment?.['STOP_DELAY_MS']) + Number(environment?.['STOP_LIMIT_MS']);
    expect(Number.parseInt(grace!) * 1000).toBeGreaterThan(takesMs);
  });

  it('keeps data, files and backups in named volumes, the files shared by api and worker, the backups by workers', () => {
    expect(Object.keys(volumes).sort()).toEqual(['backups', 'files', 'postgres', 'redis']);
    for (const name of programs) {
      const { FILES_DIR: files, BACKUP_DIR: backups } = services[name]?.environment ?? {};
      const own = services[name]?.volumes?.filter((volume) => !volume.startsWith('./'));
      expect(own).toEqual([`files:${files}`, ...(name === 'worker' ? [`backups:${backups}`] : [])]);
    }
  });

  it.each(programs)('lets the %s have every other setting, and the files that one names, none of which git keeps', (name) => {
    const { env_file: files, volumes: mounts } = services[name]!;
    expect(files).toEqual([{ path: 'congvan.env', required: false }]);
    expect(mounts).toContain('./secrets:/etc/congvan:ro');
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
    for (const own of ['congvan.env', 'secrets/']) expect(ignored).toContain(own);
  });

  it('holds no password and starts with none', () => {
    const secrets = [...text.matchAll(/PASSWORD: (\S+)|:\/\/\w+:([^@\n]+)@/g)].map((match) => match[1] ?? match[2]);
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(secret).toMatch(/^\$\{\w+:\?/);
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toMatch(/^POSTGRES_PASSWORD=$/m);
  });
});
