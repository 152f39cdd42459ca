import { readFile } from 'node:fs/promises';
import { UnusableBpmnFileError } from '#bpmn';
import { UnusableRehearsalError } from '../errors.js';
import { modelOf, readModelFile } from '../model/read-model.js';
import { loadScripts } from '../model/load-scripts.js';
import { DEFAULT_START } from '../rehearsal.js';
import { rehearsalOn, type RehearsalEngine } from '../rehearsal-on.js';
import { readScript, type Script } from './read-script.js';
import { traceModel, type TraceReport, unreadable } from './trace-model.js';

/**
 * Plays the script of a file on the model of a file.
 * @param zone IANA zone of dates without one.
 * @throws UnusableRehearsalError when a file is not there or the script is none.
 */
export async function traceFile(
  file: string,
  scriptFile: string,
  { engine, zone }: { engine: RehearsalEngine; zone: string },
): Promise<TraceReport> {
  const script = readScript(await readText(scriptFile), { file: scriptFile, zone });
  try {
    return await traceModel(await open(file, script, engine, zone), script);
  } catch (error) {
    if (error instanceof UnusableBpmnFileError) return unreadable(error);
    throw error;
  }
}

async function open(file: string, { process, now, hold, businessKey }: Script, engine: RehearsalEngine, zone: string) {
  const model = await modelOf([await readModelFile(file)], process);
  const scripts = await loadScripts(model);
  return rehearsalOn(engine, model, { now: now ?? DEFAULT_START, zone, hold, businessKey, scripts, lenient: true });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UnusableRehearsalError(file, [{ where: file, what: `cannot be read: ${(error as Error).message}` }]);
  }
}
