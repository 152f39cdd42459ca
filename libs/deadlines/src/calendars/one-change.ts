/** One change of calendars at a time: numbers of publications become visible in their order. Reading goes on. */
export const ONE_CHANGE_AT_A_TIME = { sql: 'lock table calendar_version in share row exclusive mode' };
