import { instructionCommands } from '#documents';
import { tellGroup } from './tell.js';

/** What leaders do with instructions beside their tasks. */
export const officeInstructions = instructionCommands(tellGroup);
