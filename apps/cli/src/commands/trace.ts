import { parseArgs } from 'node:util';
import { traceFile, UnusableRehearsalError } from '#rehearsal';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';

const ENGINES = ['congvan', 'reference'] as const;

export const traceCommand: CliCommand = {
  name: 'trace',
  usage: '<file.bpmn> <script.json> [--engine reference]',
  summary: 'plays a script on a model and prints what happened as one JSON object; exit code 1 when a step failed',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { engine: { type: 'string', default: 'congvan' } },
    });
    const [file, script, ...more] = positionals;
    if (file === undefined || script === undefined || more.length > 0) {
      throw new UsageError('A model and a script are needed.');
    }
    const engine = ENGINES.find((each) => each === values.engine);
    if (engine === undefined) {
      throw new UsageError(`There is no engine "${values.engine}". Use one of: ${ENGINES.join(', ')}.`);
    }
    try {
      const report = await traceFile(file, script, { engine, zone: designerSettings().OFFICE_TIME_ZONE });
      print(JSON.stringify(report));
      if (report.error !== null) process.exitCode = 1;
    } catch (error) {
      if (!(error instanceof UnusableRehearsalError)) throw error;
      throw new UsageError(error.message, { cause: error });
    }
  },
};
