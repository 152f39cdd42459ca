import { jobVariablesReader } from '#runtime';
import { BadJobVariablesError } from './errors.js';

export { nameSchema, optionalText } from '#runtime';

/** @throws BadJobVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadJobVariablesError);
