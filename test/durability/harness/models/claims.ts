import { bpmn, type LoadModel, serviceTask, userTask } from './model.js';

/** Tasks that many people claim and complete at once, one after the other. */
export const claims: LoadModel = {
  key: 'load-claims',
  bpmn: bpmn(
    'load-claims',
    `<startEvent id="begin"/><endEvent id="end"/>${userTask('draft')}${serviceTask('file')}${userTask('sign')}`,
    ['begin-draft', 'draft-file', 'file-sign', 'sign-end'],
  ),
  ways: [{ begin: 1, draft: 1, file: 1, sign: 1, end: 1 }],
  start: () => ({}),
};
