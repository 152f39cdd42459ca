/** bpmn-moddle ships no types for its entry point; this is the part of it that `parse-document.ts` calls. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    /** Qualified type, e.g. `bpmn:UserTask`, `camunda:InputOutput`. */
    readonly $type: string;
    readonly $parent?: ModdleElement;
    readonly id?: string;
    /** Whether the type is this one or derived from it. */
    $instanceOf(type: string): boolean;
    get(name: string): unknown;
    set(name: string, value: unknown): void;
  }

  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: unknown;
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    /** Rejects when the document has no readable root; its error carries `warnings` too. */
    fromXML(xml: string): Promise<{
      rootElement: ModdleElement;
      warnings: ModdleWarning[];
      elementsById: Record<string, ModdleElement>;
    }>;
    create(type: string, attributes: Record<string, unknown>): ModdleElement;
  }
}
