import { catchesError } from './index.js';
import { boundaryEvent, error, errorTrigger, graphOf, serviceTask, subProcess } from './testing/model.js';

describe('catchesError', () => {
  it('looks at the activity and at every scope around it, and nowhere else', async () => {
    const elements =
      subProcess('Sub', serviceTask('Inside') + boundaryEvent('B', 'Inside', errorTrigger('X')), '') +
      boundaryEvent('C', 'Sub', errorTrigger('Y')) +
      serviceTask('Outside');
    const flows = 'Start -> Sub -> Outside -> End\nC -> End';
    const graph = await graphOf({ elements, flows, definitions: error('X') + error('Y') });
    const codes = ['X', 'Y', 'Z'];
    expect(codes.filter((code) => catchesError(graph, 'Inside', code))).toEqual(['X', 'Y']);
    expect(codes.filter((code) => catchesError(graph, 'Sub', code))).toEqual(['Y']);
    expect(codes.filter((code) => catchesError(graph, 'Outside', code))).toEqual([]);
    expect(catchesError(graph, 'Nowhere', 'X')).toBe(false);
  });
});
