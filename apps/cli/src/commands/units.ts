import { dissolveVerb } from '../units/dissolve.js';
import { listVerb } from '../units/list.js';
import { verbCommand } from '../verb-command.js';

export const unitsCommand = verbCommand(
  { name: 'units', summary: 'lists the units of the agency, ends one and gives its work to another' },
  [listVerb, dissolveVerb],
);
