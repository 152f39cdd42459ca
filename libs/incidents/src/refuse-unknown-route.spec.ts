import { refuseUnknownRoute } from './refuse-unknown-route.js';
import { type IncidentOffice, openIncidentOffice } from './testing/incident-office.js';

let office: IncidentOffice;
beforeAll(async () => {
  office = await openIncidentOffice();
}, 120_000);
afterAll(() => office.close());

describe('the route of the settings', () => {
  it('stops the start where the table of routes does not name it, with the list of those that it names', async () => {
    await expect(refuseUnknownRoute(office.database, '00')).rejects.toMatchObject({
      code: 'foundation.bad-configuration',
      findings: [{ where: 'INCIDENT_ROUTE', what: expect.stringContaining('"00"'), mend: expect.stringContaining('000, 001, 002, 003, 004, other') }],
    });
    for (const route of ['000', '004', 'other']) await refuseUnknownRoute(office.database, route);
  });

  it('is taken as it is where no table is deployed yet', async () => {
    await office.database.query('delete from decision_definition');
    await refuseUnknownRoute(office.database, '00');
  });
});
