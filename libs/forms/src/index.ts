export type { FieldType, Form, FormField } from './form.js';
export { parseForm, type ParsedForm } from './parse-form.js';
export { validateSubmission, type SubmissionResult } from './validate-submission.js';
