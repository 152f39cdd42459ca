/** What tells one deadline of an office from another. */
export interface NamedDeadline {
  readonly label: string;
  /** What the document of the case is about; null: it has none. */
  readonly subject: string | null;
  /** Number and year under which it came: `12/2026`. */
  readonly arrival: string | null;
  /** The unit that answers. */
  readonly unitName: string | null;
  /** Who has the task; null: nobody yet, or it is the deadline of a case. */
  readonly holderName: string | null;
}

/** SQL of a {@link NamedDeadline} for the alias `e` of `deadline_entry`. Beside it stand {@link NAMING_JOINS}. */
export const NAMING_COLUMNS = `e.label, doc.subject, doc.arrival_number || '/' || doc.arrival_year as arrival,
  named_unit.name as "unitName", holder.full_name as "holderName"`;

/** The joins of {@link NAMING_COLUMNS}: `doc`, `named_unit` and `holder` beside the alias `e`. */
export const NAMING_JOINS = `left join incoming_document doc on doc.instance_id = e.root_instance_id
  left join unit named_unit on named_unit.code = e.unit_code
  left join person holder on holder.login = e.assignee`;

/** Of a long subject: enough to know the document in a list. */
const SUBJECT_CHARACTERS = 80;

/** `Xử lý văn bản số đến 12/2026` */
export function nameInShort({ label, arrival }: Pick<NamedDeadline, 'label' | 'arrival'>): string {
  // The label of a case says the number itself.
  return arrival === null || label.includes(arrival) ? label : `${label} số đến ${arrival}`;
}

/** `Xử lý văn bản số đến 12/2026 (“Kế hoạch năm”; Phòng Quản lý công nghệ; Phan Văn Cường)` */
export function nameInFull({ label, subject, arrival, unitName, holderName }: NamedDeadline): string {
  const document = subject === null ? null : `“${clipped(subject)}”`;
  const parts = [document, unitName, holderName].filter((part) => part !== null);
  const name = nameInShort({ label, arrival });
  return parts.length === 0 ? name : `${name} (${parts.join('; ')})`;
}

function clipped(subject: string): string {
  const characters = [...subject];
  return characters.length <= SUBJECT_CHARACTERS ? subject : `${characters.slice(0, SUBJECT_CHARACTERS - 1).join('')}…`;
}
