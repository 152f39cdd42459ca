import { decodeDocument, refuseDangerousXml, UnreadableXmlError } from '#xml';
import type { Decision } from './decision.js';
import { childrenOf, textOf, type DmnElement } from './document/dmn-element.js';
import { parseDocument } from './document/parse-document.js';
import { DecisionFindings, type DecisionFinding } from './findings.js';
import { ExpressionCheck } from './read/expression-check.js';
import { readDecision } from './read/read-decision.js';
import type { Reading } from './read/reading.js';
import { sha256 } from './read/sha256.js';
import { requiredOrder } from './required-order.js';

/** What one DMN file holds, and all that speaks against or for a second look at it. */
export interface ReadDecisions {
  /** The document decoded and normalised: what to store. */
  readonly text: string;
  /** In the order of the file. With an error among the findings they are incomplete and must not be evaluated. */
  readonly decisions: readonly Decision[];
  readonly findings: readonly DecisionFinding[];
}

/**
 * Reads and checks every decision of a DMN file (1.1 to 1.5). Never throws for a bad file.
 * @param source the file as text or as bytes in any encoding that it declares.
 * @param options.file name of the file, for the findings.
 */
export async function readDecisions(source: string | Uint8Array, options: { file: string }): Promise<ReadDecisions> {
  const findings = new DecisionFindings(options.file);
  const { text, definitions } = await readDocument(source, findings);
  if (definitions === undefined) return { text, decisions: [], findings: findings.list };
  const elements = ofType(definitions, 'drgElement', 'dmn:Decision');
  if (elements.length === 0) {
    findings.error('', 'no-decision', 'The file has no decision.', 'Add a decision, or leave the file out.');
  }
  const reading: Reading = {
    findings,
    checksum: sha256(text),
    check: new ExpressionCheck(findings),
    language: textOf(definitions, 'expressionLanguage'),
    types: new Map(
      childrenOf(definitions, 'itemDefinition').map((definition) => [textOf(definition, 'name') ?? '', definition]),
    ),
  };
  const decisions = elements.flatMap((element) => readDecision(element, reading) ?? []);
  reportRequirements(decisions, new Set(elements.map(({ id }) => id)), findings);
  return { text, decisions, findings: findings.list };
}

async function readDocument(
  source: string | Uint8Array,
  findings: DecisionFindings,
): Promise<{ text: string; definitions?: DmnElement }> {
  let text = '';
  try {
    text = decodeDocument(source);
    refuseDangerousXml(text);
  } catch (error) {
    if (!(error instanceof UnreadableXmlError)) throw error;
    findings.error('', 'unreadable', error.message, 'Save it again with a DMN editor.');
    return { text };
  }
  return { text, definitions: await parseDocument(text, findings) };
}

function ofType(parent: DmnElement, property: string, type: string): readonly DmnElement[] {
  return childrenOf(parent, property).filter(({ $type }) => $type === type);
}

function reportRequirements(
  decisions: readonly Decision[],
  known: ReadonlySet<string | undefined>,
  findings: DecisionFindings,
): void {
  const requires = new Map(decisions.map((decision) => [decision.id, decision.requires]));
  const settled = new Set<string>();
  for (const { id } of decisions) {
    for (const missing of requires.get(id)?.filter((other) => !known.has(other)) ?? []) {
      const what = `It requires the decision "${missing}", which is not in the file.`;
      findings.error(id, 'unresolved', what, 'Correct or remove the requirement.');
    }
    if (settled.has(id)) continue;
    const found = requiredOrder(id, (other) => (settled.has(other) ? [] : (requires.get(other) ?? [])));
    const met = 'circle' in found ? found.circle : found.order;
    if ('circle' in found) {
      const what = `The decisions ${found.circle.join(' → ')} require one another.`;
      findings.error(found.circle[0] ?? id, 'cycle', what, 'Remove one of the requirements.');
    }
    for (const other of met) settled.add(other);
  }
}
