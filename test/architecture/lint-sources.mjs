// Reads [{ path, source, typed? }] as JSON from standard input and prints the messages of eslint.config.mjs for each, in
// the same order. A program of its own: what ESLint and the type checker take of memory ends with it.
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const cwd = fileURLToPath(new URL('../../', import.meta.url));
const typed = new ESLint({ cwd });
/** Rules that ask the type checker take seconds and a file that exists; the others see the text alone. */
const untyped = new ESLint({ cwd, overrideConfig: tseslint.configs.disableTypeChecked });

const answers = [];
for (const sample of JSON.parse(await text(process.stdin))) {
  const linter = sample.typed ? typed : untyped;
  const [result] = await linter.lintText(sample.source, { filePath: sample.path });
  answers.push(result.messages.map((message) => message.message));
}
process.stdout.write(JSON.stringify(answers));
