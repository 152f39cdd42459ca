import { jobVariablesReader } from '#runtime';
import { BadAssignmentVariablesError } from '../errors.js';

export { nameSchema, optionalText } from '#runtime';

/** @throws BadAssignmentVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadAssignmentVariablesError);
