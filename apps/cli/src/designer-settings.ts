import { type Configuration, readConfiguration } from '#foundation';

/** What a designer's command takes from the environment: it needs no database, so the address of one is made up. */
export function designerSettings(): Pick<Configuration, 'OFFICE_TIME_ZONE' | 'PROCESSES_DIR' | 'EXTERNAL_TOPICS'> {
  const { OFFICE_TIME_ZONE, PROCESSES_DIR, EXTERNAL_TOPICS } = process.env;
  return readConfiguration({ OFFICE_TIME_ZONE, PROCESSES_DIR, EXTERNAL_TOPICS, DATABASE_URL: 'postgres://localhost/none' });
}
