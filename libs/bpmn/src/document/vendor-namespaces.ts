const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';

/** Activiti and Flowable, from which the extensions of Camunda 7 come and differ little. */
const KIN = /(\sxmlns(?::[\w.-]+)?\s*=\s*)(["'])http:\/\/(?:activiti\.org|flowable\.org)\/bpmn\2/g;

/**
 * The document with the extension namespaces of Activiti and Flowable declared as Camunda's, whatever their prefixes.
 * All three may stand in one file. Lines stay where they are.
 */
export function unifyVendorNamespaces(text: string): string {
  return text.replace(KIN, `$1$2${CAMUNDA}$2`);
}
