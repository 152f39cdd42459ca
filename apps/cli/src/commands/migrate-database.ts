import { type CliCommand, print } from '../cli-command.js';
import { withDatabase } from '../with-database.js';

export const migrateDatabaseCommand: CliCommand = {
  name: 'migrate-database',
  usage: '',
  summary: 'brings the schema of the database up to date (every start does so too)',
  async run() {
    await withDatabase((database) => database.migrate());
    print('The schema is up to date.');
  },
};
