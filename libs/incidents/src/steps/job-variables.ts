import { jobVariablesReader } from '#runtime';
import { BadIncidentVariablesError } from '../errors.js';

export { nameSchema, optionalText } from '#runtime';

/** @throws BadIncidentVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadIncidentVariablesError);
