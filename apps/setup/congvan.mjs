#!/usr/bin/env node
// npx congvan COMMAND: the command line, prepared like npm start. Standard output is the command's alone.
import { launch } from './launch.mjs';
import { entryPoint } from './report.mjs';

await entryPoint(() => launch('apps/cli/src/main.js', process.argv.slice(2)));
