// npm start: the whole of Congvan in one process, with a Postgres of its own.
import { launch } from './launch.mjs';
import { entryPoint } from './report.mjs';

await entryPoint(() => launch('apps/standalone/src/main.js', process.argv.slice(2)));
