import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '#foundation';
import { type RehearsalEngine } from '../rehearsal-on.js';
import { traceFile } from '../script/trace-file.js';
import type { TraceReport } from '../script/trace-model.js';

/** The elements of an executable process `P`, or everything inside the definitions. */
export type ModelText = string | { readonly definitions: string };

/** The BPMN file of a model. Sequence flows are written as `A > B` on lines of their own, with the id `A_B`. */
export function bpmn(model: ModelText): string {
  const inside =
    typeof model === 'string' ? `<process id="P" isExecutable="true">${model}\n</process>` : model.definitions;
  const flow = (_: string, source: string, target: string) =>
    `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test" id="Definitions">
${inside.replace(/^[ \t]*(\w+) > (\w+)[ \t]*$/gm, flow)}
</definitions>`;
}

const root = mkdtempSync(join(tmpdir(), 'congvan-rehearsal-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder for the files of a test; it is gone when the tests of the spec file are over. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'files-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** What `trace` would print; the trace in short: `A+` has started, `A-` ended, `Ax` was cancelled. */
export interface Played extends Omit<TraceReport, 'trace'> {
  readonly trace: string;
}

/** Plays a script on a model. @param files beside the model, by name. */
export async function play(
  model: ModelText,
  script: JsonObject = {},
  { engine = 'congvan', files = {} }: { engine?: RehearsalEngine; files?: Readonly<Record<string, string>> } = {},
): Promise<Played> {
  const folder = folderOf({ ...files, 'model.bpmn': bpmn(model), 'script.json': JSON.stringify(script) });
  const { trace, ...report } = await traceFile(join(folder, 'model.bpmn'), join(folder, 'script.json'), {
    engine,
    zone: 'Asia/Ho_Chi_Minh',
  });
  const marks = { start: '+', end: '-', cancel: 'x' };
  return { ...report, trace: trace.map(({ activity, event }) => activity + marks[event]).join(' ') };
}
