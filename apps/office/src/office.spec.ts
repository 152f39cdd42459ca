import { readConfiguration } from '#foundation';
import { testLogger } from '../../../test/support/database.js';
import { Office } from './office.js';

it('an office with a retry cycle that nobody can follow is not opened, whatever stands behind its addresses', async () => {
  const configuration = readConfiguration({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', JOB_RETRY_CYCLE: 'R/PT1M' });
  await expect(Office.open({ configuration, logger: testLogger })).rejects.toMatchObject({
    code: 'foundation.bad-configuration',
    findings: [{ where: 'JOB_RETRY_CYCLE', what: expect.stringContaining('R3/PT10M') }],
  });
});

it('an office with a mail server and no sender is not opened', async () => {
  const configuration = readConfiguration({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', SMTP_URL: 'smtps://mail.example:465' });
  await expect(Office.open({ configuration, logger: testLogger })).rejects.toMatchObject({
    code: 'foundation.bad-configuration',
    findings: [{ where: 'MAIL_FROM', what: 'is not set, but SMTP_URL is' }],
  });
});
