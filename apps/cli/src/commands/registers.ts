import { exportVerb } from '../registers/export.js';
import { verbCommand } from '../verb-command.js';

export const registersCommand = verbCommand(
  { name: 'registers', summary: 'writes a register of a server into a file, as it is printed and bound at the end of the year' },
  [exportVerb],
);
