import type { TellGroup } from '../tell-group.js';
import { changeInstruction } from './change-instruction.command.js';
import { recallInstruction } from './recall-instruction.command.js';

/** What leaders do with instructions beside their tasks, with what the app hands in. */
export function instructionCommands(tell: TellGroup) {
  return { change: changeInstruction(tell), recall: recallInstruction(tell) };
}
