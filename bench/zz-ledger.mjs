import { register } from 'node:module';
register('../test/support/source-loader.mjs', import.meta.url);
const { measureCalendarMove } = await import('./report/calendar-move.ts');
const { withServers } = await import('./servers.ts');
console.log(await withServers((servers) => measureCalendarMove(servers, console.log)));
