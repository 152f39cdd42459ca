import { isUnavailability } from './errors.js';

const error = (message: string, code?: string) => Object.assign(new Error(message), code !== undefined && { code });

describe('a database that is unavailable', () => {
  it.each([
    ['a refused connection', error('connect ECONNREFUSED', 'ECONNREFUSED')],
    ['a shutdown of Postgres', error('terminating connection due to administrator command', '57P01')],
    ['no connection left', error('sorry, too many clients already', '53300')],
    ['a statement that took too long', error('canceling statement due to statement timeout', '57014')],
    ['a session that was ended for idling in a transaction', error('terminating connection', '25P03')],
    ['a connection that ended without a word', error('Connection terminated unexpectedly')],
    ['a pool without a free connection', error('timeout exceeded when trying to connect')],
    ['a server that is silent', error('Query read timeout')],
  ])('is %s', (_name, lost) => {
    expect(isUnavailability(lost)).toBe(true);
  });

  it.each([
    ['a broken rule of the schema', error('duplicate key value', '23505')],
    ['a defect of ours', error('Cannot read properties of undefined')],
    ['nothing at all', undefined],
  ])('is not %s', (_name, other) => {
    expect(isUnavailability(other)).toBe(false);
  });
});
