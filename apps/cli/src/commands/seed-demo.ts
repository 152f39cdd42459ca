import { DEMO_PASSWORD } from '../../../standalone/src/demo-office/demo-office.js';
import { seedDemoOffice } from '../../../standalone/src/demo-office/seed-demo-office.js';
import { type CliCommand, print } from '../cli-command.js';
import { withOffice } from '../with-office.js';

export const seedDemoCommand: CliCommand = {
  name: 'seed-demo',
  usage: '',
  summary: 'fills an empty database with the demo office, to look at the product on servers; before create-admin',
  async run() {
    const seeded = await withOffice(({ executor, database }) => seedDemoOffice(executor, database));
    print(seeded ? `The demo office is there; everybody's password is ${DEMO_PASSWORD}.` : 'The demo office was there already.');
  },
};
