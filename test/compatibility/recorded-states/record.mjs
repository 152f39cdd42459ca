// node test/compatibility/recorded-states/record.mjs
import { register } from 'node:module';

register('../../support/source-loader.mjs', import.meta.url);
const { recordStates } = await import('./record-states.ts');
await recordStates(import.meta.dirname);
