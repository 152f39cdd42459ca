import type { DmnElement } from '../document/dmn-element.js';
import type { DecisionFindings } from '../findings.js';
import type { ExpressionCheck } from './expression-check.js';

/** What reading the parts of one file shares. */
export interface Reading {
  readonly findings: DecisionFindings;
  readonly check: ExpressionCheck;
  /** SHA-256 (hex) of its normalised text. */
  readonly checksum: string;
  /** `expressionLanguage` of the file, for expressions without one. */
  readonly language: string | undefined;
  /** Types that the file defines, by name. */
  readonly types: ReadonlyMap<string, DmnElement>;
}
