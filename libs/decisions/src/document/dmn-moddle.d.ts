/** dmn-moddle ships no types; this is the part of it that `parse-document.ts` calls. */
declare module 'dmn-moddle' {
  export interface ModdleElement {
    /** Qualified type, e.g. `dmn:DecisionTable`. */
    readonly $type: string;
    readonly $parent?: ModdleElement;
    readonly id?: string;
    get(name: string): unknown;
  }

  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
  }

  export class DmnModdle {
    constructor(packages?: Record<string, unknown>);
    /** Rejects when the document has no readable root; its error carries `warnings` too. */
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>;
  }
}
