import { interruptsOnEscalation } from './index.js';
import { boundaryEvent, escalation, escalationTrigger, graphOf, serviceTask, subProcess } from './testing/model.js';

describe('interruptsOnEscalation', () => {
  it('asks the innermost event that catches the escalation, and none where nothing does', async () => {
    const inside = serviceTask('Inside') + boundaryEvent('B', 'Inside', escalationTrigger('X'), false);
    const elements =
      subProcess('Sub', inside, '') + boundaryEvent('C', 'Sub', escalationTrigger()) + serviceTask('Outside');
    const flows = 'Start -> Sub -> Outside -> End\nC -> End';
    const graph = await graphOf({ elements, flows, definitions: escalation('X') });
    expect(interruptsOnEscalation(graph, 'Inside', 'X')).toBe(false);
    expect(interruptsOnEscalation(graph, 'Inside', 'Y')).toBe(true);
    expect(interruptsOnEscalation(graph, 'Sub')).toBe(true);
    expect(interruptsOnEscalation(graph, 'Outside', 'X')).toBeUndefined();
    expect(interruptsOnEscalation(graph, 'Nowhere', 'X')).toBeUndefined();
  });
});
