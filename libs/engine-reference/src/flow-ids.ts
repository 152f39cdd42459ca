const SEQUENCE_FLOW = /<((?:[\w.-]+:)?sequenceFlow)(\s(?:[^>"']|"[^"]*"|'[^']*')*)>/g;

/**
 * Gives an id to each sequence flow of a BPMN text that has none, as one file in nine of those found in public: without
 * ids bpmn-engine takes several flows of a node for one, and stops.
 */
export function withFlowIds(bpmn: string): string {
  let count = 0;
  return bpmn.replace(SEQUENCE_FLOW, (tag, name: string, attributes: string) => {
    if (/\sid\s*=/.test(attributes)) return tag;
    count += 1;
    return `<${name} id="Flow~${count}"${attributes}>`;
  });
}
