import { jobVariablesReader } from '#runtime';
import { BadWebsiteVariablesError } from './errors.js';

export { optionalText } from '#runtime';

/** @throws BadWebsiteVariablesError naming every variable that is missing or odd */
export const readVariables = jobVariablesReader(BadWebsiteVariablesError);
