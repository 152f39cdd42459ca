import { createLogger } from './logging.js';

describe('the log', () => {
  const linesOf = (log: (logger: ReturnType<typeof createLogger>) => void) => {
    const lines: string[] = [];
    log(createLogger({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } }));
    return lines;
  };

  it('says of an error of the database what failed, and nothing of the row or the parameters', () => {
    const failed = Object.assign(new Error('new row for relation "person" violates check constraint'), {
      code: '23514',
      constraint: 'person_login_check',
      detail: 'Failing row contains (cuongpv, Phan Văn Cường).',
      where: 'PL/pgSQL function keep(text) with Cường',
      parameters: ['Cường'],
      driverError: { detail: 'Failing row contains (cuongpv, Phan Văn Cường).' },
    });
    const [line] = linesOf((logger) => logger.error({ err: failed }));
    expect(JSON.parse(line!).err).toMatchObject({ message: failed.message, code: '23514', constraint: 'person_login_check' });
    expect(line).not.toContain('Cường');
  });

  it('leaves out passwords and tokens', () => {
    const [line] = linesOf((logger) => logger.info({ password: 'Mat-Khau-1', body: { token: 'cv_abc' } }));
    expect(line).not.toMatch(/Mat-Khau-1|cv_abc/);
  });
});
