import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type ComparedStep,
  type EngineView,
  loadScripts,
  modelOf,
  playSideBySide,
  readModelFile,
  readScenarios,
} from '#rehearsal';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';

/** Of the column of our engine. */
const WIDTH = 52;

export const rehearseCommand: CliCommand = {
  name: 'rehearse',
  usage: '<file.bpmn> <scenario.yaml> [--json]',
  summary: 'plays scenarios on our engine and on bpmn-engine, side by side; exit code 1 when the two differ or the scenario fails',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [file, scenarioFile, ...more] = positionals;
    if (file === undefined || scenarioFile === undefined || more.length > 0) {
      throw new UsageError('A model and a scenario file are needed.');
    }
    const zone = designerSettings().OFFICE_TIME_ZONE;
    const read = await readModelFile(file);
    const { scenarios } = readScenarios(await textOf(scenarioFile), { file: scenarioFile, zone });
    const played: { readonly name: string; readonly steps: readonly ComparedStep[] }[] = [];
    for (const scenario of scenarios) {
      const model = await modelOf([read], scenario.process);
      const steps = await playSideBySide(model, scenario, { zone, scripts: await loadScripts(model) });
      played.push({ name: scenario.name, steps });
    }
    if (values.json) print(JSON.stringify(played));
    else print(played.flatMap(({ name, steps }) => [name, ...steps.flatMap(linesOf), '']).join('\n'));
    if (played.some(({ steps }) => steps.some(isWrong))) process.exitCode = 1;
  },
};

function isWrong({ differences, failures }: ComparedStep): boolean {
  return differences.length + failures.length > 0;
}

function linesOf({ line, what, congvan, reference, differences, failures }: ComparedStep): string[] {
  const [ours, theirs] = [happened(congvan, reference), happened(reference, congvan)];
  const rows = Array.from({ length: Math.max(ours.length, theirs.length) }, (_row, index) =>
    `    ${(ours[index] ?? '').padEnd(WIDTH)}| ${theirs[index] ?? ''}`.trimEnd(),
  );
  const wrong = [...differences.map((each) => `  ≠ ${each}`), ...failures.map((each) => `  ✗ ${each}`)];
  return [`  ${line}: ${what}`, ...rows, ...wrong];
}

/** What happened on one engine; what has not happened on the other is marked. */
function happened(view: EngineView, other: EngineView): string[] {
  const texts = (each: EngineView) => each.trace.map(({ activity, event }) => `${activity} ${event}`);
  const left = texts(other);
  const lines = texts(view).map((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? `  ${text}` : `≠ ${text}`;
  });
  return view.error === undefined ? lines : [...lines, `! ${view.error}`];
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
